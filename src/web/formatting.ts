import type { Locale } from './i18n.js';

const decimals = {
  fr: new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
};

/** Hundredths as people write them: 1450 is « 14,5 ». */
export const formatHundredths = (hundredths: number, locale: Locale): string =>
  decimals[locale].format(hundredths / 100);
