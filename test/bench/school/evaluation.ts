import { randomUUID } from 'node:crypto';
import type { Activity } from '../../../src/evaluation/activity.js';
import { changeContent } from '../../../src/evaluation/changeContent.js';
import type { Actor, Evaluation, EvaluationContent } from '../../../src/evaluation/evaluation.js';
import { publish } from '../../../src/evaluation/publish.js';
import { blankEvaluation } from '../../../src/evaluation/saveJudgement.js';
import type { Grid } from '../../../src/grid/grid.js';

export const actor: Actor = { sub: 'teacher-1', name: 'Hélène Lefèvre-Gaël' };

/** Every criterion judged, one in three with a comment; `seed` makes one differ from the next. */
export function judgedContent(grid: Grid, seed: number): EvaluationContent {
  const { levels } = grid.scale;
  const entries = grid.criteria.map(({ id }, place) => {
    const levelId = levels[(seed + place) % levels.length]!.id;
    const comment = 'Voix posée, mais la reformulation arrive trop tard.';
    return [id, place % 3 === 0 ? { levelId, comment } : { levelId }] as const;
  });
  return {
    presence: 'present',
    entries: Object.fromEntries(entries),
    comment: `De nets progrès depuis la dernière fois (${seed}).`,
  };
}

export function draftOf(activity: Activity, learnerSub: string, seed: number, at: Date): Evaluation {
  const blank = blankEvaluation(activity, learnerSub, randomUUID(), { actor, at });
  return changeContent(blank, judgedContent(activity.grid, seed), actor, at);
}

/** The same evaluation, judged otherwise and published: its mark waits for the gradebook. */
export function publishedOf(evaluation: Evaluation, activity: Activity, seed: number, at: Date): Evaluation {
  const changed = changeContent(evaluation, judgedContent(activity.grid, seed), actor, at);
  const outcome = publish(changed, activity, actor, at);
  if (outcome.kind !== 'published') throw new Error('Nothing was judged.');
  return outcome.evaluation;
}

/** The same evaluation once the gradebook has the mark. */
export function sentOf(evaluation: Evaluation, at: Date): Evaluation {
  const { delivery } = evaluation;
  if (!delivery) throw new Error('Nothing waits to be sent.');
  const readBack = { verdict: 'same', at } as const;
  return { ...evaluation, revision: 1, delivery: { ...delivery, state: 'sent', sentAt: at, readBack } };
}
