import { computeMark, explainMark, type ChosenLevels, type ExplainedMark, type Mark } from '../grid/mark.js';
import type { Activity } from './activity.js';
import { countingHundredths } from './adjustment.js';
import type { Delivery, DeliveryScore } from './delivery.js';
import type { Actor, Evaluation, EvaluationContent, Publication } from './evaluation.js';
import { recorded } from './recorded.js';
import { publishedObservations } from './observation/publishedObservations.js';
import { isHeld } from './release.js';

export type PublishOutcome =
  | { readonly kind: 'published'; readonly evaluation: Evaluation }
  /** A present learner without a single judged criterion: there is nothing to show. */
  | { readonly kind: 'nothingJudged' };

/**
 * Freezes the draft as what the learner sees, and queues its mark for the platform's gradebook, both no sooner than
 * the activity's release.
 */
export function publish(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): PublishOutcome {
  const { content } = evaluation;
  const mark = contentMark(activity, content);
  if (content.presence === 'present' && !mark) return { kind: 'nothingJudged' };

  const observed = publishedObservations(evaluation);
  const publication = { ...publicationOf({ activity, content, mark, by, at: now }), ...observed };
  const { ready: _noLonger, ...kept } = recorded(evaluation, { at: now, by, action: 'published' });
  const wish = wishedDelivery(evaluation.delivery, scoreOf(publication), activity, now);
  const { gridVersionId } = activity;
  return { kind: 'published', evaluation: { ...kept, gridVersionId, publication, ...wish } };
}

/**
 * Takes a publication back: the learner sees nothing, and the platform's gradebook loses the mark.
 * Gives the same evaluation when it was not published.
 */
export function withdraw(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): Evaluation {
  if (!evaluation.publication) return evaluation;
  const { publication: _taken, ...kept } = recorded(evaluation, { at: now, by, action: 'withdrawn' });
  return { ...kept, ...wishedDelivery(evaluation.delivery, WITHDRAWAL, activity, now) };
}

/**
 * Queues the published mark again, or its withdrawal, after a refusal or a change on the platform: on a
 * certificative grid nothing but a withdrawal. Gives the same evaluation when there is nothing to send.
 */
export function resend(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): Evaluation {
  if (!activity.gradeService) return evaluation;
  const { publication, delivery } = evaluation;
  const score = publication && sends(activity) ? scoreOf(publication) : WITHDRAWAL;
  const wish = queued(delivery, score, activity, now);
  if (!wish.delivery) return evaluation;
  return { ...recorded(evaluation, { at: now, by, action: 'resent' }), ...wish };
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
  return {
    ...evaluation,
    publication,
    ...(!isKnown && wishedDelivery(evaluation.delivery, scoreOf(publication), activity, now)),
  };
}

/** The mark that a content's levels earn, or undefined for learners who get none. An adjustment stands beside it. */
export function contentMark(activity: Pick<Activity, 'grid'>, content: EvaluationContent): Mark | undefined {
  return content.presence === 'present' ? computeMark(activity.grid, chosenLevels(content)) : undefined;
}

/** The same, with what each criterion brings to it. */
export const explainedMark = (
  activity: Pick<Activity, 'grid'>,
  content: EvaluationContent,
): ExplainedMark | undefined =>
  content.presence === 'present' ? explainMark(activity.grid, chosenLevels(content)) : undefined;

/** The levels that a content holds, by criterion id; « non évalué » wins over a level left beside it. */
export function chosenLevels({ entries }: EvaluationContent): ChosenLevels {
  const chosen: Record<string, string> = {};
  for (const [id, { levelId, notJudged }] of Object.entries(entries)) {
    if (levelId && !notJudged) chosen[id] = levelId;
  }
  return chosen;
}

/** Marks of certificative grids are never sent; neither are those of links without a gradebook. */
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

const WITHDRAWAL: DeliveryScore = { kind: 'withdrawal' };

function scoreOf({ mark, content }: Publication): DeliveryScore {
  return mark ? { kind: 'mark', ...mark, comment: content.comment } : WITHDRAWAL;
}

/** What a decision sends: on a certificative grid nothing, but for the withdrawal of a mark from before it was one. */
export function wishedDelivery(
  before: Delivery | undefined,
  score: DeliveryScore,
  activity: Activity,
  now: Date,
): { delivery?: Delivery } {
  if (sends(activity)) return queued(before, score, activity, now);
  const hasMark = before?.score.kind === 'mark' && activity.gradeService !== undefined;
  return hasMark ? queued(before, WITHDRAWAL, activity, now) : {};
}

/** A learner whom the gradebook never heard of needs no withdrawal. */
function queued(
  before: Delivery | undefined,
  score: DeliveryScore,
  activity: Pick<Activity, 'releaseAt'>,
  now: Date,
): { delivery?: Delivery } {
  if (!before && score.kind === 'withdrawal') return {};
  const version = (before?.version ?? 0) + 1;
  const due =
    score.kind === 'mark' && isHeld(activity, now)
      ? { dueAt: activity.releaseAt, heldUntil: activity.releaseAt }
      : { dueAt: now };
  return { delivery: { version, score, state: 'pending', ...due, attempts: 0 } };
}
