import type { Locale } from '../i18n.js';

const decimal = /^\s*(\d{1,4})(?:[.,](\d{1,2}))?\s*$/;

/** A decimal as French and English people type it, in hundredths; undefined when it is none. */
export function hundredthsOf(text: string): number | undefined {
  const match = decimal.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Hundredths as they stand in a field, ready to be typed over: without the separators of thousands. */
export const fieldHundredths = (hundredths: number, locale: Locale): string =>
  String(hundredths / 100).replace('.', locale === 'fr' ? ',' : '.');
