import type { Grid } from '../../grid/grid.js';
import type { GridProblem, GridRule } from '../../grid/gridProblem.js';

type Parts = Pick<Grid, 'scale' | 'sections' | 'criteria'>;

/** The id of the editor's element where a problem can be put right. */
export function problemField({ rule, part, index, name = '' }: GridProblem, grid: Parts): string {
  const place = places[rule] ?? 'title';
  if (part === 'grid') return place;
  if (part === 'competency') return `${place}-${name}`;
  const parts = { level: grid.scale.levels, section: grid.sections ?? [], criterion: grid.criteria };
  const id = parts[part][index]?.id ?? '';
  return rule.startsWith('criterionDescriptor') ? `${place}-${id}-${name}` : `${place}-${id}`;
}

const places: Partial<Record<GridRule, string>> = {
  titleMissing: 'title',
  titleTooLong: 'title',
  noCriteria: 'criteria',
  tooManyCriteria: 'criteria',
  tooManySections: 'criteria',
  maximumRange: 'maximum',
  capRange: 'cap',
  competencyWeightUnknown: 'competency-weight',
  competencyWeightRange: 'competency-weight',
  scaleNameMissing: 'scale-name',
  scaleNameTooLong: 'scale-name',
  scaleSize: 'levels',
  levelIdShape: 'label',
  levelIdTwice: 'label',
  levelLabelMissing: 'label',
  levelLabelTooLong: 'label',
  levelCodeMissing: 'short',
  levelCodeTooLong: 'short',
  levelCodeTwice: 'short',
  levelShareRange: 'share',
  levelShareFalls: 'share',
  levelDescriptorTooLong: 'level-text',
  sectionIdShape: 'section-title',
  sectionIdTwice: 'section-title',
  sectionTitleMissing: 'section-title',
  sectionTitleTooLong: 'section-title',
  criterionIdShape: 'text',
  criterionIdTwice: 'text',
  criterionTextMissing: 'text',
  criterionTextTooLong: 'text',
  criterionCodeUnknown: 'text',
  criterionCompetencyMissing: 'competencies',
  criterionCompetencyUnknown: 'competencies',
  criterionCompetencyTwice: 'competencies',
  criterionOfficialCompetency: 'competencies',
  criterionWeightRange: 'weight',
  criterionSectionUnknown: 'text',
  criterionDescriptorLevel: 'descriptor',
  criterionDescriptorTooLong: 'descriptor',
  criterionRequiredLevel: 'required',
};
