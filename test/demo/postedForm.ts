import assert from 'node:assert/strict';

const decoded = (text: string) =>
  text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The form that a page of the LMS posts by itself. */
export function postedForm(html: string) {
  const action = /<form[^>]* action="([^"]*)"[^>]* data-auto-submit/.exec(html)?.[1];
  assert.ok(action, 'the page posts nothing by itself');
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  const fields: Record<string, string | undefined> = Object.fromEntries(
    [...inputs].map(([, name = '', value = '']) => [decoded(name), decoded(value)]),
  );
  return { action: decoded(action), fields };
}
