import { observe } from '../../evaluation/observation/firstObservation.js';
import { setLeftOut } from '../../evaluation/observation/observe.js';
import { saveObserved, type SavedOutcome } from '../../evaluation/observation/saveObserved.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import type { Words } from '../language.js';
import { earlierOf } from './earlierOf.js';
import type { ObservationForm } from './observationForm.js';

/** Keeps what a teacher wrote of one occasion, beside what colleagues wrote meanwhile. */
export function writeObservation(
  { evaluation, activity, actor }: LearnerDesk,
  { draft, counts }: Pick<ObservationForm, 'draft' | 'counts'>,
  services: Pick<EvaluationServices, 'evaluations' | 'now' | 'newId'>,
  words: Pick<Words, 't'>,
): Promise<SavedOutcome> {
  const observing = { activity, by: actor, now: services.now() };
  const id = services.newId();
  return saveObserved(
    evaluation,
    (current) => {
      const written = observe(current, draft, earlierOf(current, id, words), observing);
      if (written.kind !== 'observed' || counts === undefined) return written;
      return setLeftOut(written.evaluation, { id: draft.id, leftOut: !counts }, observing);
    },
    { ...services, activity },
  );
}
