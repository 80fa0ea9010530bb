import type { RequestHandler, Response } from 'express';
import type { Locale, Translate } from './i18n.js';

/** Puts `t` and `locale` before the templates: `?lang=`, else what the browser prefers, else French. */
export function language(translations: (locale: Locale) => Translate): RequestHandler {
  return (req, res, next) => {
    const asked = req.query['lang'];
    const locale = asked === 'fr' || asked === 'en' ? asked : req.acceptsLanguages('fr', 'en') || 'fr';
    speak(res, locale === 'en' ? 'en' : 'fr', translations);
    next();
  };
}

/** Sets the language of one answer. */
export function speak(res: Response, locale: Locale, translations: (locale: Locale) => Translate): void {
  res.locals['locale'] = locale;
  res.locals['t'] = translations(locale);
}

export const translateOf = (res: Response): Translate => res.locals['t'] as Translate;

const localeOf = (res: Response): Locale => res.locals['locale'] as Locale;

/** The language of one answer: what pages are prepared with. */
export interface Words {
  readonly t: Translate;
  readonly locale: Locale;
}

export const wordsOf = (res: Response): Words => ({ t: translateOf(res), locale: localeOf(res) });
