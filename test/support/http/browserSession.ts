import { Agent, FormData, request } from 'undici';
import { CookieJar, siteOf, type CookieContext, type ThirdPartyCookies } from './cookieJar.js';
import { Page } from './page.js';

export interface BrowserOptions {
  readonly thirdPartyCookies?: ThirdPartyCookies;
  readonly language?: string;
}

export interface Navigation {
  readonly url: URL;
  readonly fields?: URLSearchParams | FormData;
  /** The document that starts it; absent for a typed address. */
  readonly from?: URL;
  /** The window's own address, when a frame in it navigates. */
  readonly top?: URL | undefined;
}

export interface Fetched {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface FetchOptions {
  readonly method?: string;
  readonly body?: string | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

const LONGEST_CHAIN = 12;

/** Names below `localhost` are this machine; not every system resolves them. */
const agent = new Agent({
  connect: {
    lookup: (_hostname, options, callback) => {
      if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    },
  },
});

/**
 * Walks through pages over real HTTP as a browser does: cookies by site, frame and path, redirects, and the forms
 * that a page's script posts by itself. What needs a layout is left to Chromium.
 */
export class BrowserSession {
  readonly jar: CookieJar;
  readonly #language: string;

  constructor({ thirdPartyCookies = 'partitioned', language = 'fr-FR' }: BrowserOptions = {}) {
    this.jar = new CookieJar(thirdPartyCookies);
    this.#language = language;
  }

  /** Types an address. */
  open(url: string): Promise<Page> {
    return this.navigate({ url: new URL(url) });
  }

  /** Loads a document and runs its scripts. */
  async navigate(wanted: Navigation): Promise<Page> {
    let page = await this.load(wanted);
    for (let posted = 0; page.postsItself && posted < LONGEST_CHAIN; posted += 1) {
      page = await page.postItself();
    }
    return page;
  }

  /** What a page's script asks for. */
  async fetch(url: URL, page: Page, { method = 'GET', body, headers }: FetchOptions = {}): Promise<Fetched> {
    const context = contextOf({ from: page.url, top: page.top }, method);
    return this.#send(url, context, {
      method,
      ...(body !== undefined && { body }),
      headers: {
        'sec-fetch-dest': 'empty',
        ...(method !== 'GET' && { origin: page.url.origin }),
        ...headers,
      },
    });
  }

  /** One document, behind its redirects, before its scripts run. */
  async load({ url: first, fields, from, top }: Navigation): Promise<Page> {
    let url = first;
    let body = fields instanceof FormData ? fields : fields?.toString();
    const visited: URL[] = [];
    for (let hops = 0; hops < LONGEST_CHAIN; hops += 1) {
      visited.push(url);
      const method = body === undefined ? 'GET' : 'POST';
      const answer = await this.#send(url, contextOf({ from, top }, method), {
        method,
        headers: {
          'sec-fetch-dest': top ? 'iframe' : 'document',
          'sec-fetch-mode': 'navigate',
          ...(typeof body === 'string' && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(body !== undefined && from && { origin: from.origin }),
        },
        ...(body !== undefined && { body }),
      });
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || typeof location !== 'string') {
        return new Page(this, { url, answer, top, visited });
      }
      url = new URL(location, url);
      // All redirects here are 302 and 303, after which browsers go on with GET.
      body = undefined;
    }
    throw new Error(`too many redirects from ${first.href}`);
  }

  async #send(url: URL, context: CookieContext, options: FetchOptions): Promise<Fetched> {
    const cookies = this.jar.header(url, context);
    const { statusCode, headers, body } = await request(url, {
      method: (options.method ?? 'GET') as 'GET' | 'POST',
      dispatcher: agent,
      headers: {
        accept: 'text/html',
        'accept-language': this.#language,
        'sec-fetch-site': fetchSite(context, url),
        ...(cookies && { cookie: cookies }),
        ...options.headers,
      },
      ...(options.body !== undefined && { body: options.body }),
    });
    this.jar.keep(url, [headers['set-cookie'] ?? []].flat(), context);
    return { status: statusCode, headers, body: await body.text() };
  }
}

function contextOf(
  { from, top }: { readonly from?: URL | undefined; readonly top?: URL | undefined },
  method: string,
): CookieContext {
  return { method, ...(from && { initiator: siteOf(from) }), ...(top && { top: siteOf(top) }) };
}

/** Each site of these tests is one host, so same site is same origin. */
function fetchSite({ initiator }: CookieContext, url: URL): string {
  if (initiator === undefined) return 'none';
  return initiator === siteOf(url) ? 'same-origin' : 'cross-site';
}
