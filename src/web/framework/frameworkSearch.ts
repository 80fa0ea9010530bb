import { z } from 'zod';
import { LOCALES, type Locale } from '../i18n.js';

/** What the address of the page asks for. */
export interface FrameworkSearch {
  readonly typed: string;
  /** The language, where the address names one. */
  readonly lang?: Locale;
}

/** Also the `maxlength` of the field. */
export const LONGEST_SEARCH = 100;

const searchSchema = z.object({
  q: z
    .string()
    .transform((typed) => typed.slice(0, LONGEST_SEARCH).replace(/\s+/g, ' ').trim())
    .catch(''),
  lang: z.enum(LOCALES).optional().catch(undefined),
});

/** Reads `?q=` and `?lang=`; what no page of ours produces counts as nothing asked. */
export function parseFrameworkSearch(query: unknown): FrameworkSearch {
  const { q, lang } = searchSchema.parse(query ?? {});
  return { typed: q, ...(lang && { lang }) };
}

/** Address of the page that shows a search. */
export function frameworkAddress({ typed, lang }: FrameworkSearch): string {
  const query = new URLSearchParams({ ...(typed && { q: typed }), ...(lang && { lang }) }).toString();
  return query ? `/referentiel?${query}` : '/referentiel';
}
