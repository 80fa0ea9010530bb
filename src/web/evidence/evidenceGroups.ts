import type { Activity } from '../../evaluation/activity.js';
import type { Evidence } from '../../evaluation/evidence/evidence.js';

export interface EvidenceGroup {
  /** The criterion's text; '' for the whole. */
  readonly criterion: string;
  /** The grid has lost the criterion. */
  readonly former: boolean;
  readonly items: readonly Evidence[];
}

/** On the whole first, then by criterion in the grid's order, then on criteria that other versions had. */
export function evidenceGroups(activity: Activity, items: readonly Evidence[]): readonly EvidenceGroup[] {
  const { criteria } = activity.grid;
  const current = new Set(criteria.map(({ id }) => id));
  const past = activity.pastGrids?.flatMap(({ grid }) => grid.criteria) ?? [];
  const former = new Map(past.filter(({ id }) => !current.has(id)).map(({ id, text }) => [id, text]));
  const on = (id: string | undefined) => items.filter(({ criterionId }) => criterionId === id);
  const groups = [
    { criterion: '', former: false, items: on(undefined) },
    ...criteria.map(({ id, text }) => ({ criterion: text, former: false, items: on(id) })),
    ...[...former].map(([id, text]) => ({ criterion: text, former: true, items: on(id) })),
  ];
  return groups.filter((group) => group.items.length > 0);
}
