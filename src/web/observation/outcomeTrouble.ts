import type { SavedOutcome } from '../../evaluation/observation/saveObserved.js';
import { actorName } from '../evaluation/people.js';
import type { Words } from '../language.js';

/** Why nothing was written, where it is neither a field's fault nor a matter of two versions. */
export function outcomeTrouble(
  outcome: Exclude<SavedOutcome, { kind: 'observed' | 'changed' }>,
  words: Words,
): string {
  if (outcome.kind !== 'removed') return words.t(`observation:trouble.${outcome.kind}`);
  const { removed, by } = outcome.theirs;
  return words.t('observation:trouble.removed', { who: actorName(removed?.by ?? by, words) });
}
