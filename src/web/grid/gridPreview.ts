import type { Framework } from '../../framework/framework.js';
import { competencies } from '../../framework/frameworkIndex.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import { criterionWeights, weighedCompetency } from '../../grid/markWeights.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';

/** A grid as it will be read, for views/grid/preview.ejs; undefined while it has no criterion or no level. */
export function gridPreview(grid: Grid, framework: Framework, words: Words) {
  const { criteria, scale } = grid;
  if (criteria.length === 0 || scale.levels.length === 0) return undefined;
  const percents = percentsOf(grid);
  const headings = headingsOf(grid, framework);
  return {
    title: grid.title,
    levels: scale.levels,
    rows: criteria.map((criterion, index) => ({
      heading: headings[index] === headings[index - 1] ? '' : (headings[index] ?? ''),
      text: criterion.text || words.t('grid:edit.newCriterion'),
      required: requiredText(grid, criterion, words),
      weight: formatHundredths(criterion.weightHundredths, words.locale),
      percent: percents.get(criterion.id) ?? 0,
      descriptors: scale.levels.map(({ id }) => criterion.descriptors?.[id] ?? ''),
    })),
    columns: scale.levels.length + 2,
    rules: rulesOf(grid, words),
    shares: scale.levels.map(({ label, sharePercent }) => `${label} ${sharePercent} %`).join(' · '),
    meanings: scale.levels.filter(({ descriptor }) => descriptor),
  };
}

/** What each criterion weighs of the mark once all are judged, in whole percents. */
function percentsOf(grid: Grid): ReadonlyMap<string, number> {
  const weights = criterionWeights(
    grid,
    grid.criteria.filter(({ weightHundredths }) => weightHundredths > 0),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n) return new Map();
  return new Map([...weights].map(([id, weight]) => [id, Math.round(Number((weight * 1000n) / total) / 10)]));
}

/** Sections where the grid has some, else competencies. */
function headingsOf({ criteria, sections = [] }: Grid, framework: Framework): readonly string[] {
  if (sections.length > 0) {
    const titles = new Map(sections.map(({ id, title }) => [id, title]));
    return criteria.map(({ sectionId }) => (sectionId === undefined ? '' : (titles.get(sectionId) ?? '')));
  }
  const titles = new Map(competencies(framework).map(({ code, title }) => [code, `${code} ${title}`]));
  return criteria.map(({ competencyCodes: [code = ''] }) => titles.get(code) ?? code);
}

function requiredText({ scale }: Grid, { requiredLevelId }: GridCriterion, { t }: Words): string {
  const level = scale.levels.find(({ id }) => id === requiredLevelId);
  return level ? t('grid:preview.required', { level: level.label }) : '';
}

/** How a mark comes about, sentence by sentence. */
function rulesOf(grid: Grid, { t, locale }: Words): readonly string[] {
  if (grid.purpose === 'certificative') return [t('grid:rule.certificative')];
  const { rounding, maximumHundredths, requiredRule } = grid;
  const required = grid.criteria.some(({ requiredLevelId }) => requiredLevelId !== undefined);
  const weighed = new Map(
    grid.criteria.flatMap((criterion) => {
      const competency = weighedCompetency(grid, criterion);
      return competency ? [[competency.code, competency.weightHundredths] as const] : [];
    }),
  );
  return [
    t('grid:rule.formative', {
      maximum: formatHundredths(maximumHundredths, locale),
      rule: t(`evaluation:rounding.${rounding.direction}.${rounding.stepHundredths}`),
    }),
    t(`grid:rule.${grid.notJudged ?? 'leftOut'}`),
    ...[...weighed].map(([code, weight]) =>
      t('grid:rule.competency', { code, weight: formatHundredths(weight, locale) }),
    ),
    ...(required && requiredRule?.kind === 'cap'
      ? [t('grid:rule.cap', { cap: formatHundredths(requiredRule.hundredths, locale) })]
      : []),
    ...(required && requiredRule?.kind !== 'cap' ? [t('grid:rule.warning')] : []),
  ];
}
