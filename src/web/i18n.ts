import { readdirSync, readFileSync } from 'node:fs';
import { createInstance, type TFunction } from 'i18next';
import { withDe } from './elision.js';

export type Locale = 'fr' | 'en';
export type Translate = TFunction;

export const LOCALES: readonly Locale[] = ['fr', 'en'];

/**
 * Reads config/locales/<locale>/<namespace>.json; a key is written `namespace:key`.
 * A key that a locale lacks is a defect of ours, and throws while under test.
 */
export function createTranslations(
  directory: URL,
  onMissing: (key: string) => void,
): (locale: Locale) => Translate {
  const resources = Object.fromEntries(LOCALES.map((locale) => [locale, namespaces(directory, locale)]));
  const instance = createInstance();
  void instance.init({
    resources,
    lng: 'fr',
    fallbackLng: 'fr',
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false }, // templates escape, once
    saveMissing: true,
    missingKeyHandler: (_languages, namespace, key) => onMissing(`${namespace}:${key}`),
  });
  instance.services.formatter?.add('de', withDe);
  const translations = {
    fr: remembering(instance.getFixedT('fr')),
    en: remembering(instance.getFixedT('en')),
  };
  return (locale) => translations[locale];
}

/**
 * A sentence without facts is always the same, and one whose facts decide nothing else has places to fill; i18next
 * would look through languages, namespaces and plurals each time. Plurals and formats are left to it.
 */
function remembering(translate: Translate): Translate {
  const sentences = remembered((key) => translate(key));
  const templates = remembered((key) => translate(key, { skipInterpolation: true }));
  const quick = (...parameters: Parameters<Translate>) => {
    const [key, facts, ...more] = parameters;
    if (typeof key !== 'string' || more.length > 0) return translate(...parameters);
    if (facts === undefined) return sentences(key);
    if (typeof facts !== 'object' || 'count' in facts) return translate(...parameters);
    const template = templates(key);
    return FORMATTED.test(template) ? translate(...parameters) : filled(template, facts);
  };
  return quick as Translate;
}

/** `{{name, de}}` */
const FORMATTED = /{{\s*\w+\s*[^\w\s}]/;

/** A fact that nobody gave leaves its place to be seen, as i18next does. */
const filled = (template: string, facts: object): string =>
  template.replace(/{{\s*(\w+)\s*}}/g, (place, name: string) => {
    const fact: unknown = Object.hasOwn(facts, name) ? facts[name as keyof typeof facts] : undefined;
    return fact === undefined ? place : String(fact ?? '');
  });

function remembered(make: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const text = known.get(key) ?? make(key);
    known.set(key, text);
    return text;
  };
}

function namespaces(directory: URL, locale: Locale): Record<string, object> {
  const folder = new URL(`${locale}/`, directory);
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [
        file.slice(0, -'.json'.length),
        JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
      ]),
  );
}
