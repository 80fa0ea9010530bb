import type { Grid, GridCriterion } from '../../grid/grid.js';
import type { Level, Scale } from '../../grid/scale.js';
import type { Locale } from '../i18n.js';
import { fieldHundredths } from './hundredths.js';

/** What stands in the fields of a scale, as typed. */
export interface ScaleFields {
  readonly scaleId: string;
  readonly scaleName: string;
  /** From the least to the most mastered. */
  readonly levels: readonly LevelFields[];
}

/** What stands in the editor's fields, as typed; a refused form comes back with it. */
export interface GridFields extends ScaleFields {
  readonly title: string;
  readonly purpose: string;
  readonly maximum: string;
  readonly step: string;
  readonly direction: string;
  readonly notJudged: string;
  readonly requiredRule: string;
  readonly cap: string;
  /** Sections and criteria in one list: a criterion stands in the section above it. */
  readonly items: readonly ItemFields[];
  /** Competency code → as typed; empty: its criteria count by themselves. */
  readonly competencyWeights: ReadonlyMap<string, string>;
  /** What is looked for in the framework, to add it. */
  readonly q: string;
  /** The version that was opened. */
  readonly base: number;
}

/** What was taken out stays in the form, unseen, until the grid is saved. */
interface Removable {
  readonly id: string;
  readonly removed: boolean;
}

export interface LevelFields extends Removable {
  readonly label: string;
  readonly code: string;
  readonly share: string;
  readonly sign: string;
  /** Empty: the colour that goes with the sign. */
  readonly color: string;
  readonly descriptor: string;
}

export type ItemFields = SectionFields | CriterionFields;

export interface SectionFields extends Removable {
  readonly kind: 'section';
  readonly title: string;
}

export interface CriterionFields extends Removable {
  readonly kind: 'criterion';
  /** Empty for a teacher's own. */
  readonly officialCode: string;
  readonly text: string;
  readonly weight: string;
  readonly requiredLevel: string;
  readonly competencies: readonly string[];
  /** Level id → as typed. */
  readonly descriptors: ReadonlyMap<string, string>;
}

/** A stored grid, ready to be edited. */
export function fieldsOf(grid: Grid, base: number, locale: Locale): GridFields {
  const decimal = (hundredths: number) => fieldHundredths(hundredths, locale);
  const rule = grid.requiredRule ?? { kind: 'warning' };
  return {
    title: grid.title,
    purpose: grid.purpose,
    maximum: decimal(grid.maximumHundredths),
    step: String(grid.rounding.stepHundredths),
    direction: grid.rounding.direction,
    notJudged: grid.notJudged ?? 'leftOut',
    requiredRule: rule.kind,
    cap: rule.kind === 'cap' ? decimal(rule.hundredths) : '',
    ...scaleFields(grid.scale),
    items: itemsOf(grid, decimal),
    competencyWeights: new Map(
      Object.entries(grid.competencyWeights ?? {}).map(([code, weight]) => [code, decimal(weight)]),
    ),
    q: '',
    base,
  };
}

export const scaleFields = ({ id, name, levels }: Scale): ScaleFields => ({
  scaleId: id,
  scaleName: name,
  levels: levels.map((level) => levelFields(level)),
});

const levelFields = (level: Level): LevelFields => ({
  id: level.id,
  label: level.label,
  code: level.code,
  share: String(level.sharePercent),
  sign: level.sign,
  color: level.color ?? '',
  descriptor: level.descriptor ?? '',
  removed: false,
});

function itemsOf(grid: Grid, decimal: (hundredths: number) => string): readonly ItemFields[] {
  const sections = grid.sections ?? [];
  const known = new Set(sections.map(({ id }) => id));
  const sectionOf = ({ sectionId = '' }: GridCriterion) => (known.has(sectionId) ? sectionId : '');
  const inSection = (id: string): readonly ItemFields[] =>
    grid.criteria
      .filter((criterion) => sectionOf(criterion) === id)
      .map((criterion) => criterionFields(criterion, decimal(criterion.weightHundredths)));
  const heading = (id: string, title: string): ItemFields => ({ kind: 'section', id, title, removed: false });
  return inSection('').concat(
    sections.flatMap(({ id, title }) => [heading(id, title)].concat(inSection(id))),
  );
}

export const criterionFields = (criterion: GridCriterion, weight: string): CriterionFields => ({
  kind: 'criterion',
  id: criterion.id,
  officialCode: criterion.criterionCode ?? '',
  text: criterion.text,
  weight,
  requiredLevel: criterion.requiredLevelId ?? '',
  competencies: criterion.competencyCodes,
  descriptors: new Map(Object.entries(criterion.descriptors ?? {})),
  removed: false,
});
