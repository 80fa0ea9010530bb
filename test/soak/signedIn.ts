import type { Page } from '../support/http/page.js';

/** A page of a session, asked for as fast as the network goes: no parsing, no scripts. */
export class SignedIn {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, browser, top }: Page) {
    this.#base = /^.*\/s\/[^/]+/.exec(url.href)?.[0] ?? '';
    const cookie = browser.jar.header(url, { method: 'GET', ...(top && { top: top.hostname }) });
    this.#headers = { cookie };
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.#base}/${path}`, { headers: this.#headers, redirect: 'manual' });
  }

  post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const headers = { ...this.#headers, origin: new URL(this.#base).origin };
    const body = new URLSearchParams(fields);
    return fetch(`${this.#base}/${path}`, { method: 'POST', headers, body, redirect: 'manual' });
  }
}

/** The hidden fields of a page's form, entities decoded. */
export function hiddenFields(html: string): Readonly<Record<string, string>> {
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, decoded(value)]));
}

const decoded = (text: string) =>
  text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
