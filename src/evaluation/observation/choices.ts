import type { Change } from '../evaluation.js';
import type { Counted } from './observation.js';

/**
 * What a rule made, once a teacher changed the content: levels that they chose instead are theirs from then on, and
 * those that are the rule's again are the rule's.
 */
export function withChoices(counted: Counted, changes: readonly Change[]): Counted {
  const byHand = new Set(counted.byHand);
  for (const { field, criterionId, to = '' } of changes) {
    if (field !== 'level' || criterionId === undefined) continue;
    if (to === (counted.levels[criterionId] ?? '')) byHand.delete(criterionId);
    else byHand.add(criterionId);
  }
  return { ...counted, byHand: [...byHand] };
}
