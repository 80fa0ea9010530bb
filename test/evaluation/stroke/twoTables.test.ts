import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Actor, Evaluation, EvaluationStore } from '../../../src/evaluation/evaluation.js';
import { strokeTarget } from '../../../src/evaluation/stroke/applyStrokes.js';
import { saveStrokes, type LearnerStrokes } from '../../../src/evaluation/stroke/saveStrokes.js';
import type { Stroke } from '../../../src/evaluation/stroke/stroke.js';
import { welcomeActivity } from '../../support/activities.js';
import { teacher } from '../../support/evaluations.js';
import { MemoryEvaluations } from '../../support/memoryEvaluations.js';

const NOW = new Date('2040-01-16T09:30:00Z');
const colleague: Actor = { sub: '8', name: 'Marc Delmas' };

type Cell = Pick<Stroke, 'learnerSub' | 'field' | 'criterionId'>;

const CELLS: readonly Cell[] = ['21', '22'].flatMap((learnerSub) => [
  { learnerSub, field: 'level' as const, criterionId: 'C1.1-1' },
  { learnerSub, field: 'level' as const, criterionId: 'C1.1-2' },
  { learnerSub, field: 'presence' as const },
]);
const LEVELS = ['', '1', '2', '3', '4', 'notJudged'];
const PRESENCES = ['present', 'absent', 'excused'];

/** What a teacher does next: choose a value in a cell, or have the page send what waits. */
type Step = { readonly cell: number; readonly value: number } | { readonly answerLost: boolean };

const strike = fc.record({ cell: fc.nat(CELLS.length - 1), value: fc.nat(5) });
const send = fc.record({ answerLost: fc.boolean() });
const day = fc.array(fc.oneof({ weight: 3, arbitrary: strike }, send), { maxLength: 20 });

const isIn = (cell: Cell) => (one: Cell) =>
  one.learnerSub === cell.learnerSub && one.criterionId === cell.criterionId;

const startOf = ({ field }: Cell) => (field === 'presence' ? 'present' : '');

/** A store that remembers each value that a write replaced, and who wrote. */
class Watched extends MemoryEvaluations {
  readonly writes: { cell: Cell; from: string; to: string; by: string }[] = [];

  override write(next: Evaluation): Evaluation {
    for (const cell of CELLS.filter(({ learnerSub }) => learnerSub === next.learnerSub)) {
      const [from, to] = [this.standing(cell), strokeTarget(next.content, { ...cell, from: '', to: '' })];
      if (from !== to) this.writes.push({ cell, from, to, by: next.updatedBy.sub });
    }
    return super.write(next);
  }

  standing(cell: Cell): string {
    const stored = this.all.get(cell.learnerSub);
    return stored ? strokeTarget(stored.content, { ...cell, from: '', to: '' }) : startOf(cell);
  }
}

/** A teacher's table, as its script treats strokes: what waits is one stroke a cell. */
class Table {
  readonly shown = new Map<Cell, string>();
  readonly sent: Stroke[] = [];
  #waiting = new Map<Cell, Stroke>();

  constructor(
    readonly by: Actor,
    private readonly evaluations: EvaluationStore,
  ) {}

  async live(steps: readonly Step[]): Promise<void> {
    for (const step of [...steps, { answerLost: false }]) {
      if ('cell' in step) this.#strike(CELLS[step.cell]!, step.value);
      else await this.#send(step.answerLost);
    }
  }

  #strike(cell: Cell, value: number): void {
    const values = cell.field === 'presence' ? PRESENCES : LEVELS;
    const to = values[value % values.length]!;
    const seen = this.shown.get(cell) ?? startOf(cell);
    const from = this.#waiting.get(cell)?.from ?? seen;
    this.#waiting.delete(cell);
    if (from !== to) this.#waiting.set(cell, { ...cell, from, to });
    this.shown.set(cell, to);
  }

  async #send(answerLost: boolean): Promise<void> {
    const batch = [...this.#waiting];
    this.#waiting = new Map();
    this.sent.push(...batch.map(([, stroke]) => stroke));
    const strokes = batch.map(([, stroke]) => stroke);
    if (answerLost) await this.#post(strokes);
    const answers = await this.#post(strokes);
    const conflicts = answers.flatMap((answer) => answer.conflicts);
    for (const [cell, stroke] of batch) {
      const conflict = conflicts.find((one) => isIn(cell)(one.stroke));
      if (!conflict) continue;
      assert.ok(conflict.theirs !== stroke.from && conflict.theirs !== stroke.to);
      this.shown.set(cell, conflict.theirs);
    }
  }

  async #post(strokes: readonly Stroke[]): Promise<readonly LearnerStrokes[]> {
    const outcome = await saveStrokes(strokes, {
      activity: welcomeActivity,
      by: this.by,
      evaluations: this.evaluations,
      now: () => NOW,
      newId: () => `of-${this.by.sub}`,
    });
    assert.equal(outcome.kind, 'taken');
    for (const stroke of strokes) this.#assertKeptOrTold(stroke, outcome.learners);
    return outcome.learners;
  }

  /** What a request answers of a stroke holds at the moment of its own learner's write. */
  #assertKeptOrTold(stroke: Stroke, learners: readonly LearnerStrokes[]): void {
    const own = learners.find(({ learnerSub }) => learnerSub === stroke.learnerSub);
    assert.ok(own);
    const stands = strokeTarget(own.evaluation.content, stroke);
    const conflict = own.conflicts.find((one) => isIn(stroke)(one.stroke));
    assert.equal(stands, conflict ? conflict.theirs : stroke.to);
  }
}

describe('two teachers on one table', () => {
  it('lose nothing, whatever the order in which their strokes, requests and writes meet', () =>
    fc.assert(
      fc.asyncProperty(day, day, fc.scheduler(), async (mine, theirs, scheduler) => {
        const store = new Watched();
        const slow: EvaluationStore = {
          find: scheduler.scheduleFunction((activityId: string, sub: string) => store.find(activityId, sub)),
          save: scheduler.scheduleFunction((evaluation: Evaluation) => store.save(evaluation)),
          list: () => store.list(),
          listObserved: () => store.listObserved(),
        };
        const tables = [new Table(teacher, slow), new Table(colleague, slow)] as const;
        await scheduler.waitFor(Promise.all([tables[0].live(mine), tables[1].live(theirs)]));

        for (const { cell, from, to, by } of store.writes) {
          const { sent } = tables.find((table) => table.by.sub === by)!;
          const wished = sent.filter(isIn(cell)).some((one) => one.from === from && one.to === to);
          assert.ok(wished, `${by} replaced « ${from} » by « ${to} » without having seen it`);
        }
      }),
      { numRuns: 500 },
    ));
});
