import type { Evaluation, Publication } from '../evaluation.js';
import { stands } from './observation.js';

type Published = Pick<Publication, 'observations' | 'observedKey'>;

/** What a publication freezes of the observations that stand; nothing where there are none. */
export function publishedObservations({
  observations = [],
  observed,
  counted,
}: Pick<Evaluation, 'observations' | 'observed' | 'counted'>): Published {
  if (!observed) return {};
  const rule = counted && { rule: counted.rule };
  const byHand = counted?.byHand ?? [];
  return {
    observations: { all: observations.filter(stands), ...rule, byHand },
    observedKey: observed.key,
  };
}

/** The same observations, for a publication whose judgement is shown on another grid. */
export const sameObservations = ({ observations, observedKey }: Published): Published => ({
  ...(observations && { observations }),
  ...(observedKey !== undefined && { observedKey }),
});
