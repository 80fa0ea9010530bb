import type { Response } from 'express';
import { TutorLinkEnded } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { blankObservation } from '../../evaluation/tutor/saveAnswers.js';
import type { TutorObservation } from '../../evaluation/tutor/tutorObservation.js';
import type { Grid } from '../../grid/grid.js';
import { wordsOf } from '../language.js';
import { spokenName } from './spokenName.js';
import type { TutorEntry } from './tutorEntry.js';
import { entryOf } from './tutorGate.js';
import type { TutorServices } from './tutorServices.js';

/** A learner of a link, by the place that they have in it: addresses tell nothing else of them. */
interface NumberedLearner {
  readonly number: number;
  readonly sub: string;
  readonly name: string;
}

/** A tutor's link, opened. */
export interface TutorDesk extends TutorEntry {
  readonly activity: Activity;
  /** The version that the link names, with its criteria alone. */
  readonly grid: Grid;
  readonly learners: readonly NumberedLearner[];
}

/** One learner before a tutor. */
export interface AnswerDesk extends TutorDesk {
  readonly learner: NumberedLearner;
  /** A blank one, of revision 0, before the first save. */
  readonly observation: TutorObservation;
  /** Nothing changes any more: a teacher took the answers over, or the evaluation is closed. */
  readonly frozen: boolean;
}

/** @throws {TutorLinkEnded} when the activity is no more. */
export async function openTutorDesk(res: Response, services: TutorServices): Promise<TutorDesk> {
  const entry = entryOf(res);
  const { link } = entry;
  const [activity, roster] = await Promise.all([
    services.activities.get(link.activityId, link),
    services.rosters.get(link),
  ]);
  if (!activity) throw new TutorLinkEnded('the activity of the link is no more');
  const grid = gridOf(activity, link);
  const named = new Set(link.criterionIds);
  return {
    ...entry,
    activity,
    grid: { ...grid, criteria: grid.criteria.filter(({ id }) => named.has(id)) },
    learners: link.learnerSubs.map((sub, i) => ({
      number: i + 1,
      sub,
      name: spokenName(roster, sub, wordsOf(res)),
    })),
  };
}

/** @returns undefined for a number that the link does not have. */
export async function openAnswerDesk(
  number: string,
  res: Response,
  services: TutorServices,
): Promise<AnswerDesk | undefined> {
  const desk = await openTutorDesk(res, services);
  const learner = desk.learners.find((one) => String(one.number) === number);
  if (!learner) return undefined;
  const { link } = desk;
  const [stored, evaluation] = await Promise.all([
    services.tutorObservations.find(link.id, learner.sub),
    services.evaluations.find(link.activityId, learner.sub),
  ]);
  const observation = stored ?? blankObservation(link, learner.sub, services.newId(), services.now());
  const frozen = observation.taken !== undefined || evaluation?.closing !== undefined;
  return { ...desk, learner, observation, frozen };
}
