import { parseSetCookie, stringifyCookie } from 'cookie';

/** How a browser treats cookies inside another site's frame. */
export type ThirdPartyCookies = 'allowed' | 'partitioned' | 'blocked';

/** From where a request leaves. */
export interface CookieContext {
  readonly method: string;
  /** Site of the document that started it; absent for a typed address. */
  readonly initiator?: string;
  /** Site of the window, when the request is for a frame in it. */
  readonly top?: string;
}

interface StoredCookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly sameSite: 'none' | 'lax' | 'strict';
  /** Site of the window that a `Partitioned` cookie belongs to. */
  readonly partition?: string;
}

/** Ports and schemes apart, each host of these tests is a site of its own: `localhost` has no parent. */
export const siteOf = (url: URL): string => url.hostname;

/** Cookies by host and path, with `SameSite` and `Partitioned` as Chromium has them (RFC 6265bis §5.6, CHIPS). */
export class CookieJar {
  #cookies: readonly StoredCookie[] = [];

  constructor(readonly thirdParty: ThirdPartyCookies) {}

  keep(url: URL, setCookies: readonly string[], { top }: CookieContext): void {
    for (const text of setCookies) {
      const set = parseSetCookie(text);
      const foreign = top !== undefined && top !== siteOf(url);
      const sameSite = typeof set.sameSite === 'string' ? set.sameSite : 'lax';
      if (foreign && (sameSite !== 'none' || !this.#allowedInFrames(set.partitioned === true))) continue;
      if ((sameSite === 'none' || set.partitioned) && !set.secure) continue;
      const cookie: StoredCookie = {
        name: set.name,
        value: set.value ?? '',
        host: url.hostname,
        path: set.path ?? '/',
        sameSite,
        ...(set.partitioned && { partition: top ?? siteOf(url) }),
      };
      const gone = set.maxAge === 0 || (set.expires !== undefined && set.expires.getTime() <= Date.now());
      const others = this.#cookies.filter((one) => !sameCookie(one, cookie));
      this.#cookies = gone ? others : [...others, cookie];
    }
  }

  /** The `Cookie` header of a request; longer paths first. */
  header(url: URL, context: CookieContext): string {
    const sent = this.#cookies
      .filter((cookie) => cookie.host === url.hostname && isUnder(url.pathname, cookie.path))
      .filter((cookie) => this.#goes(cookie, url, context))
      .toSorted((a, b) => b.path.length - a.path.length);
    return stringifyCookie(Object.fromEntries(sent.toReversed().map(({ name, value }) => [name, value])));
  }

  names(): readonly string[] {
    return this.#cookies.map(({ name }) => name);
  }

  forget(name: string): void {
    this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name);
  }

  #goes(cookie: StoredCookie, url: URL, { method, initiator, top }: CookieContext): boolean {
    const site = siteOf(url);
    if (cookie.partition !== undefined && cookie.partition !== (top ?? site)) return false;
    const foreign = top !== undefined && top !== site;
    if (foreign && !this.#allowedInFrames(cookie.partition !== undefined)) return false;
    if (cookie.sameSite === 'none') return true;
    const sameSite = !foreign && (initiator === undefined || initiator === site);
    return sameSite || (cookie.sameSite === 'lax' && top === undefined && method === 'GET');
  }

  #allowedInFrames(partitioned: boolean): boolean {
    return this.thirdParty === 'allowed' || (this.thirdParty === 'partitioned' && partitioned);
  }
}

const sameCookie = (a: StoredCookie, b: StoredCookie) =>
  a.name === b.name && a.host === b.host && a.path === b.path && a.partition === b.partition;

const isUnder = (path: string, parent: string) =>
  path === parent || path.startsWith(parent.endsWith('/') ? parent : `${parent}/`);
