import type { Activity } from './activity.js';
import { canonicalJson } from './canonicalJson.js';
import type { Actor, Closing, Evaluation } from './evaluation.js';
import { gridOf, versionOf } from './gridOf.js';
import { contentMark } from './publish.js';
import { recorded } from './recorded.js';

/** SHA-256 of a UTF-8 text, 64 hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** When and by whom; it is part of what is hashed. */
type ClosedBy = Pick<Closing, 'at' | 'by'>;

export type CloseOutcome =
  | { readonly kind: 'closed'; readonly evaluation: Evaluation }
  /** Only certificative evaluations are closed. */
  | { readonly kind: 'notCertificative' }
  /** A present learner without a single judged criterion. */
  | { readonly kind: 'nothingJudged' };

export type CoSignOutcome =
  | { readonly kind: 'coSigned'; readonly evaluation: Evaluation }
  | { readonly kind: 'notClosed' }
  /** Two evaluators sign, so the second is someone else. */
  | { readonly kind: 'sameEvaluator' }
  /** What is stored no longer is what the first one closed: nobody signs that. */
  | { readonly kind: 'notIntact' };

/** Names the canonical form, so that a hash can still be checked when a later form says more. */
const CANONICAL_FORM = 'attendus-evaluation-1';

/**
 * What a closing freezes, as one text: the grid, the learner, everything judged, by whom and when it was closed.
 * JSON with sorted keys (see `canonicalJson`). The private note, the publication and the history are no part of it.
 * The same evaluation gives the same text, whoever asks and whenever.
 */
export function canonicalForm(evaluation: Evaluation, activity: Activity, { at, by }: ClosedBy): string {
  return canonicalJson({
    form: CANONICAL_FORM,
    activity: activity.id,
    gridVersionId: versionOf(activity, evaluation),
    grid: gridOf(activity, evaluation),
    learner: evaluation.learnerSub,
    content: evaluation.content,
    closed: { at, by },
  });
}

/** Freezes, dates and hashes a certificative evaluation. Gives the same one when it is closed already. */
export function close(
  evaluation: Evaluation,
  activity: Activity,
  closed: ClosedBy,
  sha256: Sha256,
): CloseOutcome {
  if (evaluation.closing) return { kind: 'closed', evaluation };
  if (activity.grid.purpose !== 'certificative') return { kind: 'notCertificative' };
  const { content } = evaluation;
  const grid = gridOf(activity, evaluation);
  if (content.presence === 'present' && !contentMark({ grid }, content)) return { kind: 'nothingJudged' };

  const closing: Closing = { ...closed, hash: sha256(canonicalForm(evaluation, activity, closed)) };
  const { ready: _noLonger, ...kept } = recorded(evaluation, { ...closed, action: 'closed' });
  return { kind: 'closed', evaluation: { ...kept, closing } };
}

/**
 * The second evaluator's signature on what the first one closed. Gives the same evaluation when it has one.
 */
export function coSign(
  evaluation: Evaluation,
  activity: Activity,
  signed: ClosedBy,
  sha256: Sha256,
): CoSignOutcome {
  const { closing } = evaluation;
  if (!closing) return { kind: 'notClosed' };
  if (closing.coSigned) return { kind: 'coSigned', evaluation };
  if (closing.by.sub === signed.by.sub) return { kind: 'sameEvaluator' };
  if (!isIntact(evaluation, activity, sha256)) return { kind: 'notIntact' };
  const kept = recorded(evaluation, { ...signed, action: 'coSigned' });
  return { kind: 'coSigned', evaluation: { ...kept, closing: { ...closing, coSigned: signed } } };
}

/**
 * Opens a closed evaluation again; the history keeps the closing with its hash and its signatures.
 *
 * @param why never empty.
 * @throws {RangeError} for an empty reason.
 */
export function reopen(evaluation: Evaluation, why: string, by: Actor, now: Date): Evaluation {
  if (!evaluation.closing) return evaluation;
  const reason = why.trim();
  if (reason === '') throw new RangeError('Reopening needs a reason.');
  const { closing, ...kept } = evaluation;
  return recorded(kept, { at: now, by, action: 'reopened', reason, closing });
}

/** Whether the frozen evaluation still is what was hashed; false for one that is not closed. */
export function isIntact(evaluation: Evaluation, activity: Activity, sha256: Sha256): boolean {
  const { closing } = evaluation;
  return closing !== undefined && closing.hash === sha256(canonicalForm(evaluation, activity, closing));
}
