import assert from 'node:assert/strict';
import {
  levelOn,
  newPhrases,
  proposedOverall,
  proposedPhrases,
  withUse,
  type Phrase,
} from '../../src/evaluation/commentBank.js';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import { OVERALL, subjectKey } from '../../src/evaluation/phraseSubject.js';
import type { CriterionEntry, EvaluationContent } from '../../src/evaluation/evaluation.js';
import type { Scale } from '../../src/grid/scale.js';
import { welcomeGrid } from '../support/activities.js';

const at = (minutes: number) => new Date(Date.UTC(2040, 0, 15, 9, minutes));
const KEY = 'code metiers-accueil C1.1-1';
const WHOLE = 'overall metiers-accueil';
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

describe('subjectKey', () => {
  const [official] = welcomeGrid.criteria;

  it('names an official criterion whatever the grid calls it', () => {
    assert.equal(subjectKey(welcomeGrid, { ...official!, id: 'x', text: 'Autrement dit.' }), KEY);
  });

  it('names a teacher’s own one by what it says', () => {
    const { criterionCode: _none, ...own } = official!;
    assert.equal(subjectKey(welcomeGrid, own), 'text La prise de contact est adaptée.');
  });

  it('names what is about the whole apart from every criterion', () => {
    assert.equal(subjectKey(welcomeGrid, OVERALL), WHOLE);
  });
});

describe('newPhrases', () => {
  const learnt = (of: EvaluationContent, before?: EvaluationContent, learnerName = '') => [
    ...newPhrases(welcomeGrid, { content: of, before, learnerName }),
  ];

  it('takes the comments, each with its level', () => {
    assert.deepEqual(learnt(content({ levelId: '3', comment: 'Voix posée.' })), [
      [KEY, [{ text: 'Voix posée.', level: onThree }]],
    ]);
  });

  it('takes a comment at no level', () => {
    for (const entry of [{}, { notJudged: true as const }, { notJudged: true as const, levelId: '3' }]) {
      assert.deepEqual(learnt(content({ ...entry, comment: 'À revoir.' })), [[KEY, [{ text: 'À revoir.' }]]]);
    }
  });

  it('takes the comment on the whole, at the level that is nearest to the mark', () => {
    const whole = { ...content({ levelId: '3' }), comment: 'Bel accueil.' };
    assert.deepEqual(learnt(whole), [[WHOLE, [{ text: 'Bel accueil.', level: onThree }]]]);
    const adjusted = { ...whole, adjustment: { hundredths: 2000, reason: 'Aide.' } };
    const onFour = { scaleId: 'lsl-pro', levelId: '4', sharePercent: 100 };
    assert.deepEqual(learnt(adjusted), [[WHOLE, [{ text: 'Bel accueil.', level: onFour }]]]);
    const absent = { ...EMPTY_CONTENT, presence: 'absent' as const, comment: 'À refaire.' };
    assert.deepEqual(learnt(absent), [[WHOLE, [{ text: 'À refaire.' }]]]);
  });

  it('takes line by line what was put together from several sentences', () => {
    const lines = content({ comment: 'Voix posée.\n\nSourire.\nVoix posée.' });
    assert.deepEqual(learnt(lines), [[KEY, [{ text: 'Voix posée.' }, { text: 'Sourire.' }]]]);
  });

  it('takes nothing that the last publication had already', () => {
    const same = content({ levelId: '3', comment: 'Voix posée.' });
    assert.deepEqual(learnt(same, same), []);
    const more = content({ levelId: '3', comment: 'Voix posée.\nSourire.' });
    assert.deepEqual(learnt(more, same), [[KEY, [{ text: 'Sourire.', level: onThree }]]]);
    const higher = content({ levelId: '4', comment: 'Voix posée.' });
    assert.equal(learnt(higher, same).length, 1);
  });

  it('takes no sentence that names the learner, however it is written, and the others beside it', () => {
    const named = content({ comment: 'Chloé progresse.\nBravo CHLOE !\nLe bézier est posé.\nVoix posée.' });
    assert.deepEqual(learnt(named, undefined, 'Bézier Chloé'), [[KEY, [{ text: 'Voix posée.' }]]]);
    assert.equal(learnt(content({ comment: 'Le ton est juste.' }), undefined, 'Le Bo').length, 1);
  });

  it('takes nothing that is as long as a letter', () => {
    assert.deepEqual(learnt(content({ comment: 'x'.repeat(401) })), []);
    assert.equal(learnt(content({ comment: 'x'.repeat(400) })).length, 1);
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

describe('proposedOverall', () => {
  it('puts those of the level first, and all the others after them', () => {
    const at3 = { level: onThree };
    const at4 = { level: { ...onThree, levelId: '4', sharePercent: 100 } };
    const phrases = [phrase('four', { ...at4, uses: 9 }), phrase('none'), phrase('three', at3)];
    const ids = (levelId?: string) =>
      proposedOverall(phrases, welcomeGrid.scale, levelId).map(({ id }) => id);
    assert.deepEqual(ids('3'), ['three', 'four', 'none']);
    assert.deepEqual(ids(), ['none', 'four', 'three']);
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
