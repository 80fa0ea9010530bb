import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Activity } from '../../../src/evaluation/activity.js';
import { countedLevels } from '../../../src/evaluation/observation/countedLevels.js';
import type { AutomaticRule, Observation } from '../../../src/evaluation/observation/observation.js';
import type { Level } from '../../../src/grid/scale.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { observation, seen } from '../../support/observations.js';

const FIRST = 'C1.1-1';

/** On the welcome grid's scale: 0, 40, 70 and 100 %. */
const counted = (rule: AutomaticRule, ...observations: readonly Observation[]) =>
  countedLevels(observations, welcomeActivity, rule).get(FIRST);
const level = (rule: AutomaticRule, ...observations: readonly Observation[]) =>
  counted(rule, ...observations)?.level.id;
const from = (rule: AutomaticRule, ...observations: readonly Observation[]) =>
  counted(rule, ...observations)?.from.map((one) => one.observation.id);

const january = seen('january', '2040-01-10', '3');
const march = seen('march', '2040-03-02', '2');
const may = seen('may', '2040-05-20', '4');

describe('countedLevels', () => {
  describe('last', () => {
    it('takes the latest day, in whatever order they were written', () => {
      assert.equal(level('last', january, march), '2');
      assert.equal(level('last', march, january), '2');
      assert.deepEqual(from('last', march, may, january), ['may']);
    });

    it('takes, of one day, the one that was written down last', () => {
      const morning = seen('b', '2040-01-10', '1', { at: new Date('2040-01-10T09:00:00Z') });
      const evening = seen('a', '2040-01-10', '4', { at: new Date('2040-01-11T18:00:00Z') });
      assert.equal(level('last', evening, morning), '4');
      assert.equal(level('last', morning, evening), '4');
    });

    it('takes, of one moment, always the same', () => {
      const [a, b] = [seen('a', '2040-01-10', '1'), seen('b', '2040-01-10', '4')];
      assert.equal(level('last', a, b), level('last', b, a));
    });

    it('goes back to the latest that saw the criterion', () => {
      const other = observation({ id: 'other', observedOn: '2040-06-01', entries: {} });
      assert.equal(level('last', january, other), '3');
    });
  });

  describe('best', () => {
    it('takes the highest share, and names all that reached it', () => {
      assert.equal(level('best', may, march, january), '4');
      const again = seen('again', '2040-06-01', '4');
      assert.deepEqual(from('best', may, march, again), ['again', 'may']);
    });

    it('takes, of two levels with one share, the higher on the scale', () => {
      assert.equal(countedOn([0, 50, 50, 100], 'best', ['1', '2', '1']), '2');
    });
  });

  describe('mean', () => {
    const cases: readonly [why: string, shares: readonly number[], seen: readonly string[], level: string][] =
      [
        ['the one level that was seen', [0, 40, 70, 100], ['1'], '1'],
        ['the level nearest to 58,33', [0, 40, 70, 100], ['0', '1', '2', '3', '2', '2'], '2'],
        ['half-way, the higher one', [0, 40, 70, 100], ['1', '2'], '2'],
        ['half-way between the outer two, the higher one', [0, 100], ['0', '1'], '1'],
        ['thirds without rounding', [0, 33, 34, 100], ['0', '0', '3'], '1'],
        ['just above thirds', [0, 33, 34, 100], ['0', '0', '3', '2', '2', '2'], '2'],
        ['a level that nobody saw, where it is nearest', [0, 50, 100], ['0', '2'], '1'],
        ['of one share, a level that was seen', [0, 50, 50, 100], ['1', '1'], '1'],
      ];
    for (const [why, shares, levels, expected] of cases) {
      it(`gives ${why}`, () => {
        assert.equal(countedOn(shares, 'mean', levels), expected);
      });
    }

    it('is made by every observation that saw the criterion', () => {
      assert.deepEqual(from('mean', january, march, may), ['may', 'march', 'january']);
    });
  });

  it('leaves out who was absent, what was left out and what was removed', () => {
    const by = { at: new Date('2040-06-01T08:00:00Z'), by: { sub: '7' } };
    assert.equal(level('best', january, { ...may, absent: true }), '3');
    assert.equal(level('last', january, { ...may, leftOut: true }), '3');
    assert.equal(level('mean', { ...may, removed: by }), undefined);
  });

  it('says nothing of criteria that nobody saw, nor of those that the grid does not have', () => {
    const entries = { other: { levelId: '4' }, 'C1.1-2': { comment: 'Pas vu.' } };
    assert.equal(countedLevels([observation({ entries })], welcomeActivity, 'best').size, 0);
  });

  describe('after another version of the grid was applied', () => {
    const otherScale: Activity = {
      ...welcomeActivity,
      gridVersionId: 'grid-1@2',
      grid: {
        ...welcomeGrid,
        scale: {
          id: 'three',
          name: 'Acquis',
          levels: ['2', '3', '9'].map((id, i) => levelOf(id, i * 50, `autre ${id}`)),
        },
      },
      pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: new Date('2040-02-01') }],
    };

    it('counts no level of the scale that it left, even of the same id', () => {
      const now = seen('now', '2040-02-02', '9', { gridVersionId: 'grid-1@2' });
      assert.equal(countedLevels([january, march], otherScale, 'best').size, 0);
      assert.equal(countedLevels([january, now], otherScale, 'mean').get(FIRST)?.level.id, '9');
    });

    it('counts with the shares that the levels have now', () => {
      const levels = welcomeGrid.scale.levels.map((one) =>
        one.id === '2' ? { ...one, sharePercent: 60 } : one,
      );
      const reweighed: Activity = {
        ...otherScale,
        grid: { ...welcomeGrid, scale: { ...welcomeGrid.scale, levels } },
      };
      const [low, high] = [seen('low', '2040-01-10', '1'), seen('high', '2040-01-11', '4')];
      assert.equal(level('mean', low, high), '2');
      assert.equal(countedLevels([low, high, high], reweighed, 'mean').get(FIRST)?.level.id, '3');
    });
  });

  describe('whatever was seen', () => {
    const shares = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 6 });
    const scaleAndSeen = shares.chain((chosen) =>
      fc.record({
        shares: fc.constant(chosen.toSorted((a, b) => a - b)),
        seen: fc.array(fc.nat(chosen.length - 1), { minLength: 1, maxLength: 8 }),
      }),
    );
    const places = (of: readonly number[]) => of.map(String);

    it('best and mean do not depend on the order', () => {
      fc.assert(
        fc.property(scaleAndSeen, fc.infiniteStream(fc.nat()), (given, chance) => {
          const shuffled = given.seen
            .map((place) => ({ place, rank: chance.next().value as number }))
            .toSorted((a, b) => a.rank - b.rank)
            .map(({ place }) => place);
          for (const rule of ['best', 'mean'] as const) {
            assert.equal(
              countedOn(given.shares, rule, places(shuffled)),
              countedOn(given.shares, rule, places(given.seen)),
            );
          }
        }),
      );
    });

    it('a higher level somewhere never makes a lower one', () => {
      fc.assert(
        fc.property(scaleAndSeen, fc.nat(), (given, chance) => {
          const raised = given.seen.map((place, index) =>
            index === chance % given.seen.length ? Math.min(place + 1, given.shares.length - 1) : place,
          );
          for (const rule of ['last', 'best', 'mean'] as const) {
            const before = countedOn(given.shares, rule, places(given.seen));
            assert.ok(Number(countedOn(given.shares, rule, places(raised))) >= Number(before), rule);
          }
        }),
      );
    });

    it('the mean lies between the least and the best that was seen, and nowhere nearer to the exact one', () => {
      fc.assert(
        fc.property(scaleAndSeen, (given) => {
          const made = Number(countedOn(given.shares, 'mean', places(given.seen)));
          assert.ok(made >= Math.min(...given.seen) && made <= Math.max(...given.seen));
          const sum = given.seen.reduce((total, place) => total + (given.shares[place] ?? 0), 0);
          const distance = (share: number) => Math.abs(share * given.seen.length - sum);
          assert.equal(distance(given.shares[made] ?? NaN), Math.min(...given.shares.map(distance)));
        }),
      );
    });

    it('one observation alone counts as it is, by every rule', () => {
      fc.assert(
        fc.property(scaleAndSeen, ({ shares: given, seen: [only = 0] }) => {
          for (const rule of ['last', 'best', 'mean'] as const)
            assert.equal(countedOn(given, rule, [String(only)]), String(only));
        }),
      );
    });
  });
});

/** The level made on a scale of these shares, whose levels are called by their places, seen day after day. */
function countedOn(
  shares: readonly number[],
  rule: AutomaticRule,
  levelIds: readonly string[],
): string | undefined {
  const levels = shares.map((share, i) => levelOf(String(i), share));
  const activity = {
    ...welcomeActivity,
    grid: { ...welcomeGrid, scale: { id: 'made', name: 'Made', levels } },
  };
  const observations = levelIds.map((id, i) =>
    seen(`seen-${i}`, `2040-02-${String(i + 1).padStart(2, '0')}`, id),
  );
  return countedLevels(observations, activity, rule).get(FIRST)?.level.id;
}

function levelOf(id: string, sharePercent: number, label = `niveau ${id}`): Level {
  return { id, label, code: id, sharePercent, sign: 'half' };
}
