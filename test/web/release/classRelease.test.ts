import assert from 'node:assert/strict';
import type { Delivery } from '../../../src/evaluation/delivery.js';
import { createTranslations } from '../../../src/web/i18n.js';
import { classRelease } from '../../../src/web/release/classRelease.js';
import { welcomeActivity } from '../../support/activities.js';
import { pendingDelivery, publishedEvaluation } from '../../support/evaluations.js';

const translations = createTranslations(new URL('../../../config/locales/', import.meta.url), (key) => {
  throw new Error(`missing ${key}`);
});
const words = { t: translations('fr'), locale: 'fr' as const };
const at = new Date('2040-01-15T10:00:05Z');
const withdrawal = { score: { kind: 'withdrawal' } } as const;

/** What a class page says of the marks that are on their way. */
function sending(...changes: readonly Partial<Delivery>[]): string {
  const evaluations = changes.map((change, index) => ({
    ...publishedEvaluation,
    id: `evaluation-${index}`,
    delivery: { ...pendingDelivery, ...change },
  }));
  const names = { platform: 'Moodle', Platform: 'Moodle' };
  const context = { activity: welcomeActivity, evaluations, shown: evaluations, sub: '7', names, now: at };
  return classRelease(context, words).sending;
}

describe('classRelease', () => {
  it('counts the marks that are on their way, tried again included, and those that arrived', () => {
    const failure = { reason: 'timeout', at } as const;
    assert.equal(
      sending({}, { failure }, { state: 'sent' }, { state: 'sent' }, { state: 'sent' }),
      '2 notes sont en route vers Moodle. 3 y sont déjà. Vous pouvez quitter cette page.',
    );
  });

  it('takes no withdrawal for a mark, neither under way nor done', () => {
    assert.equal(sending(withdrawal), '');
    assert.equal(
      sending({}, { ...withdrawal, state: 'sent' }),
      '1 note est en route vers Moodle. Vous pouvez quitter cette page.',
    );
  });

  it('says nothing of marks that are held, refused or arrived', () => {
    assert.equal(sending({ heldUntil: at }, { state: 'refused' }, { state: 'sent' }), '');
  });
});
