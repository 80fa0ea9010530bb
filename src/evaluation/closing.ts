import type { Activity } from './activity.js';
import type { Actor, Closing, Evaluation, HistoryEntry } from './evaluation.js';
import { canonicalJson } from './canonicalJson.js';

/** SHA-256 of a UTF-8 text, hexadecimal. */
export type Sha256 = (text: string) => string;

export type CloseOutcome =
  | { readonly kind: 'closed'; readonly evaluation: Evaluation }
  /** Only certificative evaluations are closed. */
  | { readonly kind: 'notCertificative' };

export type CoSignOutcome =
  | { readonly kind: 'coSigned'; readonly evaluation: Evaluation }
  | { readonly kind: 'notClosed' }
  /** Two evaluators sign, so the second is someone else. */
  | { readonly kind: 'sameEvaluator' };

/** Names the canonical form, so that a hash can still be checked when a later form says more. */
const CANONICAL_FORM = 'attendus-evaluation-1';

/**
 * What a closing freezes, as one text: the grid, the learner and everything judged, keys sorted. The private note
 * is not part of it. The same evaluation gives the same text, whoever asks and whenever.
 */
export function canonicalForm(evaluation: Evaluation, activity: Activity): string {
  return canonicalJson({
    form: CANONICAL_FORM,
    activity: { id: activity.id, title: activity.title },
    gridVersionId: activity.gridVersionId,
    grid: activity.grid,
    learner: evaluation.learnerSub,
    content: evaluation.content,
  });
}

/** Freezes, dates and hashes a certificative evaluation. */
export function close(
  evaluation: Evaluation,
  activity: Activity,
  { by, now }: { by: Actor; now: Date },
  sha256: Sha256,
): CloseOutcome {
  if (activity.grid.purpose !== 'certificative') return { kind: 'notCertificative' };
  if (evaluation.closing) return { kind: 'closed', evaluation };
  const closing: Closing = { at: now, by, hash: sha256(canonicalForm(evaluation, activity)) };
  return { kind: 'closed', evaluation: { ...recorded(evaluation, 'closed', by, now), closing } };
}

/** The second evaluator's signature on what the first one closed. */
export function coSign(evaluation: Evaluation, by: Actor, now: Date): CoSignOutcome {
  const { closing } = evaluation;
  if (!closing) return { kind: 'notClosed' };
  if (closing.by.sub === by.sub) return { kind: 'sameEvaluator' };
  if (closing.coSigned) return { kind: 'coSigned', evaluation };
  const signed: Closing = { ...closing, coSigned: { at: now, by } };
  return { kind: 'coSigned', evaluation: { ...recorded(evaluation, 'coSigned', by, now), closing: signed } };
}

/**
 * Opens a closed evaluation again; the closing stays in the history with its hash.
 * @param reason never empty.
 * @throws {RangeError} for an empty reason.
 */
export function reopen(evaluation: Evaluation, reason: string, by: Actor, now: Date): Evaluation {
  if (!evaluation.closing) return evaluation;
  if (reason.trim() === '') throw new RangeError('Reopening needs a reason.');
  const { closing, ...kept } = evaluation;
  const why = `${reason.trim()} (${closing.hash})`;
  const entry: HistoryEntry = { at: now, by, action: 'reopened', changes: [], reason: why };
  return { ...kept, history: [...kept.history, entry], updatedAt: now, updatedBy: by };
}

/** Whether the frozen evaluation still is what was hashed. */
export function isIntact(evaluation: Evaluation, activity: Activity, sha256: Sha256): boolean {
  return evaluation.closing?.hash === sha256(canonicalForm(evaluation, activity));
}

function recorded(evaluation: Evaluation, action: HistoryEntry['action'], by: Actor, now: Date): Evaluation {
  const entry: HistoryEntry = { at: now, by, action, changes: [] };
  return { ...evaluation, history: [...evaluation.history, entry], updatedAt: now, updatedBy: by };
}
