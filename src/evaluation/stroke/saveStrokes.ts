import type { Activity } from '../activity.js';
import { onCurrentVersion } from '../appliedEvaluation.js';
import { changeContent } from '../changeContent.js';
import type { Actor, Evaluation, EvaluationStore } from '../evaluation.js';
import { hasVersionOf } from '../gridOf.js';
import { blankEvaluation } from '../saveJudgement.js';
import { severalAtOnce } from '../severalAtOnce.js';
import { applyStrokes, strokeTarget } from './applyStrokes.js';
import { mergedStrokes, type Stroke } from './stroke.js';

/** What became of one learner's strokes; what is not named in it is stored. */
export interface LearnerStrokes {
  readonly learnerSub: string;
  /** As it is stored now; of revision 0 while nothing is. */
  readonly evaluation: Evaluation;
  /** Not written: somebody set something else there since. */
  readonly conflicts: readonly StrokeConflict[];
  /** Not written: nobody changes a closed evaluation. */
  readonly closed: readonly Stroke[];
}

export interface StrokeConflict {
  readonly stroke: Stroke;
  readonly theirs: string;
  /** Who set it, and when. */
  readonly by: Actor;
  readonly at: Date;
}

/** `movedOn`: another version of the grid was applied since the activity was read; what is stored is stored. */
export type StrokesOutcome =
  { readonly kind: 'taken'; readonly learners: readonly LearnerStrokes[] } | { readonly kind: 'movedOn' };

interface StrokesContext {
  readonly activity: Activity;
  readonly by: Actor;
  readonly evaluations: EvaluationStore;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** More writers than this at one instant, on one learner, are no teachers. */
const MAXIMUM_TRIES = 10;

/**
 * Keeps strokes of the table, one write a learner. Each is written only over what its teacher saw, so strokes of two
 * teachers come together whatever their order, and a request whose answer got lost can be sent again.
 *
 * @param strokes on the activity's version of the grid.
 */
export async function saveStrokes(
  strokes: readonly Stroke[],
  context: StrokesContext,
): Promise<StrokesOutcome> {
  const learners = await severalAtOnce(strokesByLearner(strokes), (own) => saveOwn(own, context));
  const taken = learners.filter((one) => one !== 'movedOn');
  return taken.length < learners.length ? { kind: 'movedOn' } : { kind: 'taken', learners: taken };
}

type OwnStrokes = readonly [learnerSub: string, strokes: readonly Stroke[]];

function strokesByLearner(strokes: readonly Stroke[]): readonly OwnStrokes[] {
  const byLearner = new Map<string, Stroke[]>();
  for (const stroke of mergedStrokes(strokes)) {
    const own = byLearner.get(stroke.learnerSub) ?? [];
    byLearner.set(stroke.learnerSub, [...own, stroke]);
  }
  return [...byLearner];
}

async function saveOwn(
  [learnerSub, strokes]: OwnStrokes,
  context: StrokesContext,
): Promise<LearnerStrokes | 'movedOn'> {
  const { activity, by, evaluations, now, newId } = context;
  let stored =
    (await evaluations.find(activity.id, learnerSub)) ??
    blankEvaluation(activity, learnerSub, newId(), { actor: by, at: now() });
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    if (!hasVersionOf(activity, stored)) return 'movedOn';
    const current = onCurrentVersion(stored, activity);
    if (current.closing) return closedOutcome(current, strokes);
    const { content, others } = applyStrokes(current.content, strokes);
    const next = changeContent(current, content, by, now());
    const saved =
      next === current ? { kind: 'saved' as const, evaluation: current } : await evaluations.save(next);
    if (saved.kind === 'saved') {
      const conflicts = others.map((stroke) => conflictOf(stroke, current));
      return { learnerSub, evaluation: saved.evaluation, conflicts, closed: [] };
    }
    stored = saved.current;
  }
  throw new Error(`The evaluation ${stored.id} changes faster than strokes can be kept.`);
}

function closedOutcome(evaluation: Evaluation, strokes: readonly Stroke[]): LearnerStrokes {
  const closed = strokes.filter((stroke) => strokeTarget(evaluation.content, stroke) !== stroke.to);
  return { learnerSub: evaluation.learnerSub, evaluation, conflicts: [], closed };
}

/** The history knows who set this cell; the evaluation itself only who changed it last, anywhere. */
function conflictOf(stroke: Stroke, { content, history, updatedBy, updatedAt }: Evaluation): StrokeConflict {
  const isOfCell = ({ field, criterionId }: Pick<Stroke, 'criterionId'> & { field: string }) =>
    field === stroke.field && criterionId === stroke.criterionId;
  const { by, at } = history.findLast(({ changes }) => changes.some(isOfCell)) ?? {
    by: updatedBy,
    at: updatedAt,
  };
  return { stroke, theirs: strokeTarget(content, stroke), by, at };
}
