/** One thing that keeps a grid from being used, and where it stands. */
export interface GridProblem {
  /** Stable: `grid:problem.<rule>` of config/locales says it in words. */
  readonly rule: GridRule;
  /** The part that it is about; `index` counts from 0 in that part's own list. */
  readonly part: 'grid' | 'level' | 'section' | 'criterion' | 'competency';
  readonly index: number;
  /** The code, id or name that is wrong, where the sentence needs one. */
  readonly name?: string;
}

export type GridRule = GridWideRule | ScaleRule | SectionRule | CriterionRule;

type GridWideRule =
  | 'titleMissing'
  | 'titleTooLong'
  | 'frameworkUnknown'
  | 'noCriteria'
  | 'tooManyCriteria'
  | 'tooManySections'
  | 'maximumRange'
  | 'roundingUnknown'
  | 'capRange'
  | 'competencyWeightUnknown'
  | 'competencyWeightRange';

export type ScaleRule =
  | 'scaleNameMissing'
  | 'scaleNameTooLong'
  | 'scaleSize'
  | 'levelIdShape'
  | 'levelIdTwice'
  | 'levelLabelMissing'
  | 'levelLabelTooLong'
  | 'levelCodeMissing'
  | 'levelCodeTooLong'
  | 'levelCodeTwice'
  | 'levelShareRange'
  | 'levelShareFalls'
  | 'levelDescriptorTooLong';

export type SectionRule = 'sectionIdShape' | 'sectionIdTwice' | 'sectionTitleMissing' | 'sectionTitleTooLong';

export type CriterionRule =
  | 'criterionIdShape'
  | 'criterionIdTwice'
  | 'criterionTextMissing'
  | 'criterionTextTooLong'
  | 'criterionCodeUnknown'
  | 'criterionCompetencyMissing'
  | 'criterionCompetencyUnknown'
  | 'criterionCompetencyTwice'
  | 'criterionOfficialCompetency'
  | 'criterionWeightRange'
  | 'criterionSectionUnknown'
  | 'criterionDescriptorLevel'
  | 'criterionDescriptorTooLong'
  | 'criterionRequiredLevel';

/** Sizes, in characters as people count them, and ranges of what a grid may hold. */
export const GRID_LIMITS = {
  /** Moodle refuses to save an activity with a longer title. */
  title: 255,
  scaleName: 80,
  levels: { least: 2, most: 6 },
  levelLabel: 60,
  levelCode: 3,
  sections: 20,
  sectionTitle: 120,
  criterionText: 500,
  descriptor: 500,
  weightHundredths: { least: 1, most: 10_000 },
  maximumHundredths: { least: 100, most: 100_000 },
} as const;

/**
 * Ids name fields of forms and keys of stored documents for years: letters, digits, `.`, `-` and `_`, at most 64.
 */
export const isGridId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id);

/** A whole number from `least` to `most`. */
export const isWithin = (value: number, { least, most }: { least: number; most: number }): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** `missing` when nothing but white space is there, `tooLong` beyond so many characters. */
export function textFault(text: string, most: number): 'missing' | 'tooLong' | undefined {
  if (text.trim() === '') return 'missing';
  return [...text].length > most ? 'tooLong' : undefined;
}

/** Indexes of the values that stand earlier in the list already. */
export function repeatedIndexes(values: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    const repeated = seen.has(value);
    seen.add(value);
    return repeated ? [index] : [];
  });
}
