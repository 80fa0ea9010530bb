import type { Locale } from './i18n.js';

/** Schools of mainland France; pages show its clock, whatever the server's. */
const TIME_ZONE = 'Europe/Paris';

const tags = { fr: 'fr-FR', en: 'en-GB' };

const byLocale = <Value>(make: (tag: string) => Value): Record<Locale, Value> => ({
  fr: make(tags.fr),
  en: make(tags.en),
});

const decimals = byLocale((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }));

/** Numbers with at least so many decimals: marks of one column then stand under each other. */
const atLeast = [0, 1, 2].map((minimumFractionDigits) =>
  byLocale((tag) => new Intl.NumberFormat(tag, { minimumFractionDigits, maximumFractionDigits: 2 })),
);

const days = byLocale((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'short', timeZone: TIME_ZONE }));

const longDays = byLocale(
  (tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: TIME_ZONE }),
);

const datedDays = byLocale((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: TIME_ZONE }));

const times = byLocale(
  (tag) => new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE }),
);

/** Hundredths as people write them: 1450 is « 14,5 ». */
export const formatHundredths = (hundredths: number, locale: Locale): string =>
  decimals[locale].format(hundredths / 100);

/** A mark with the decimals that its grid's rounding step can need: « 9,0 » beside « 14,5 ». */
export function formatMark(hundredths: number, stepHundredths: number, locale: Locale): string {
  const needed = stepHundredths % 100 === 0 ? 0 : stepHundredths % 10 === 0 ? 1 : 2;
  return (atLeast[needed] ?? decimals)[locale].format(hundredths / 100);
}

/** Whole percents: « 75 % », in English « 75% ». */
export const formatPercent = (percent: number, locale: Locale): string =>
  `${percent}${locale === 'fr' ? '\u00a0' : ''}%`;

/** « 14 h 03 », in English « 14:03 ». */
export function formatTime(date: Date, locale: Locale): string {
  const time = times[locale].format(date);
  return locale === 'fr' ? time.replace(':', '\u00a0h\u00a0') : time;
}

/** When something happened, ready for a sentence: « à 14 h 03 » today, « le 12 mars à 14 h 03 » before. */
export function formatMoment(date: Date, now: Date, locale: Locale): string {
  const time = `${locale === 'fr' ? 'à' : 'at'} ${formatTime(date, locale)}`;
  if (days[locale].format(date) === days[locale].format(now)) return time;
  return `${formatDay(date, now, locale)} ${time}`;
}

/** A day, ready for a sentence: « le 12 mars », with its year once that is another one. */
export function formatDay(date: Date, now: Date, locale: Locale): string {
  const sameYear = date.getUTCFullYear() === now.getUTCFullYear();
  return `${locale === 'fr' ? 'le' : 'on'} ${dayText(date, sameYear, locale)}`;
}

/** « 12 mars », with its year where that could be mistaken: a school year goes over two. */
export const formatSchoolDay = (date: Date, now: Date, locale: Locale): string =>
  dayText(date, Math.abs(now.getTime() - date.getTime()) < UNMISTAKABLE_MS, locale);

const UNMISTAKABLE_MS = 300 * 86_400_000;

function dayText(date: Date, isUnmistakable: boolean, locale: Locale): string {
  const day = (isUnmistakable ? longDays : datedDays)[locale].format(date);
  return locale === 'fr' ? day.replace(/^1 /, '1er ') : day;
}

/** A day with its year, as documents have it: « 12 mars 2040 ». */
export const formatDate = (date: Date, locale: Locale): string =>
  datedDays[locale].format(date).replace(locale === 'fr' ? /^1 / : /^$/, '1er ');

const lists = byLocale((tag) => new Intl.ListFormat(tag));

/** « Chloé, Amadou et Zoé » */
export const formatList = (names: readonly string[], locale: Locale): string => lists[locale].format(names);

/** Orders names as a class list does: « Éboué » between « Durand » and « Fabre ». */
export const nameOrder = byLocale((tag) => new Intl.Collator(tag, { numeric: true }));
