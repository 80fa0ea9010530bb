import assert from 'node:assert/strict';
import {
  criterionKey,
  levelOn,
  newPhrases,
  proposedPhrases,
  withUse,
  type Phrase,
} from '../../src/evaluation/commentBank.js';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import type { CriterionEntry, EvaluationContent } from '../../src/evaluation/evaluation.js';
import type { Scale } from '../../src/grid/scale.js';
import { welcomeGrid } from '../support/activities.js';

const at = (minutes: number) => new Date(Date.UTC(2040, 0, 15, 9, minutes));
const KEY = 'code metiers-accueil C1.1-1';
const onThree = { scaleId: 'lsl-pro', levelId: '3', sharePercent: 70 };

const content = (entry: CriterionEntry): EvaluationContent => ({
  ...EMPTY_CONTENT,
  entries: { 'C1.1-1': entry },
});
const phrase = (id: string, changes: Partial<Phrase> = {}): Phrase => ({
  id,
  text: id,
  uses: 1,
  usedAt: at(0),
  ...changes,
});

describe('criterionKey', () => {
  const [official] = welcomeGrid.criteria;

  it('names an official criterion whatever the grid calls it', () => {
    assert.equal(criterionKey(welcomeGrid, { ...official!, id: 'x', text: 'Autrement dit.' }), KEY);
  });

  it('names a teacher’s own one by what it says', () => {
    const { criterionCode: _none, ...own } = official!;
    assert.equal(criterionKey(welcomeGrid, own), 'text La prise de contact est adaptée.');
  });
});

describe('newPhrases', () => {
  it('takes the comments, each with its level', () => {
    const uses = newPhrases(welcomeGrid, content({ levelId: '3', comment: 'Voix posée.' }), undefined);
    assert.deepEqual([...uses], [[KEY, [{ text: 'Voix posée.', level: onThree }]]]);
  });

  it('takes a comment at no level', () => {
    for (const entry of [{}, { notJudged: true as const }, { notJudged: true as const, levelId: '3' }]) {
      const uses = newPhrases(welcomeGrid, content({ ...entry, comment: 'À revoir.' }), undefined);
      assert.deepEqual([...uses], [[KEY, [{ text: 'À revoir.' }]]]);
    }
  });

  it('takes nothing that the last publication had already', () => {
    const same = content({ levelId: '3', comment: 'Voix posée.' });
    assert.equal(newPhrases(welcomeGrid, same, same).size, 0);
    const higher = content({ levelId: '4', comment: 'Voix posée.' });
    assert.equal(newPhrases(welcomeGrid, higher, same).size, 1);
  });

  it('takes neither general comments, nor what is about one learner alone', () => {
    const long = { ...content({ levelId: '3', comment: 'x'.repeat(401) }), comment: 'Chloé progresse.' };
    assert.equal(newPhrases(welcomeGrid, long, undefined).size, 0);
    assert.equal(newPhrases(welcomeGrid, content({ comment: 'x'.repeat(400) }), undefined).size, 1);
  });
});

describe('withUse', () => {
  it('keeps a new phrase', () => {
    assert.deepEqual(withUse([], { id: 'a', text: 'A' }, at(1)), [
      { id: 'a', text: 'A', uses: 1, usedAt: at(1) },
    ]);
  });

  it('counts another use of a known one', () => {
    const [first, second] = withUse(
      [phrase('b', { usedAt: at(1) }), phrase('a', { uses: 4 })],
      { id: 'a', text: 'a' },
      at(2),
    );
    assert.deepEqual([first?.id, first?.uses, first?.usedAt, second?.id], ['a', 5, at(2), 'b']);
  });

  it('keeps forty, and drops the one that was used longest ago, however often', () => {
    const full = Array.from({ length: 40 }, (_, n) => phrase(`p${n}`, { usedAt: at(n), uses: 50 - n }));
    const after = withUse(full, { id: 'new', text: 'new' }, at(50));
    assert.equal(after.length, 40);
    assert.equal(after[0]?.id, 'new');
    assert.ok(!after.some(({ id }) => id === 'p0'));
    assert.ok(after.some(({ id }) => id === 'p1'));
  });
});

describe('proposedPhrases', () => {
  const on = (levelId: string, sharePercent: number, scaleId = 'lsl-pro') => ({
    level: { scaleId, levelId, sharePercent },
  });
  const ids = (phrases: readonly Phrase[], levelId?: string, scale = welcomeGrid.scale) =>
    proposedPhrases(phrases, scale, levelId).map(({ id }) => id);

  it('puts the most used first, then the latest', () => {
    const phrases = [
      phrase('old', on('3', 70)),
      phrase('often', { ...on('3', 70), uses: 3 }),
      phrase('new', { ...on('3', 70), usedAt: at(9) }),
    ];
    assert.deepEqual(ids(phrases, '3'), ['often', 'new', 'old']);
  });

  it('gives those of the level alone', () => {
    const phrases = [phrase('three', on('3', 70)), phrase('four', on('4', 100)), phrase('none')];
    assert.deepEqual(ids(phrases, '3'), ['three']);
  });

  it('gives all where no level is chosen', () => {
    const phrases = [phrase('three', on('3', 70)), phrase('none')];
    assert.deepEqual(ids(phrases), ['three', 'none']);
    assert.deepEqual(ids(phrases, 'notJudged'), ['three', 'none']);
  });

  it('finds the nearest level for a phrase of another scale', () => {
    const phrases = [phrase('S', on('S', 75, 'ti-i-s-ts')), phrase('TS', on('TS', 100, 'ti-i-s-ts'))];
    assert.deepEqual(ids(phrases, '3'), ['S']);
    assert.deepEqual(ids(phrases, '4'), ['TS']);
    assert.deepEqual(ids(phrases, '2'), []);
  });
});

describe('levelOn', () => {
  const { levels } = welcomeGrid.scale;

  it('knows a level of its own scale by its name, whatever share it has now', () => {
    const moved: Scale = {
      ...welcomeGrid.scale,
      levels: levels.map((one) => ({ ...one, sharePercent: 10 })),
    };
    assert.equal(levelOn(moved, { text: '', level: onThree }), '3');
  });

  it('finds another one when the scale has lost it', () => {
    const fewer: Scale = { ...welcomeGrid.scale, levels: levels.filter(({ id }) => id !== '3') };
    assert.equal(levelOn(fewer, { text: '', level: onThree }), '2');
    assert.equal(levelOn(fewer, { text: '', level: { ...onThree, sharePercent: 90 } }), '4');
  });

  it('is nowhere without a level', () => assert.equal(levelOn(welcomeGrid.scale, { text: '' }), undefined));
});
