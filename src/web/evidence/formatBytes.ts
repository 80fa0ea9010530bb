import type { Locale } from '../i18n.js';

const UNITS = { fr: ['o', 'ko', 'Mo'], en: ['B', 'kB', 'MB'] } as const;
const STEP = 1024;

/** A size as people say it: « 340 ko », « 1,2 Mo ». */
export function formatBytes(bytes: number, locale: Locale): string {
  const power = bytes < STEP ? 0 : bytes < STEP * STEP ? 1 : 2;
  const amount = bytes / STEP ** power;
  const digits = power === 2 && amount < 100 ? 1 : 0;
  const tag = locale === 'fr' ? 'fr-FR' : 'en-GB';
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(amount);
  return `${number}\u00a0${UNITS[locale][power]}`;
}
