import type { Evaluation } from '../../evaluation/evaluation.js';
import type { Earlier } from '../../evaluation/observation/firstObservation.js';
import type { Words } from '../language.js';
import { typedDate } from '../release/dateForm.js';

/** How levels that were chosen before a learner's first observation stand among them: on the day of the last change. */
export const earlierOf = (
  { updatedAt }: Pick<Evaluation, 'updatedAt'>,
  id: string,
  { t }: Pick<Words, 't'>,
): Earlier => ({
  id,
  observedOn: typedDate(updatedAt).day,
  situation: 'other',
  title: t('observation:earlier'),
});
