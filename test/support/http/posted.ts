import type { Fetched } from './browserSession.js';
import type { Page } from './page.js';

/** What a page's own forms could send to another address of its session. */
export function posted(page: Page, path: string, fields = new URLSearchParams()): Promise<Fetched> {
  const token = page.document.all('input').find((one) => one.attribute('name') === '_csrf');
  const body = new URLSearchParams(fields);
  body.set('_csrf', token?.attribute('value') ?? '');
  return page.fetch(`${/^\/s\/[^/]+\//.exec(page.url.pathname)?.[0]}${path}`, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}
