import { changeDraft, EMPTY_CONTENT } from './changeContent.js';
import { draftDifferences, type Digest, type DraftDigest, type FieldDifference } from './contentConflict.js';
import type { Activity } from './activity.js';
import type { Actor, Draft, Evaluation, EvaluationStore } from './evaluation.js';

/** What a teacher sends, and what they had before them when they began. */
export interface Judgement {
  readonly draft: Draft;
  readonly revision: number;
  readonly base: DraftDigest;
  readonly by: Actor;
}

/** What is done beside keeping the draft; undefined when it cannot be done. */
export type Decision = (evaluation: Evaluation) => Evaluation | undefined;

export type JudgementOutcome =
  | { readonly kind: 'saved'; readonly evaluation: Evaluation }
  /** The draft is kept; the decision could not be taken. */
  | { readonly kind: 'undecided'; readonly evaluation: Evaluation }
  /** Nothing was written: nobody changes a closed evaluation. */
  | { readonly kind: 'closed'; readonly current: Evaluation }
  /** Nothing was written: someone else's changes have to be looked at first. */
  | {
      readonly kind: 'conflict';
      readonly current: Evaluation;
      readonly differences: readonly FieldDifference[];
    };

interface JudgementPorts {
  readonly evaluations: Pick<EvaluationStore, 'save'>;
  readonly now: () => Date;
  readonly digest: Digest;
}

/** More writers than this at one instant, on one learner, are no teachers. */
const MAXIMUM_TRIES = 5;

/**
 * Keeps a teacher's draft, and takes their decision, in one write.
 *
 * When the evaluation has moved on since the teacher began, their draft is kept only if it holds every
 * change that was made meanwhile (a save whose answer got lost, a form sent twice): otherwise the differences
 * come back, and nothing is overwritten. A decision on someone else's changes is always asked for again, and so is
 * everything when another version of the grid was applied between the reading and the writing.
 */
export async function saveJudgement(
  stored: Evaluation,
  judgement: Judgement,
  ports: JudgementPorts,
  decision?: Decision,
): Promise<JudgementOutcome> {
  let current = stored;
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    if (current.closing) return { kind: 'closed', current };
    const conflict = conflictWith(current, judgement, ports.digest, decision !== undefined);
    if (conflict) return conflict;
    if (current.gridVersionId !== stored.gridVersionId) break;

    const kept = changeDraft(current, judgement.draft, judgement.by, ports.now());
    const decided = decision ? decision(kept) : kept;
    const next = decided ?? kept;
    const outcome =
      next === current ? { kind: 'saved' as const, evaluation: current } : await ports.evaluations.save(next);
    if (outcome.kind === 'saved')
      return { kind: decided ? 'saved' : 'undecided', evaluation: outcome.evaluation };
    current = outcome.current;
  }
  return { kind: 'conflict', current, differences: differencesFrom(current, judgement, ports.digest) };
}

function conflictWith(
  current: Evaluation,
  judgement: Judgement,
  digest: Digest,
  decides: boolean,
): JudgementOutcome | undefined {
  if (current.revision === judgement.revision) return undefined;
  const differences = differencesFrom(current, judgement, digest);
  const othersChanges = differences.some(({ changedBy }) => changedBy !== 'me');
  const decidesOnOthers = decides && current.updatedBy.sub !== judgement.by.sub;
  return othersChanges || decidesOnOthers ? { kind: 'conflict', current, differences } : undefined;
}

const differencesFrom = (current: Evaluation, { draft, base }: Judgement, digest: Digest) =>
  draftDifferences(draft, current, base, digest);

/** An evaluation that nobody has begun, not stored yet. */
export function blankEvaluation(
  activity: Activity,
  learnerSub: string,
  id: string,
  by: { actor: Actor; at: Date },
): Evaluation {
  const { registrationId, deploymentId, contextId } = activity;
  return {
    registrationId,
    deploymentId,
    contextId,
    id,
    activityId: activity.id,
    learnerSub,
    revision: 0,
    gridVersionId: activity.gridVersionId,
    content: EMPTY_CONTENT,
    history: [],
    updatedAt: by.at,
    updatedBy: by.actor,
  };
}
