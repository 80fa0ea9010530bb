import type { GridCriterion } from '../grid.js';
import { isGridId } from '../gridProblem.js';

/**
 * The criteria with ids that a grid may have: their own where it is sound and nobody has it yet, else the official
 * code, else `c1`, `c2`…
 */
export function freshIds(criteria: readonly GridCriterion[]): readonly GridCriterion[] {
  const own = new Set(criteria.map(({ id }) => id).filter(isGridId));
  const taken = new Set<string>();
  return criteria.map((criterion) => {
    const { id, criterionCode = '' } = criterion;
    const candidates =
      isGridId(id) && !taken.has(id) ? [id] : [criterionCode, ...numbered(criteria.length * 2)];
    const free = candidates.find((one) => isGridId(one) && !taken.has(one) && (one === id || !own.has(one)));
    const fresh = free ?? id;
    taken.add(fresh);
    return { ...criterion, id: fresh };
  });
}

const numbered = (count: number) => Array.from({ length: count + 1 }, (_, i) => `c${i + 1}`);
