import type { Failure } from '../../gradebook/gradebook.js';
import { answerFailure } from './answerFailure.js';
import { jsonBody } from './jsonBody.js';
import type { ServiceOutcome } from './serviceCalls.js';

export interface PageReader<T> {
  call(page: { url: string; signal: AbortSignal }): Promise<ServiceOutcome>;
  /** The items of one page; undefined when its body is not what the specification says. */
  items(body: unknown): readonly T[] | undefined;
  readonly now: () => Date;
}

export type Pages<T> =
  { readonly kind: 'read'; readonly items: readonly T[] } | { readonly kind: 'invalid' } | Failure;

/** More than any class needs; a platform whose pages never end is refused. */
const MAXIMUM_PAGES = 100;

/** For all pages together. */
const TIMEOUT_MS = 30_000;

/** All pages of a container, following `next` links; one page that fails fails the whole. */
export async function readPages<T>(first: string, reader: PageReader<T>): Promise<Pages<T>> {
  const items: T[] = [];
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const seen = new Set<string>();
  let url: string | undefined = first;
  while (url !== undefined && !seen.has(url)) {
    if (seen.size >= MAXIMUM_PAGES) return { kind: 'invalid' };
    seen.add(url);
    const outcome = await reader.call({ url, signal });
    if (outcome.kind === 'failed') return outcome;
    const failure = answerFailure(outcome.answer, reader.now());
    if (failure) return failure;
    const page = reader.items(jsonBody(outcome.answer.text));
    if (!page) return { kind: 'invalid' };
    items.push(...page);
    url = nextPage(outcome.answer.headers.get('link'), url);
  }
  return { kind: 'read', items };
}

/**
 * The address of `rel="next"` (RFC 8288), read as leniently as Moodle needs: its line items come with curly
 * quotes, in UTF-8 that HTTP reads as Latin-1, and with `&amp;` in the addresses.
 */
export function nextPage(link: string | null, from: string): string | undefined {
  for (const [, target = '', parameters = ''] of (link ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const address = target.replaceAll('&amp;', '&');
    if (/\brel\s*=[^;,]*\bnext\b/i.test(parameters) && URL.canParse(address, from)) {
      return new URL(address, from).href;
    }
  }
  return undefined;
}
