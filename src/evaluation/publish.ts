import { computeMark, type ChosenLevels, type Mark } from '../grid/mark.js';
import type { Activity } from './activity.js';
import { countingHundredths } from './adjustment.js';
import type { Delivery, DeliveryScore } from './delivery.js';
import type { Actor, Evaluation, EvaluationContent, HistoryEntry, Publication } from './evaluation.js';

export type PublishOutcome =
  | { readonly kind: 'published'; readonly evaluation: Evaluation }
  /** A present learner without a single judged criterion: there is nothing to show. */
  | { readonly kind: 'nothingJudged' };

/** Freezes the draft as what the learner sees, and queues its mark for the platform's gradebook. */
export function publish(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): PublishOutcome {
  const { content } = evaluation;
  const mark = contentMark(activity, content);
  if (content.presence === 'present' && !mark) return { kind: 'nothingJudged' };

  const publication = publicationOf({ activity, content, mark, by, at: now });
  const score = scoreOf(publication);
  return {
    kind: 'published',
    evaluation: {
      ...recorded(evaluation, 'published', by, now),
      publication,
      ...(sends(activity) && queued(evaluation.delivery, score, now)),
    },
  };
}

/**
 * Takes a publication back: the learner sees nothing, and the platform's gradebook loses the mark.
 * Gives the same evaluation when it was not published.
 */
export function withdraw(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): Evaluation {
  if (!evaluation.publication) return evaluation;
  const { publication: _taken, ...kept } = recorded(evaluation, 'withdrawn', by, now);
  return { ...kept, ...(sends(activity) && queued(evaluation.delivery, { kind: 'withdrawal' }, now)) };
}

/**
 * Queues the published mark again, or its withdrawal, after a refusal or a change on the platform.
 * Gives the same evaluation when there is nothing to send.
 */
export function resend(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): Evaluation {
  if (!sends(activity)) return evaluation;
  const score: DeliveryScore = evaluation.publication
    ? scoreOf(evaluation.publication)
    : { kind: 'withdrawal' };
  const wish = queued(evaluation.delivery, score, now);
  return wish.delivery ? { ...recorded(evaluation, 'resent', by, now), ...wish } : evaluation;
}

/** Puts a publication in the place of the one that stands; its mark is queued where it is another one. */
export function replacePublication(
  evaluation: Evaluation,
  publication: Publication,
  activity: Activity,
  now: Date,
): Evaluation {
  const known = evaluation.publication?.mark;
  const { mark } = publication;
  const isKnown =
    known?.hundredths === mark?.hundredths && known?.maximumHundredths === mark?.maximumHundredths;
  const queues = sends(activity) && !isKnown;
  return {
    ...evaluation,
    publication,
    ...(queues && queued(evaluation.delivery, scoreOf(publication), now)),
  };
}

/** The mark that a content's levels earn, or undefined for learners who get none. An adjustment stands beside it. */
export function contentMark(activity: Pick<Activity, 'grid'>, content: EvaluationContent): Mark | undefined {
  return content.presence === 'present' ? computeMark(activity.grid, chosenLevels(content)) : undefined;
}

/** The levels that a content holds, by criterion id; « non évalué » wins over a level left beside it. */
export function chosenLevels(content: EvaluationContent): ChosenLevels {
  return Object.fromEntries(
    Object.entries(content.entries).flatMap(([id, { levelId, notJudged }]) =>
      levelId && !notJudged ? [[id, levelId]] : [],
    ),
  );
}

/** Certificative grids never call the gradebook; neither do links without one. */
export const sends = (activity: Activity): boolean =>
  activity.grid.purpose === 'formative' && activity.gradeService !== undefined;

/** What the learner would see of a content, with the mark that counts. */
export function publicationOf(given: {
  activity: Pick<Activity, 'grid' | 'gridVersionId'>;
  content: EvaluationContent;
  mark: Mark | undefined;
  by: Actor;
  at: Date;
}): Publication {
  const { activity, content, mark, by, at } = given;
  const { grid, gridVersionId } = activity;
  if (!mark || grid.purpose === 'certificative') return { content, gridVersionId, at, by };
  const hundredths = countingHundredths(mark, content);
  const computed = content.adjustment && { computedHundredths: mark.hundredths };
  const { maximumHundredths } = mark;
  return { content, gridVersionId, mark: { hundredths, maximumHundredths }, ...computed, at, by };
}

function scoreOf({ mark, content }: Publication): DeliveryScore {
  return mark ? { kind: 'mark', ...mark, comment: content.comment } : { kind: 'withdrawal' };
}

/** A learner whom the gradebook never heard of needs no withdrawal. */
function queued(before: Delivery | undefined, score: DeliveryScore, now: Date): { delivery?: Delivery } {
  if (!before && score.kind === 'withdrawal') return {};
  return {
    delivery: { version: (before?.version ?? 0) + 1, score, state: 'pending', dueAt: now, attempts: 0 },
  };
}

function recorded(evaluation: Evaluation, action: HistoryEntry['action'], by: Actor, now: Date): Evaluation {
  const entry: HistoryEntry = { at: now, by, action, changes: [] };
  return { ...evaluation, history: [...evaluation.history, entry], updatedAt: now, updatedBy: by };
}
