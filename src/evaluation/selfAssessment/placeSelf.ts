import type { Activity } from '../activity.js';
import { carriedContent } from '../carriedContent.js';
import type { EvaluationContent } from '../evaluation.js';
import { gridOf, isOnFormerVersion } from '../gridOf.js';
import { sameContent } from '../sameContent.js';
import { withSetAside } from '../setAside.js';
import type { SelfAssessment, SelfAssessmentStore, SelfContent, SelfOutcome } from './selfAssessment.js';

/** What a learner's form says. */
export interface Placement {
  readonly content: SelfContent;
  /** Of the self-assessment that the form was made from. */
  readonly revision: number;
  readonly submits: boolean;
}

export type PlaceOutcome =
  | SelfOutcome
  /** Nobody submits without a single level. */
  | { readonly kind: 'nothingPlaced' };

/** More writes than this at one instant, of one learner, are no learner's. */
const MAXIMUM_TRIES = 5;

/**
 * Keeps what a learner placed, and submits it, in one write. Where another window wrote something else since the
 * form was made, that comes back, and nothing is overwritten; a form that was sent twice is kept once.
 *
 * @param resultWaits whether the teacher's levels are shown as soon as this is submitted: then it is for good.
 */
export async function placeSelf(
  stored: SelfAssessment,
  { content, revision, submits }: Placement,
  { at, resultWaits }: { at: Date; resultWaits: boolean },
  store: SelfAssessmentStore,
): Promise<PlaceOutcome> {
  if (submits && Object.values(content.entries).every(({ levelId }) => levelId === undefined)) {
    return { kind: 'nothingPlaced' };
  }
  const isSame = sameContent(whole(stored.content), whole(content));
  if (revision !== stored.revision && !isSame) return { kind: 'conflict', current: stored };
  if (isSame && !submits) return { kind: 'saved', selfAssessment: stored };
  return store.save({
    ...stored,
    content,
    updatedAt: at,
    ...(submits && { submittedAt: at, ...(resultWaits && { resultSeenAt: at }) }),
  });
}

/** A draft again: teachers see it no more until it is submitted anew. Gives the same one where it is a draft. */
export function takenBack(selfAssessment: SelfAssessment): SelfAssessment {
  if (!selfAssessment.submittedAt) return selfAssessment;
  const { submittedAt: _taken, ...draft } = selfAssessment;
  return draft;
}

/** The learner has seen the teacher's levels. Gives the same one where they had already. */
export const seen = (selfAssessment: SelfAssessment, at: Date): SelfAssessment =>
  selfAssessment.resultSeenAt ? selfAssessment : { ...selfAssessment, resultSeenAt: at };

/** Writes a change, on whatever another window of the learner wrote meanwhile. */
export async function changeSelf(
  stored: SelfAssessment,
  change: (current: SelfAssessment) => SelfAssessment,
  store: SelfAssessmentStore,
): Promise<SelfAssessment> {
  let current = stored;
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    const next = change(current);
    if (next === current) return current;
    const outcome = await store.save(next);
    if (outcome.kind === 'saved') return outcome.selfAssessment;
    current = outcome.current;
  }
  throw new Error(`The self-assessment ${current.id} changes faster than it can be written.`);
}

/**
 * A draft as it is filled in on the activity's version: levels that its scale does not have are set aside, and come
 * back with a scale that has them. What is submitted stays on the version it was made on.
 */
export function onCurrentGrid(selfAssessment: SelfAssessment, activity: Activity): SelfAssessment {
  if (selfAssessment.submittedAt || !isOnFormerVersion(activity, selfAssessment)) return selfAssessment;
  const from = gridOf(activity, selfAssessment).scale;
  const { entries, comment } = carriedContent(whole(selfAssessment.content), from, activity.grid.scale);
  return { ...selfAssessment, gridVersionId: activity.gridVersionId, content: { entries, comment } };
}

/** What was typed, with what no form shows: levels of former scales, criteria of former versions. */
export function withKept(content: SelfContent, stored: SelfAssessment, { grid }: Activity): SelfContent {
  const { entries, comment } = withSetAside(whole(content), whole(stored.content), grid);
  return { entries, comment };
}

const whole = (content: SelfContent): EvaluationContent => ({ presence: 'present', ...content });
