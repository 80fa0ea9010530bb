import { Agent, fetch, type Response as Answer } from 'undici';
import {
  guardedLookup,
  isLoopbackHost,
  isPublicAddress,
  literalAddress,
  type Resolve,
} from './guardedLookup.js';
import { PlatformUnreachable } from './platformUnreachable.js';

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole call: turn, name, connection, headers and body. Default 5 000. */
  readonly timeoutMs?: number;
  /** Most bytes of the decoded body. Default 1 000 000. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** Any HTTP answer, whatever its status; redirects are answers too and are never followed. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface PlatformHttpOptions {
  /** Allows plain http and loopback addresses for hosts that name this machine. */
  readonly demo: boolean;
  /** Calls under way at once to one origin; more wait for their turn. Default 8. */
  readonly connectionsPerOrigin?: number;
  readonly resolve?: Resolve;
}

/** What `fetch` is to libraries that bring their own calls, such as jose's key sets. */
type FetchLike = (
  url: string | URL,
  init?: {
    readonly method?: string;
    readonly headers?: ConstructorParameters<typeof Headers>[0];
    readonly body?: string;
    readonly signal?: AbortSignal | null;
  },
) => Promise<Response>;

/** Every call that leaves for a platform goes through here, because platforms' addresses come from outside. */
export interface PlatformHttp {
  /** @throws {PlatformUnreachable} when there is no answer, too late an answer or too long a one. */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /** @throws {PlatformUnreachable} as `request` does. */
  readonly fetchLike: FetchLike;
  /** Calls under way end as unreachable. */
  close(): Promise<void>;
}

const TIMEOUT_MS = 5000;
const MAXIMUM_BYTES = 1_000_000;
const USER_AGENT = 'Attendus (LTI 1.3 tool)';

/** The guarded HTTP client: https and public addresses only, bounded in time and size, without cookies. */
export function createPlatformHttp(options: PlatformHttpOptions): PlatformHttp {
  const agent = new Agent({
    connections: options.connectionsPerOrigin ?? 8,
    connect: { lookup: guardedLookup(options.demo, options.resolve), timeout: TIMEOUT_MS },
  });

  const request = async (wanted: HttpRequest): Promise<HttpAnswer> => {
    const { url, method = 'GET', body, headers } = wanted;
    if (!mayCall(url, options.demo)) throw new PlatformUnreachable('refusedAddress', url);

    const deadline = AbortSignal.timeout(wanted.timeoutMs ?? TIMEOUT_MS);
    try {
      const answer = await fetch(url, {
        method,
        headers: { 'user-agent': USER_AGENT, ...headers },
        ...(body !== undefined && { body }),
        redirect: 'manual',
        credentials: 'omit',
        signal: wanted.signal ? AbortSignal.any([deadline, wanted.signal]) : deadline,
        dispatcher: agent,
      });
      const text = await boundedText(answer, wanted.maxBytes ?? MAXIMUM_BYTES, url);
      return { status: answer.status, headers: new Headers([...answer.headers]), text };
    } catch (error) {
      throw unreachable(error, url);
    }
  };

  return {
    request,
    fetchLike: async (url, init = {}) => asResponse(await request(asRequest(url, init))),
    close: () => agent.destroy(),
  };
}

/** Names are looked at when connecting; here only what the address itself says. */
function mayCall(address: string, demo: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (isLoopbackHost(hostname)) return demo && /^https?:$/.test(protocol);
  const literal = literalAddress(hostname);
  return protocol === 'https:' && (literal === undefined || isPublicAddress(literal));
}

/** Counts what was decoded, so that a small compressed answer cannot fill the memory. */
async function boundedText(answer: Answer, maxBytes: number, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new PlatformUnreachable('tooLarge', url);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function unreachable(error: unknown, url: string): PlatformUnreachable {
  const chain = causes(error);
  const ours = chain.find((cause) => cause instanceof PlatformUnreachable);
  if (ours) return ours;
  const late = chain.some(
    ({ name, code }) => name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT',
  );
  return new PlatformUnreachable(late ? 'timeout' : 'unreachable', url, { cause: error });
}

function causes(error: unknown): readonly (Error & { code?: string })[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}

function asRequest(url: string | URL, init: Parameters<FetchLike>[1] & object): HttpRequest {
  const { method = 'GET', headers, body, signal } = init;
  if (method !== 'GET' && method !== 'POST' && method !== 'PUT') {
    throw new TypeError(`A platform is never asked to ${method}`);
  }
  return {
    url: String(url),
    method,
    headers: Object.fromEntries(new Headers(headers)),
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  };
}

const BODILESS = new Set([204, 205, 304]);

function asResponse({ status, headers, text }: HttpAnswer): Response {
  return new Response(BODILESS.has(status) ? null : text, { status, headers });
}
