import type { Activity } from '../activity.js';
import type { Actor } from '../actor.js';
import { contentChanges } from '../changeContent.js';
import { withEdit } from '../editHistory.js';
import type { Evaluation, HistoryEntry } from '../evaluation.js';
import { MAXIMUM_OBSERVATIONS, MAXIMUM_OBSERVED_CHARACTERS, type Observation } from './observation.js';
import { observationChanges, observationNote, type Written } from './observationChanges.js';
import { observedMark } from './observedKey.js';
import { recounted } from './recount.js';

/** Who writes, where and when. */
export interface Observing {
  readonly activity: Activity;
  readonly by: Actor;
  readonly now: Date;
}

/**
 * What a teacher writes of an observation, and the version of it that they had before them: 0 for a new one. Whether
 * it counts is decided apart from it.
 */
export interface ObservationDraft extends Omit<Written, 'leftOut'> {
  readonly id: string;
  readonly version: number;
}

export type ObserveOutcome =
  /** The same evaluation where nothing changed. */
  | { readonly kind: 'observed'; readonly evaluation: Evaluation }
  /** Someone else changed the same observation meanwhile, and otherwise. */
  | { readonly kind: 'changed'; readonly theirs: Observation }
  /** It was removed meanwhile: it has to be put back first. */
  | { readonly kind: 'removed'; readonly theirs: Observation }
  /** It was taken over from a tutor, whose words nobody rewrites. */
  | { readonly kind: 'tutors' }
  /** There is no such observation. */
  | { readonly kind: 'unknown' }
  /** No room for more. */
  | { readonly kind: 'full' }
  /** Nobody changes a closed evaluation, nor what was observed for it. */
  | { readonly kind: 'closed' };

/** Adds an observation, or changes the one that has its id. What is stored as it was sent is stored already. */
export function keepObservation(
  evaluation: Evaluation,
  draft: ObservationDraft,
  observing: Observing,
): ObserveOutcome {
  if (evaluation.closing) return { kind: 'closed' };
  const stored = find(evaluation, draft.id);
  if (!stored) return added(evaluation, firstWritten(draft, observing), observing);
  if (stored.source) return { kind: 'tutors' };
  const { by, now } = observing;
  const { id, at, by: author, version, gridVersionId, leftOut } = stored;
  const next: Observation = {
    ...writtenOf(draft),
    id,
    at,
    by: author,
    version: version + 1,
    edited: { at: now, by },
    // It was judged on that version, and is read with it.
    gridVersionId,
    ...(leftOut && { leftOut }),
  };
  const changes = observationChanges(stored, next);
  if (changes.length === 0) return { kind: 'observed', evaluation };
  if (stored.removed) return { kind: 'removed', theirs: stored };
  if (version !== draft.version) return { kind: 'changed', theirs: stored };
  return replaced(evaluation, next, observing, { action: 'observationChanged', changes });
}

/**
 * Takes an observation over that was written elsewhere, such as a tutor's answers: adds it, or brings the one that
 * has its id up to date, wherever it stood.
 */
export function takeObservation(
  evaluation: Evaluation,
  observation: Observation,
  observing: Observing,
): ObserveOutcome {
  if (evaluation.closing) return { kind: 'closed' };
  const stored = find(evaluation, observation.id);
  const { removed: _removed, leftOut: _never, ...written } = observation;
  if (!stored) return added(evaluation, written, observing);
  const { leftOut } = stored;
  const taken: Observation = { ...written, ...(leftOut && { leftOut }) };
  const changes = observationChanges(stored, taken);
  if (changes.length === 0 && !stored.removed) return { kind: 'observed', evaluation };
  const action = stored.removed ? 'observationRestored' : 'observationChanged';
  const next = { ...taken, version: stored.version + 1 };
  return replaced(evaluation, next, observing, { action, changes });
}

/** Removes an observation; it is kept with the evaluation, and can be put back. */
export const removeObservation = (evaluation: Evaluation, id: string, observing: Observing): ObserveOutcome =>
  changedOne(evaluation, id, observing, 'observationRemoved');

