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

/** A sentence without facts is always the same; i18next would look through languages and namespaces each time. */
function remembering(translate: Translate): Translate {
  const sentences = new Map<string, string>();
  const remembered = (...parameters: Parameters<Translate>) => {
    const [key] = parameters;
    if (parameters.length > 1 || typeof key !== 'string') return translate(...parameters);
    const sentence = sentences.get(key) ?? translate(key);
    sentences.set(key, sentence);
    return sentence;
  };
  return remembered as Translate;
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
