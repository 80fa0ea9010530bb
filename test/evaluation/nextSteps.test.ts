import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { CriterionEntry, EvaluationContent } from '../../src/evaluation/evaluation.js';
import { nextSteps } from '../../src/evaluation/nextSteps.js';
import type { Grid, GridCriterion } from '../../src/grid/grid.js';
import { welcomeGrid } from '../support/activities.js';

/** Shares of the welcome grid's levels: 0, 40, 70 and 100 %. */
type LevelId = '1' | '2' | '3' | '4';

interface Judged extends Partial<GridCriterion> {
  readonly level: LevelId | 'notJudged' | 'open';
}

function stepsOf(
  judged: readonly Judged[],
  grid: Partial<Grid> = {},
  content: Partial<EvaluationContent> = {},
) {
  const criteria = judged.map(({ level: _level, ...changes }, i): GridCriterion => ({
    id: `c${i}`,
    text: `Attendu ${i}`,
    competencyCodes: ['1.1'],
    weightHundredths: 100,
    ...changes,
  }));
  const entries = judged.map(({ level }, i): [string, CriterionEntry] => [
    `c${i}`,
    level === 'notJudged' ? { notJudged: true } : level === 'open' ? {} : { levelId: level },
  ]);
  return nextSteps(
    { ...welcomeGrid, criteria, ...grid },
    { presence: 'present', entries: Object.fromEntries(entries), comment: '', ...content },
  );
}

const idsOf = ({ steps }: ReturnType<typeof stepsOf>) => steps.map(({ criterion }) => criterion.id);

describe('nextSteps', () => {
  it('names what is below half of its worth, with the level above', () => {
    const next = stepsOf([{ level: '4' }, { level: '2' }, { level: '3' }]);
    assert.equal(next.kind, 'toWorkOn');
    assert.deepEqual(
      next.steps.map(({ criterion, level, next: above }) => [criterion.id, level.id, above.id]),
      [['c1', '2', '3']],
    );
  });

  it('puts what misses most of the whole first, and keeps the order of the grid where it is the same', () => {
    const weighed = stepsOf([{ level: '1' }, { level: '2', weightHundredths: 200 }, { level: '1' }]);
    assert.deepEqual(idsOf(weighed), ['c1', 'c0', 'c2'], '1, 1.2 and 1 of a weight are missing');
  });

  it('puts an « incontournable » that is not reached before everything, however small', () => {
    const next = stepsOf([{ level: '1' }, { level: '3', requiredLevelId: '4', weightHundredths: 10 }]);
    assert.deepEqual(idsOf(next), ['c1', 'c0']);
    assert.equal(next.steps[0]?.required?.id, '4');
    assert.equal(next.steps[1]?.required, undefined);
  });

  it('says nothing of an « incontournable » that is reached', () => {
    const next = stepsOf([{ level: '3', requiredLevelId: '3' }, { level: '2' }]);
    assert.deepEqual(idsOf(next), ['c1']);
  });

  it('weighs the criteria of a competency by what the grid gives the competency', () => {
    const next = stepsOf(
      [
        { level: '1', competencyCodes: ['1.1'] },
        { level: '4', competencyCodes: ['1.1'] },
        { level: '1', competencyCodes: ['1.2'] },
      ],
      { competencyWeights: { '1.1': 100, '1.2': 100 } },
    );
    assert.deepEqual(idsOf(next), ['c2', 'c0'], 'half of 1.1, all of 1.2');
  });

  it('names three at most, and counts the others', () => {
    const next = stepsOf([{ level: '1' }, { level: '2' }, { level: '1' }, { level: '1' }, { level: '1' }]);
    assert.deepEqual([idsOf(next), next.more], [['c0', 'c2', 'c3'], 2]);
  });

  it('goes further where nothing is below: what is not at the best level', () => {
    const next = stepsOf([{ level: '4' }, { level: '3' }, { level: '3', weightHundredths: 300 }]);
    assert.deepEqual([next.kind, idsOf(next)], ['further', ['c2', 'c1']]);
  });

  it('has nothing to say of a learner at the best level everywhere, of one who was absent, of one not judged', () => {
    assert.deepEqual(stepsOf([{ level: '4' }, { level: '4' }]).steps, []);
    assert.deepEqual(stepsOf([{ level: '1' }], {}, { presence: 'absent' }).steps, []);
    assert.deepEqual(stepsOf([{ level: 'notJudged' }, { level: 'open' }]).steps, []);
  });

  it('never names what is not judged or cannot go higher, whatever the grid', () => {
    const judged = fc.record(
      {
        level: fc.constantFrom<Judged['level']>('1', '2', '3', '4', 'notJudged', 'open'),
        weightHundredths: fc.integer({ min: 1, max: 10_000 }),
        requiredLevelId: fc.constantFrom('1', '2', '3', '4'),
      },
      { requiredKeys: ['level', 'weightHundredths'] },
    );
    fc.assert(
      fc.property(fc.array(judged, { maxLength: 12 }), (criteria) => {
        const { kind, steps, more } = stepsOf(criteria);
        const isRequired = steps.map(({ required }) => required !== undefined);
        assert.deepEqual(
          isRequired,
          isRequired.toSorted((a, b) => Number(b) - Number(a)),
        );
        assert.ok(steps.length <= 3 && (more === 0 || steps.length === 3));
        for (const { criterion, level, next, required } of steps) {
          const given = criteria[Number(criterion.id.slice(1))]?.level;
          assert.equal(level.id, given);
          assert.equal(Number(next.id), Number(level.id) + 1);
          if (kind === 'toWorkOn') assert.ok(required || level.sharePercent < 50);
        }
      }),
    );
  });
});