/** Puts a removed observation back. */
export const restoreObservation = (
  evaluation: Evaluation,
  id: string,
  observing: Observing,
): ObserveOutcome => changedOne(evaluation, id, observing, 'observationRestored');

function changedOne(
  evaluation: Evaluation,
  id: string,
  observing: Observing,
  action: 'observationRemoved' | 'observationRestored',
): ObserveOutcome {
  if (evaluation.closing) return { kind: 'closed' };
  const stored = find(evaluation, id);
  if (!stored) return { kind: 'unknown' };
  const removes = action === 'observationRemoved';
  if (removes === (stored.removed !== undefined)) return { kind: 'observed', evaluation };
  const { removed: _removed, ...standing } = stored;
  const { by, now } = observing;
  const version = stored.version + 1;
  const next = { ...standing, version, ...(removes && { removed: { at: now, by } }) };
  return replaced(evaluation, next, observing, { action, changes: [] });
}

/** Has an observation count in the rule, or keeps it out. */
export function setLeftOut(
  evaluation: Evaluation,
  { id, leftOut }: { readonly id: string; readonly leftOut: boolean },
  observing: Observing,
): ObserveOutcome {
  if (evaluation.closing) return { kind: 'closed' };
  const stored = find(evaluation, id);
  if (!stored) return { kind: 'unknown' };
  const { leftOut: _before, ...counting } = stored;
  // Its words stay as they are: a form that was made from them is not out of date.
  const next: Observation = { ...counting, ...(leftOut && { leftOut }) };
  const changes = observationChanges(stored, next);
  if (changes.length === 0) return { kind: 'observed', evaluation };
  return replaced(evaluation, next, observing, { action: 'observationChanged', changes });
}

const find = ({ observations = [] }: Evaluation, id: string): Observation | undefined =>
  observations.find((one) => one.id === id);

function writtenOf(draft: ObservationDraft): Omit<Written, 'leftOut'> {
  const { id: _id, version: _version, ...written } = draft;
  return written;
}

const firstWritten = (draft: ObservationDraft, { by, now }: Observing): Observation => ({
  ...writtenOf(draft),
  id: draft.id,
  by,
  at: now,
  version: 1,
});

function added(evaluation: Evaluation, observation: Observation, observing: Observing): ObserveOutcome {
  const all = [...(evaluation.observations ?? []), observation];
  const line = { action: 'observed', observation: observationNote(observation) } as const;
  return withObservations(evaluation, all, observing, line);
}

interface Line {
  readonly action: HistoryEntry['action'];
  readonly changes: ReturnType<typeof observationChanges>;
}

function replaced(
  evaluation: Evaluation,
  observation: Observation,
  observing: Observing,
  { action, changes }: Line,
): ObserveOutcome {
  const all = (evaluation.observations ?? []).map((one) => (one.id === observation.id ? observation : one));
  const line = { action, observation: observationNote(observation, changes) };
  return withObservations(evaluation, all, observing, line);
}

/** With other observations, counted anew; one line of history tells both. */
function withObservations(
  evaluation: Evaluation,
  observations: readonly Observation[],
  { activity, by, now }: Observing,
  line: Pick<HistoryEntry, 'action' | 'observation'>,
): ObserveOutcome {
  if (observations.length > MAXIMUM_OBSERVATIONS || characters(observations) > MAXIMUM_OBSERVED_CHARACTERS)
    return { kind: 'full' };
  const { observed: _before, ...rest } = evaluation;
  const observed = observedMark(observations);
  const next = recounted({ ...rest, observations, ...(observed && { observed }) }, activity);
  const changes = contentChanges(evaluation.content, next.content);
  const history = withEdit(evaluation.history, { at: now, by, changes, ...line });
  return { kind: 'observed', evaluation: { ...next, history, updatedAt: now, updatedBy: by } };
}

const characters = (observations: readonly Observation[]) =>
  observations.reduce((total, { entries, comment }) => total + comment.length + commentLength(entries), 0);

const commentLength = (entries: Observation['entries']) =>
  Object.values(entries).reduce((total, { comment = '' }) => total + comment.length, 0);
