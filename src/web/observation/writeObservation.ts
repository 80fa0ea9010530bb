import { observe } from '../../evaluation/observation/firstObservation.js';
import { setLeftOut } from '../../evaluation/observation/observe.js';
import { saveObserved, type SavedOutcome } from '../../evaluation/observation/saveObserved.js';
import type { LearnerPorts } from '../evaluation/evaluationServices.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import type { Words } from '../language.js';
import { typedDate } from '../release/dateForm.js';
import type { ObservationForm } from './observationForm.js';

/** Keeps what a teacher wrote of one occasion, beside what colleagues wrote meanwhile. */
export function writeObservation(
  { evaluation, activity, actor }: LearnerDesk,
  { draft, counts }: Pick<ObservationForm, 'draft' | 'counts'>,
  services: Pick<LearnerPorts, 'evaluations' | 'now' | 'newId'>,
  { t }: Words,
): Promise<SavedOutcome> {
  const observing = { activity, by: actor, now: services.now() };
  const id = services.newId();
  const title = t('observation:earlier');
  return saveObserved(
    evaluation,
    (current) => {
      const observedOn = typedDate(current.updatedAt).day;
      const earlier = { id, observedOn, situation: 'other', title } as const;
      const written = observe(current, draft, earlier, observing);
      if (written.kind !== 'observed' || counts === undefined) return written;
      return setLeftOut(written.evaluation, { id: draft.id, leftOut: !counts }, observing);
    },
    { ...services, activity },
  );
}
