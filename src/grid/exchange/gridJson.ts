import type { Grid, GridCriterion, RequiredRule } from '../grid.js';
import type { Level, Scale } from '../scale.js';

export const GRID_SCHEMA = 'attendus-grid';
export const GRID_SCHEMA_VERSION = 1;

/**
 * A grid as a file for other teachers and tools (config/schemas/attendus-grid-1.json). Field by field, so that
 * nothing leaves that the schema does not name: no person, no course, no evaluation.
 */
export function gridJson(grid: Grid): string {
  const { title, frameworkId, scale, criteria, purpose, sections, competencyWeights } = grid;
  const content = {
    schema: GRID_SCHEMA,
    version: GRID_SCHEMA_VERSION,
    title,
    framework: frameworkId,
    purpose,
    mark: markJson(grid),
    scale: scaleJson(scale),
    ...(sections && { sections: sections.map((section) => ({ id: section.id, title: section.title })) }),
    criteria: criteria.map(criterionJson),
    ...(competencyWeights && { competencyWeights: inPoints(competencyWeights) }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function markJson({ maximumHundredths, rounding, notJudged, requiredRule }: Grid) {
  return {
    maximum: maximumHundredths / 100,
    roundTo: rounding.stepHundredths / 100,
    direction: rounding.direction,
    ...(notJudged && { notJudged }),
    ...(requiredRule && { required: requiredJson(requiredRule) }),
  };
}

const requiredJson = (rule: RequiredRule) =>
  rule.kind === 'cap' ? { rule: 'cap', maximum: rule.hundredths / 100 } : { rule: 'warning' };

const scaleJson = ({ id, name, levels }: Scale) => ({ id, name, levels: levels.map(levelJson) });

const levelJson = ({ id, label, code, sharePercent, sign, color, descriptor }: Level) => ({
  id,
  label,
  code,
  sharePercent,
  sign,
  ...(color !== undefined && { color }),
  ...(descriptor !== undefined && { descriptor }),
});

const criterionJson = (criterion: GridCriterion) => ({
  id: criterion.id,
  text: criterion.text,
  ...(criterion.criterionCode !== undefined && { officialCode: criterion.criterionCode }),
  competencies: criterion.competencyCodes,
  weight: criterion.weightHundredths / 100,
  ...(criterion.sectionId !== undefined && { section: criterion.sectionId }),
  ...(criterion.requiredLevelId !== undefined && { requiredLevel: criterion.requiredLevelId }),
  ...(criterion.descriptors && { descriptors: criterion.descriptors }),
});

const inPoints = (weights: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(weights).map(([code, hundredths]) => [code, hundredths / 100]));
