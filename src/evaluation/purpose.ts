import type { Grid } from '../grid/grid.js';
import type { Activity, ActivityStore } from './activity.js';
import { decideEach, type Decided } from './decideEach.js';
import type { Actor, Evaluation, EvaluationStore, EvaluationSummary } from './evaluation.js';
import { gridOf, versionOf } from './gridOf.js';
import { sameObservations } from './observation/publishedObservations.js';
import { contentMark, publicationOf, replacePublication, wishedDelivery } from './publish.js';
import { recorded } from './recorded.js';
import { unmarked } from './release.js';

/** Learners whose mark the gradebook has, or is about to have. */
export interface MarksOut {
  /** Their mark left; a refused one may have. */
  readonly sent: readonly string[];
  /** Their mark waits, for the platform or for the release. */
  readonly pending: readonly string[];
}

/** The marks to take back where an activity becomes, or is, certificative. */
export function marksOut(evaluations: readonly Pick<Evaluation, 'learnerSub' | 'delivery'>[]): MarksOut {
  const out = evaluations.filter(({ delivery }) => delivery?.score.kind === 'mark');
  const subsOf = (pending: boolean) =>
    out.filter(({ delivery }) => (delivery?.state === 'pending') === pending).map((one) => one.learnerSub);
  return { sent: subsOf(false), pending: subsOf(true) };
}

/**
 * An evaluation whose activity is certificative now: its publication keeps levels and comments alone, and the
 * gradebook loses the mark. Gives the same evaluation when there is no mark to take.
 */
export function takeMarkBack(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): Evaluation {
  const { publication, delivery } = evaluation;
  if (!hasMark(evaluation)) return evaluation;
  return {
    ...recorded(evaluation, { at: now, by, action: 'unmarked' }),
    ...(publication && { publication: unmarked(publication) }),
    ...wishedDelivery(delivery, { kind: 'withdrawal' }, activity, now),
  };
}

/**
 * An evaluation whose activity is formative now: its publication shows its mark, and the gradebook gets it. Gives
 * the same evaluation when there is no mark to give.
 */
export function giveMark(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): Evaluation {
  const { publication } = evaluation;
  if (!publication || publication.mark) return evaluation;
  const { content } = publication;
  const grid: Grid = { ...gridOf(activity, publication), purpose: 'formative' };
  const mark = contentMark({ grid }, content);
  if (!mark) return evaluation;
  const onItsVersion = { grid, gridVersionId: versionOf(activity, publication) };
  const marked = {
    ...publicationOf({ ...publication, activity: onItsVersion, mark }),
    ...sameObservations(publication),
  };
  const kept = recorded(evaluation, { at: now, by, action: 'marked' });
  return replacePublication(kept, marked, activity, now);
}

export type PurposeOutcome =
  | { readonly kind: 'switched'; readonly decided: readonly Decided<never>[] }
  /** Nothing was written: a version of the grid is being applied. */
  | { readonly kind: 'applying' }
  /** Nothing was written: closed evaluations stay certificative until they are opened again. */
  | { readonly kind: 'closed' };

interface PurposePorts {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly now: () => Date;
}

/**
 * Makes an activity certificative, taking every mark back, or formative, giving every publication its mark. The
 * activity's own write comes first: from then on no mark leaves a certificative one, whatever happens next, and
 * calling this again does what was left undone.
 */
export async function switchPurpose(
  activity: Activity,
  purpose: Grid['purpose'],
  by: Actor,
  ports: PurposePorts,
): Promise<PurposeOutcome> {
  const known = await ports.evaluations.list(activity.id);
  if (purpose === 'formative' && known.some(({ closing }) => closing)) return { kind: 'closed' };
  const switched = await ports.activities.setPurpose(activity.id, purpose);
  if (!switched) return { kind: 'applying' };

  const isCertificative = purpose === 'certificative';
  const wanted = (await ports.evaluations.list(activity.id)).filter(isCertificative ? hasMark : lacksMark);
  const change = isCertificative ? takeMarkBack : giveMark;
  const decide = (evaluation: Evaluation) => change(evaluation, switched, by, ports.now());
  const context = { activity, by, evaluations: ports.evaluations };
  const decided = await decideEach<never>(
    wanted.map(({ learnerSub }) => ({ learnerSub })),
    decide,
    context,
  );
  return { kind: 'switched', decided };
}

const hasMark = ({ publication, delivery }: EvaluationSummary): boolean =>
  publication?.mark !== undefined || delivery?.score.kind === 'mark';

/** Of whom a mark is missing: absent and excused learners have none in a formative activity either. */
const lacksMark = ({ publication }: EvaluationSummary): boolean =>
  publication?.content.presence === 'present' && publication.mark === undefined;
