import type { Grid, GridCriterion, RequiredRule } from '../grid/grid.js';
import type { Scale } from '../grid/scale.js';
import { isSameScale } from './carriedContent.js';

/** One thing in which a version of a grid differs from another, as a teacher would name it. */
export type VersionChange =
  | { readonly kind: 'added' | 'removed'; readonly criterion: GridCriterion }
  | { readonly kind: 'reworded'; readonly criterion: GridCriterion; readonly before: GridCriterion }
  | { readonly kind: 'reweighed'; readonly criterion: GridCriterion; readonly before: GridCriterion }
  | { readonly kind: 'required'; readonly criterion: GridCriterion }
  | { readonly kind: 'described'; readonly criterion: GridCriterion }
  | { readonly kind: 'otherScale' | 'levels'; readonly before: Scale; readonly after: Scale }
  | { readonly kind: 'maximum'; readonly before: number; readonly after: number }
  | { readonly kind: 'title'; readonly before: string; readonly after: string }
  | { readonly kind: 'rounding' | 'notJudged' | 'requiredRule' | 'competencyWeights' | 'sections' | 'order' };

/** What differs between two versions of a grid: criteria in the new one's order, then what concerns all of them. */
export function versionChanges(from: Grid, to: Grid): readonly VersionChange[] {
  const before = new Map(from.criteria.map((criterion) => [criterion.id, criterion]));
  const after = new Set(to.criteria.map(({ id }) => id));
  return [
    ...to.criteria.flatMap((criterion) => criterionChanges(before.get(criterion.id), criterion)),
    ...from.criteria
      .filter(({ id }) => !after.has(id))
      .map((criterion) => ({ kind: 'removed' as const, criterion })),
    ...scaleChanges(from.scale, to.scale),
    ...wideChanges(from, to),
  ];
}

function criterionChanges(
  before: GridCriterion | undefined,
  criterion: GridCriterion,
): readonly VersionChange[] {
  if (!before) return [{ kind: 'added', criterion }];
  return [
    ...(before.text === criterion.text ? [] : [{ kind: 'reworded' as const, criterion, before }]),
    ...(before.weightHundredths === criterion.weightHundredths
      ? []
      : [{ kind: 'reweighed' as const, criterion, before }]),
    ...(before.requiredLevelId === criterion.requiredLevelId
      ? []
      : [{ kind: 'required' as const, criterion }]),
    ...(sameEntries(before.descriptors, criterion.descriptors)
      ? []
      : [{ kind: 'described' as const, criterion }]),
  ];
}

function scaleChanges(before: Scale, after: Scale): readonly VersionChange[] {
  if (!isSameScale(before, after)) return [{ kind: 'otherScale', before, after }];
  return levelsText(before) === levelsText(after) ? [] : [{ kind: 'levels', before, after }];
}

/** What a level means and brings; its colour and its sign are looks. */
const levelsText = ({ levels }: Scale) =>
  JSON.stringify(levels.map(({ id, label, code, sharePercent }) => [id, label, code, sharePercent]));

function wideChanges(from: Grid, to: Grid): readonly VersionChange[] {
  const kept = new Set(to.criteria.map(({ id }) => id));
  const known = new Set(from.criteria.map(({ id }) => id));
  const common = (grid: Grid) => grid.criteria.filter(({ id }) => kept.has(id) && known.has(id));
  const { stepHundredths, direction } = from.rounding;
  const changes: readonly (VersionChange | false)[] = [
    from.maximumHundredths !== to.maximumHundredths && {
      kind: 'maximum',
      before: from.maximumHundredths,
      after: to.maximumHundredths,
    },
    (stepHundredths !== to.rounding.stepHundredths || direction !== to.rounding.direction) && {
      kind: 'rounding',
    },
    (from.notJudged ?? 'leftOut') !== (to.notJudged ?? 'leftOut') && { kind: 'notJudged' },
    ruleText(from.requiredRule) !== ruleText(to.requiredRule) && { kind: 'requiredRule' },
    !sameEntries(from.competencyWeights, to.competencyWeights) && { kind: 'competencyWeights' },
    sectionsText(from, common(from)) !== sectionsText(to, common(to)) && { kind: 'sections' },
    orderText(common(from)) !== orderText(common(to)) && { kind: 'order' },
    from.title !== to.title && { kind: 'title', before: from.title, after: to.title },
  ];
  return changes.filter((change) => change !== false);
}

const ruleText = (rule: RequiredRule | undefined) => (rule?.kind === 'cap' ? `${rule.hundredths}` : '');

const orderText = (criteria: readonly GridCriterion[]) => criteria.map(({ id }) => id).join(' ');

/** Titles, and which of the criteria that both versions have stand under each. */
function sectionsText({ sections = [] }: Grid, criteria: readonly GridCriterion[]): string {
  const under = (sectionId: string) =>
    criteria.filter((one) => one.sectionId === sectionId).map(({ id }) => id);
  return JSON.stringify(sections.map(({ id, title }) => [title, under(id).toSorted()]));
}

type Entries = Readonly<Record<string, string | number>>;

function sameEntries(a: Entries = {}, b: Entries = {}): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => (a[key] ?? '') === (b[key] ?? ''));
}
