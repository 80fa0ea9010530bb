import assert from 'node:assert/strict';
import type { LinkRoster, Member } from '../../../src/platform/roster.js';
import { createTranslations } from '../../../src/web/i18n.js';
import { classList, type Listing } from '../../../src/web/class/classList.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { publishedEvaluation } from '../../support/evaluations.js';
import { learner } from '../../support/teacherPages.js';

const translations = createTranslations(new URL('config/locales/', projectRoot), (key) => {
  throw new Error(key);
});
const words = { t: translations('fr'), locale: 'fr' as const };

const members: readonly Member[] = [
  learner('22', 'Diallo', 'Amadou'),
  learner('21', 'Bézier', 'Chloé'),
  learner('23', 'Éboué', 'Zoé'),
  { sub: '24', role: 'learner', active: true },
  { sub: '7', name: 'Claire Fontaine', role: 'teacher', active: true },
];
const roster: LinkRoster = { members, excluded: new Set() };
const numbers = new Map([
  ['23', 1],
  ['21', 2],
  ['24', 3],
  ['22', 4],
  ['30', 5],
]);

const names = (listing: Listing, evaluations = [] as Parameters<typeof classList>[1]) =>
  classList(roster, evaluations, listing, words).map(({ name }) => name);

describe('classList', () => {
  it('goes by family name, those without a name last', () => {
    assert.deepEqual(names({}), ['Bézier Chloé', 'Diallo Amadou', 'Éboué Zoé', 'Élève 1ac1']);
  });

  it('puts numbers in the place of hidden names, and goes by them', () => {
    assert.deepEqual(names({ numbers }), ['Élève 1', 'Élève 2', 'Élève 3', 'Élève 4']);
  });

  it('hides those who left too', () => {
    const left = { learnerSub: '30' };
    assert.deepEqual(names({ numbers }, [left]).at(-1), 'Élève 5');
  });

  it('shows a name again once the evaluation is published or closed, in the same place', () => {
    assert.deepEqual(names({ numbers }, [publishedEvaluation, { learnerSub: '23' }]), [
      'Élève 1',
      'Bézier Chloé',
      'Élève 3',
      'Élève 4',
    ]);
    const closing = { at: new Date(0), by: { sub: '7' }, hash: '' };
    assert.equal(names({ numbers }, [{ learnerSub: '23', closing }])[0], 'Éboué Zoé');
  });

  it('draws an order of its own for each seed, and keeps it', () => {
    const drawn = ['a', 'b', 'c', 'd', 'e'].map((seed) => names({ seed }).join());
    assert.ok(new Set(drawn).size > 1);
    assert.equal(names({ seed: 'a' }).join(), drawn[0]);
    assert.deepEqual(names({ seed: 'a' }).toSorted(), names({}).toSorted());
  });

  it('draws the order of hidden names as well', () => {
    const bySub = (listing: Listing) => classList(roster, [], listing, words).map(({ sub }) => sub);
    assert.deepEqual(bySub({ seed: 'a', numbers }), bySub({ seed: 'a' }));
  });

  describe('of an activity that some may not open', () => {
    const closed: LinkRoster = { members, excluded: new Set(['21', '22']) };
    const told = (evaluations: Parameters<typeof classList>[1]) =>
      classList(closed, evaluations, {}, words).map(({ sub, left, excluded }) => [sub, left, excluded]);

    it('lists those who may, and no teacher for it', () => {
      assert.deepEqual(told([]), [
        ['23', false, false],
        ['24', false, false],
      ]);
    });

    it('sets apart, by their names, those of whom something is kept', () => {
      assert.deepEqual(told([{ learnerSub: '21' }, { learnerSub: '23' }, { learnerSub: '30' }]), [
        ['23', false, false],
        ['24', false, false],
        ['21', true, true],
        ['30', true, false],
      ]);
    });
  });
});
