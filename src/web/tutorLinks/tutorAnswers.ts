import type { TutorObservation, TutorObservationStore } from '../../evaluation/tutor/tutorObservation.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';

interface AnswersPorts {
  readonly tutorObservations: TutorObservationStore;
  readonly now: () => Date;
}

/**
 * What tutors sent about a learner, for the page that shows it beside the teacher's levels. Shown is seen, as with
 * mail: a write only where there is something new.
 */
export async function tutorAnswers(
  { activity, learner }: Pick<LearnerDesk, 'activity' | 'learner'>,
  { tutorObservations, now }: AnswersPorts,
): Promise<readonly TutorObservation[]> {
  const answers = await tutorObservations.listSent(activity.id, learner.sub);
  const unseen = answers.filter(({ sent, seenAt }) => sent && (!seenAt || seenAt < sent.at));
  await Promise.all(unseen.map(({ id }) => tutorObservations.markSeen(id, now())));
  return answers;
}
