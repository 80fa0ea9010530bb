import type { Grid, GridCriterion } from '../grid/grid.js';

export interface CriterionGroup {
  /** Of a competency; empty for a section. */
  readonly code: string;
  /** Empty for a competency that the framework does not have, and before the first section. */
  readonly title: string;
  /** With their places in the grid. */
  readonly criteria: readonly { readonly criterion: GridCriterion; readonly index: number }[];
}

/**
 * The criteria as they are read: consecutive ones of one section stand together, or of one competency where the
 * grid has no sections.
 *
 * @param titles of competencies, by code.
 */
export function criterionGroups(grid: Grid, titles: ReadonlyMap<string, string>): readonly CriterionGroup[] {
  const heading = headings(grid, titles);
  const groups: { code: string; title: string; criteria: { criterion: GridCriterion; index: number }[] }[] =
    [];
  for (const [index, criterion] of grid.criteria.entries()) {
    const { code, title } = heading(criterion);
    const last = groups.at(-1);
    const group = last?.code === code && last.title === title ? last : { code, title, criteria: [] };
    if (group !== last) groups.push(group);
    group.criteria.push({ criterion, index });
  }
  return groups;
}

function headings({ sections = [] }: Grid, titles: ReadonlyMap<string, string>) {
  const sectionTitles = new Map(sections.map(({ id, title }) => [id, title]));
  return ({ sectionId = '', competencyCodes: [code = ''] }: GridCriterion) =>
    sections.length > 0
      ? { code: '', title: sectionTitles.get(sectionId) ?? '' }
      : { code, title: titles.get(code) ?? '' };
}
