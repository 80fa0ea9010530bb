import { request, type Dispatcher } from 'undici';

export interface Visit {
  readonly status: number;
  /** Absolute. */
  readonly location?: string;
  readonly body: string;
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As Chromium frames a tool that may keep its cookies. */
const FRAME_HEADERS: Readonly<Record<string, string>> = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'fr-FR',
  'sec-fetch-dest': 'iframe',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-storage-access': 'active',
};

/** One browser, new: its cookies, and nothing followed by itself. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get(url: string): Promise<Visit> {
    return this.#visit(url, { method: 'GET' });
  }

  post(
    url: string,
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Visit> {
    return this.#visit(url, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: new URL(url).origin,
        ...headers,
      },
    });
  }

  /** By name. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  async #visit(url: string, call: Call): Promise<Visit> {
    const answer = await request(url, {
      method: call.method,
      dispatcher: this.dispatcher,
      headers: {
        ...FRAME_HEADERS,
        ...(this.#cookies.size > 0 && { cookie: this.#cookieHeader() }),
        ...this.headers,
        ...call.headers,
      },
      body: call.body ?? null,
    });
    const body = await answer.body.text();
    this.#keep(answer.headers['set-cookie']);
    const { location } = answer.headers;
    return {
      status: answer.statusCode,
      ...(typeof location === 'string' && { location: new URL(location, url).href }),
      body,
    };
  }

  #cookieHeader(): string {
    return Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(lines: string | string[] | undefined): void {
    for (const line of [lines ?? []].flat()) {
      const [pair = ''] = line.split(';', 1);
      const equals = pair.indexOf('=');
      const value = pair.slice(equals + 1);
      if (value === '') this.#cookies.delete(pair.slice(0, equals));
      else this.#cookies.set(pair.slice(0, equals), value);
    }
  }
}
