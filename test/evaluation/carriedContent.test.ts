import assert from 'node:assert/strict';
import { carriedContent, isSameScale } from '../../src/evaluation/carriedContent.js';
import type { CriterionEntry } from '../../src/evaluation/evaluation.js';
import { welcomeGrid } from '../support/activities.js';
import { otherScale } from '../support/versions.js';

const { scale } = welcomeGrid;
const withoutSecondLevel = { ...scale, levels: scale.levels.filter(({ id }) => id !== '2') };
const copy = {
  ...scale,
  id: 'own-7',
  levels: scale.levels.map((level) => (level.id === '4' ? { ...level, label: 'expert' } : level)),
};

const carried = (entry: CriterionEntry, from = scale, to = otherScale) =>
  carriedContent({ presence: 'present', entries: { a: entry }, comment: '' }, from, to).entries['a'];

describe('carriedContent', () => {
  const former = [{ scaleId: 'lsl-pro', levelId: '3' }];

  const cases: [string, CriterionEntry | undefined, CriterionEntry][] = [
    ['sets aside a level of another scale', carried({ levelId: '3' }), { formerLevels: former }],
    [
      'sets aside a level whose id another scale has for something else',
      carried({ levelId: '4' }),
      { formerLevels: [{ scaleId: 'lsl-pro', levelId: '4' }] },
    ],
    [
      'keeps comments beside it',
      carried({ levelId: '3', comment: 'Bien.' }),
      { comment: 'Bien.', formerLevels: former },
    ],
    [
      'keeps levels that are on the scale still',
      carried({ levelId: '3' }, scale, withoutSecondLevel),
      { levelId: '3' },
    ],
    [
      'sets aside a level that the scale lost',
      carried({ levelId: '2' }, scale, withoutSecondLevel),
      { formerLevels: [{ scaleId: 'lsl-pro', levelId: '2' }] },
    ],
    ['keeps levels on a copy of their scale', carried({ levelId: '4' }, scale, copy), { levelId: '4' }],
    ['leaves « non évalué » as it is', carried({ notJudged: true }), { notJudged: true }],
    [
      'brings a level back with its scale',
      carried({ formerLevels: former }, otherScale, scale),
      { levelId: '3' },
    ],
    [
      'brings it back in the place of what was judged on the other scale, which is kept',
      carried({ levelId: 'NA', formerLevels: former }, otherScale, scale),
      { levelId: '3', formerLevels: [{ scaleId: 'acquis', levelId: 'NA' }] },
    ],
    [
      'brings nothing back over « non évalué »',
      carried({ notJudged: true, formerLevels: former }, otherScale, scale),
      { notJudged: true, formerLevels: former },
    ],
    [
      'brings nothing back over a level judged again that is on the scale',
      carried(
        { levelId: '3', formerLevels: [{ scaleId: 'lsl-pro', levelId: '2' }] },
        withoutSecondLevel,
        scale,
      ),
      { levelId: '3', formerLevels: [{ scaleId: 'lsl-pro', levelId: '2' }] },
    ],
    [
      'brings back a level that a grid took out of its own version of a scale',
      carried({ formerLevels: [{ scaleId: 'lsl-pro', levelId: '2' }] }, withoutSecondLevel, {
        ...scale,
        id: 'lsl-pro.own',
      }),
      { levelId: '2' },
    ],
    ['leaves an open criterion open', carried({ comment: 'À revoir.' }), { comment: 'À revoir.' }],
  ];
  for (const [title, actual, expected] of cases) it(title, () => assert.deepEqual(actual, expected));

  it('gives the same content back after a way there and back', () => {
    const content = {
      presence: 'present' as const,
      entries: { a: { levelId: '1' }, b: { levelId: '4', comment: 'Oui.' }, c: { notJudged: true as const } },
      comment: 'En progrès.',
    };
    const there = carriedContent(content, scale, otherScale);
    assert.deepEqual(carriedContent(there, otherScale, scale), content);
  });
});

describe('isSameScale', () => {
  it('knows a scale by its id, whatever its levels became', () => {
    assert.equal(isSameScale(scale, { ...otherScale, id: scale.id }), true);
  });

  it("knows a grid's own version of a scale, whatever its levels are called", () => {
    const renamed = scale.levels.map((one) => ({ ...one, label: one.code }));
    assert.equal(isSameScale(scale, { ...scale, id: 'lsl-pro.own', levels: renamed }), true);
    assert.equal(isSameScale({ ...otherScale, id: 'acquis.own' }, otherScale), true);
    assert.equal(isSameScale({ ...otherScale, id: 'acquis.own' }, scale), false);
  });

  it('knows a copy by its levels', () => {
    assert.equal(isSameScale(scale, copy), true);
  });

  it('tells scales apart whose levels share ids alone', () => {
    assert.equal(isSameScale(scale, otherScale), false);
    const renamed = { ...scale, id: 'own-8', levels: scale.levels.map((one) => ({ ...one, label: 'x' })) };
    assert.equal(isSameScale(scale, renamed), false);
  });
});
