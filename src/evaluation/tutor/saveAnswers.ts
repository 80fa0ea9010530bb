import { sameAnswers, saysSomething } from './tutorAnswers.js';
import type { TutorLink } from './tutorLink.js';
import type { TutorAnswers, TutorObservation, TutorObservationStore } from './tutorObservation.js';

/** What a tutor's page sends. */
export interface GivenAnswers {
  readonly answers: TutorAnswers;
  /** Of the observation that the page was made from. */
  readonly revision: number;
  /** « Envoyer au professeur », and not the saving on the way. */
  readonly sends: boolean;
}

export type AnswersOutcome =
  | { readonly kind: 'saved'; readonly observation: TutorObservation }
  /** Nothing was written: there is nothing to send. */
  | { readonly kind: 'nothingSaid' }
  /** Nothing was written: a teacher took the answers over. */
  | { readonly kind: 'taken'; readonly current: TutorObservation }
  /** Nothing was written: other answers came from another page of the same link. */
  | { readonly kind: 'conflict'; readonly current: TutorObservation };

interface AnswersPorts {
  readonly tutorObservations: Pick<TutorObservationStore, 'save'>;
  readonly now: () => Date;
}

/** Keeps what a tutor answered, and sends it when they ask for it, in one write. Doing it again changes nothing. */
export async function saveAnswers(
  stored: TutorObservation,
  given: GivenAnswers,
  { tutorObservations, now }: AnswersPorts,
): Promise<AnswersOutcome> {
  const { answers, revision, sends } = given;
  if (isDone(stored, given)) return { kind: 'saved', observation: stored };
  if (stored.taken) return { kind: 'taken', current: stored };
  if (sends && !saysSomething(answers)) return { kind: 'nothingSaid' };
  if (stored.revision !== revision && !sameAnswers(stored.draft, answers))
    return { kind: 'conflict', current: stored };

  const at = now();
  const outcome = await tutorObservations.save({
    ...stored,
    draft: answers,
    ...(sends && { sent: { answers, at } }),
    updatedAt: at,
  });
  if (outcome.kind === 'saved') return outcome;
  const { current } = outcome;
  if (isDone(current, given)) return { kind: 'saved', observation: current };
  return { kind: current.taken ? 'taken' : 'conflict', current };
}

/** An answer that got lost on the way is asked for again: what it did is done. */
const isDone = ({ draft, sent, revision }: TutorObservation, { answers, sends }: GivenAnswers): boolean =>
  sends
    ? sent !== undefined && sameAnswers(sent.answers, answers) && sameAnswers(draft, answers)
    : revision > 0 && sameAnswers(draft, answers);

/** An observation that nobody has begun, not stored yet. */
export function blankObservation(
  link: TutorLink,
  learnerSub: string,
  id: string,
  at: Date,
): TutorObservation {
  return {
    id,
    linkId: link.id,
    activityId: link.activityId,
    learnerSub,
    gridVersionId: link.gridVersionId,
    revision: 0,
    draft: { tutor: link.tutor, entries: {}, comment: '' },
    updatedAt: at,
  };
}
