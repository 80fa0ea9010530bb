import type { Framework } from '../framework/framework.js';
import { competencies, criterionPlaces } from '../framework/frameworkIndex.js';
import type { Grid, GridCriterion } from './grid.js';
import { GRID_LIMITS, isGridId, isWithin, repeatedIndexes, textFault } from './gridProblem.js';
import type { CriterionRule, GridProblem } from './gridProblem.js';

type Found = readonly { readonly rule: CriterionRule; readonly name?: string }[];

/** What the criteria of a grid may name. */
interface Known {
  readonly competencies: ReadonlySet<string>;
  /** Official criterion → its competency. */
  readonly official: ReadonlyMap<string, string>;
  readonly levels: ReadonlySet<string>;
  readonly sections: ReadonlySet<string>;
}

/**
 * What is wrong with the criteria of a grid, one by one: their ids, texts and weights, and what they name in the
 * framework and in the grid.
 *
 * @returns every problem in the order of the criteria, empty when there is none.
 */
export function checkCriteria(grid: Grid, framework: Framework): readonly GridProblem[] {
  const known: Known = {
    competencies: new Set(competencies(framework).map(({ code }) => code)),
    official: new Map(
      criterionPlaces(framework).map(({ criterion, competency }) => [criterion.code, competency.code]),
    ),
    levels: new Set(grid.scale.levels.map(({ id }) => id)),
    sections: new Set((grid.sections ?? []).map(({ id }) => id)),
  };
  const repeated = repeatedIndexes(grid.criteria.map(({ id }) => id));
  return grid.criteria.flatMap((criterion, index) => {
    const found: Found = [
      ...ownFaults(criterion),
      ...when('criterionIdTwice', repeated.includes(index), criterion.id),
      ...competencyFaults(criterion, known),
      ...gridFaults(criterion, known),
    ];
    return found.map((fault) => problemAt(index, fault));
  });
}

const problemAt = (index: number, fault: Found[number]): GridProblem => ({
  ...fault,
  part: 'criterion',
  index,
});

const when = (rule: CriterionRule, broken: boolean, name?: string): Found =>
  broken ? [{ rule, ...(name !== undefined && { name }) }] : [];

function ownFaults({ id, text, weightHundredths }: GridCriterion): Found {
  const fault = textFault(text, GRID_LIMITS.criterionText);
  return [
    ...when('criterionIdShape', !isGridId(id), id),
    ...when('criterionTextMissing', fault === 'missing'),
    ...when('criterionTextTooLong', fault === 'tooLong'),
    ...when('criterionWeightRange', !isWithin(weightHundredths, GRID_LIMITS.weightHundredths)),
  ];
}

function competencyFaults({ criterionCode, competencyCodes }: GridCriterion, known: Known): Found {
  const official = criterionCode === undefined ? undefined : known.official.get(criterionCode);
  return [
    ...when('criterionCodeUnknown', criterionCode !== undefined && official === undefined, criterionCode),
    ...when('criterionCompetencyMissing', competencyCodes.length === 0),
    ...competencyCodes.flatMap((code) =>
      when('criterionCompetencyUnknown', !known.competencies.has(code), code),
    ),
    ...repeatedIndexes(competencyCodes).flatMap((at) =>
      when('criterionCompetencyTwice', true, competencyCodes[at]),
    ),
    ...when(
      'criterionOfficialCompetency',
      official !== undefined && competencyCodes.length > 0 && !competencyCodes.includes(official),
      official,
    ),
  ];
}

function gridFaults({ sectionId, descriptors = {}, requiredLevelId }: GridCriterion, known: Known): Found {
  return [
    ...when('criterionSectionUnknown', sectionId !== undefined && !known.sections.has(sectionId), sectionId),
    ...when(
      'criterionRequiredLevel',
      requiredLevelId !== undefined && !known.levels.has(requiredLevelId),
      requiredLevelId,
    ),
    ...Object.keys(descriptors).flatMap((levelId) =>
      when('criterionDescriptorLevel', !known.levels.has(levelId), levelId),
    ),
    ...Object.entries(descriptors).flatMap(([levelId, text]) =>
      when('criterionDescriptorTooLong', textFault(text, GRID_LIMITS.descriptor) === 'tooLong', levelId),
    ),
  ];
}
