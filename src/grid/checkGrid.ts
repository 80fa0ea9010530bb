import type { Framework } from '../framework/framework.js';
import { competencies } from '../framework/frameworkIndex.js';
import { checkCriteria } from './checkCriteria.js';
import { checkScale } from './checkScale.js';
import { MAXIMUM_CRITERIA, type Grid, type GridSection } from './grid.js';
import { GRID_LIMITS, isGridId, isWithin, repeatedIndexes, textFault } from './gridProblem.js';
import type { GridProblem, GridRule, SectionRule } from './gridProblem.js';

/**
 * Everything that keeps a grid from being used with a framework. The editor shows it beside the fields, an
 * import beside the lines; types are taken as given.
 *
 * @returns problems of the grid as a whole, then of its levels, sections and criteria in their order; empty for
 *   a grid that can be used.
 */
export function checkGrid(grid: Grid, framework: Framework): readonly GridProblem[] {
  return [
    ...wideProblems(grid, framework),
    ...checkScale(grid.scale),
    ...sectionProblems(grid.sections ?? []),
    ...checkCriteria(grid, framework),
    ...competencyWeightProblems(grid, framework),
  ];
}

function wideProblems(grid: Grid, framework: Framework): readonly GridProblem[] {
  const titleFault = textFault(grid.title, GRID_LIMITS.title);
  const { requiredRule, rounding, maximumHundredths } = grid;
  const cap = requiredRule?.kind === 'cap' ? requiredRule.hundredths : undefined;
  const rules: readonly (GridRule | false)[] = [
    titleFault === 'missing' && 'titleMissing',
    titleFault === 'tooLong' && 'titleTooLong',
    grid.frameworkId !== framework.id && 'frameworkUnknown',
    grid.criteria.length === 0 && 'noCriteria',
    grid.criteria.length > MAXIMUM_CRITERIA && 'tooManyCriteria',
    (grid.sections?.length ?? 0) > GRID_LIMITS.sections && 'tooManySections',
    !isWithin(maximumHundredths, GRID_LIMITS.maximumHundredths) && 'maximumRange',
    ![1, 10, 25, 50, 100].includes(rounding.stepHundredths) && 'roundingUnknown',
    cap !== undefined && !isWithin(cap, { least: 0, most: maximumHundredths }) && 'capRange',
  ];
  return rules.filter((rule) => rule !== false).map((rule) => ({ rule, part: 'grid', index: 0 }));
}

function sectionProblems(sections: readonly GridSection[]): readonly GridProblem[] {
  const repeated = repeatedIndexes(sections.map(({ id }) => id));
  return sections.flatMap(({ id, title }, index) => {
    const fault = textFault(title, GRID_LIMITS.sectionTitle);
    const rules: readonly (SectionRule | false)[] = [
      !isGridId(id) && 'sectionIdShape',
      repeated.includes(index) && 'sectionIdTwice',
      fault === 'missing' && 'sectionTitleMissing',
      fault === 'tooLong' && 'sectionTitleTooLong',
    ];
    const named = rules.filter((rule) => rule !== false);
    return named.map((rule): GridProblem => ({ rule, part: 'section', index, name: title.trim() || id }));
  });
}

function competencyWeightProblems(
  { competencyWeights = {} }: Grid,
  framework: Framework,
): readonly GridProblem[] {
  const known = new Set(competencies(framework).map(({ code }) => code));
  return Object.entries(competencyWeights).flatMap(([code, weight], index) => {
    const rules: readonly (GridRule | false)[] = [
      !known.has(code) && 'competencyWeightUnknown',
      !isWithin(weight, GRID_LIMITS.weightHundredths) && 'competencyWeightRange',
    ];
    const named = rules.filter((rule) => rule !== false);
    return named.map((rule): GridProblem => ({ rule, part: 'competency', index, name: code }));
  });
}
