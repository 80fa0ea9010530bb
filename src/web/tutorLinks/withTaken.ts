import { gridOf } from '../../evaluation/gridOf.js';
import { differingLevels, takeableLevels, type Levels } from '../../evaluation/tutor/takeTutorLevels.js';
import type { TutorObservation, TutorObservationStore } from '../../evaluation/tutor/tutorObservation.js';
import { tutorsOccasion } from '../../evaluation/tutor/tutorsOccasion.js';
import type { EvaluationForm } from '../evaluation/evaluationForm.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import type { Words } from '../language.js';
import { earlierOf } from '../observation/earlierOf.js';
import { dayField } from './lastDay.js';
import type { TakeRequest } from './takeRequest.js';

interface TakingPorts {
  readonly tutorObservations: TutorObservationStore;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Does what a button about a tutor's answers asks, and gives the form as it is then to be decided on. What is taken
 * over is frozen first: the tutor changes nothing that a teacher is about to copy.
 */
export async function withTaken<Form extends EvaluationForm>(
  form: Form,
  desk: LearnerDesk,
  { tutorObservations, now, newId }: TakingPorts,
  words: Pick<Words, 't'>,
): Promise<Form> {
  const { take, draft } = form;
  const { activity, learner, actor, evaluation } = desk;
  if (!take || evaluation.closing) return form;
  const sent = await tutorObservations.listSent(activity.id, learner.sub);
  const observation = sent.find(({ id }) => id === take.observationId);
  if (!observation) return { ...form, taken: { kind: 'changed' } };
  if (take.what.kind === 'release') {
    await tutorObservations.unmarkTaken(observation.id, activity.id);
    return { ...form, taken: { kind: 'released' } };
  }
  const frozen = await tutorObservations.markTaken(observation.id, take.sentAt, { at: now(), by: actor });
  if (!frozen || !observation.sent) return { ...form, taken: { kind: 'changed' } };
  if (take.what.kind === 'occasion') {
    const occasion = tutorsOccasion(observation, observation.sent, dayField(observation.sent.at));
    const earlier = earlierOf(evaluation, newId(), words);
    return { ...form, taken: { kind: 'occasion', occasion, earlier } };
  }
  const levels = levelsOf(take, observation, { activity, content: draft.content });
  return { ...form, taken: { kind: 'levels', levels, tutor: observation.sent.answers.tutor } };
}

function levelsOf(
  { what }: TakeRequest,
  observation: TutorObservation,
  { activity, content }: Pick<LearnerDesk, 'activity'> & Pick<EvaluationForm['draft'], 'content'>,
): Levels {
  if (!observation.sent) return {};
  const levels = takeableLevels(observation.sent.answers, gridOf(activity, observation), activity.grid);
  if (what.kind !== 'one') return differingLevels(levels, content)[what.kind === 'open' ? 'open' : 'all'];
  const levelId = levels[what.criterionId];
  return levelId === undefined ? {} : { [what.criterionId]: levelId };
}
