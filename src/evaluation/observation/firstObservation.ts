import type { Activity } from '../activity.js';
import type { Evaluation } from '../evaluation.js';
import { versionOf } from '../gridOf.js';
import { judgementOf } from '../judgement.js';
import type { Observation } from './observation.js';
import {
  keepObservation,
  takeObservation,
  type ObservationDraft,
  type ObserveOutcome,
  type Observing,
} from './observe.js';

/** What is said of the levels that were chosen before there were observations. */
export type Earlier = Pick<Observation, 'id' | 'observedOn' | 'title' | 'situation'>;

/**
 * Adds or changes an observation. Where it is a learner's first, the levels that were chosen before it become an
 * observation of their own: they stay beside it, and count with it.
 */
export function observe(
  evaluation: Evaluation,
  draft: ObservationDraft,
  earlier: Earlier,
  observing: Observing,
): ObserveOutcome {
  const levels = observationOfLevels(evaluation, observing.activity, earlier);
  if (!levels) return keepObservation(evaluation, draft, observing);
  const taken = takeObservation(evaluation, levels, observing);
  return taken.kind === 'observed' ? keepObservation(taken.evaluation, draft, observing) : taken;
}

/** Undefined where there are observations already, and where nothing is judged. */
function observationOfLevels(
  evaluation: Evaluation,
  activity: Activity,
  earlier: Earlier,
): Observation | undefined {
  const { content, observations = [], updatedAt, updatedBy } = evaluation;
  const entries = Object.entries(content.entries).flatMap(([id, entry]) => {
    const { levelId } = entry;
    return levelId !== undefined && judgementOf(entry) === levelId ? [[id, { levelId }] as const] : [];
  });
  if (observations.length > 0 || entries.length === 0) return undefined;
  return {
    ...earlier,
    gridVersionId: versionOf(activity, evaluation),
    entries: Object.fromEntries(entries),
    comment: '',
    by: updatedBy,
    at: updatedAt,
    version: 1,
  };
}
