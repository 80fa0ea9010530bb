import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ToolError } from '../../src/errors.js';

const launchSentences = Object.fromEntries(
  (['fr', 'en'] as const).map((locale) => [
    locale,
    JSON.parse(
      readFileSync(new URL(`../../config/locales/${locale}/launch.json`, import.meta.url), 'utf8'),
    ) as object,
  ]),
);

/** The sentence of an error exists in both languages, and its facts fill it. */
export function assertSaid({ messageKey, facts }: ToolError): void {
  const [namespace, key = ''] = messageKey.split(':');
  assert.equal(namespace, 'launch');
  for (const [locale, sentences] of Object.entries(launchSentences)) {
    const sentence = key
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], sentences);
    assert.equal(typeof sentence, 'string', `${messageKey} is missing in ${locale}`);
    for (const [, fact = ''] of String(sentence).matchAll(/\{\{(\w+)\}\}/g)) {
      assert.ok(fact in facts, `${messageKey} speaks of ${fact}, which the error does not tell`);
    }
  }
}
