import type { EvaluationContent } from '../../evaluation/evaluation.js';
import { chosenLevels } from '../../evaluation/publish.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import type { Level } from '../../grid/scale.js';
import type { Words } from '../language.js';

/**
 * How many criteria reached each level, in all and competency by competency: counted, never averaged. Undefined
 * where nothing was judged.
 *
 * @param titles of competencies, by code.
 */
export function standingView(
  grid: Grid,
  content: EvaluationContent,
  titles: ReadonlyMap<string, string>,
  words: Words,
) {
  if (content.presence !== 'present') return undefined;
  const chosen = chosenLevels(content);
  const levels = grid.scale.levels.toReversed();
  const levelOf = ({ id }: GridCriterion) => levels.find((level) => level.id === chosen[id]);
  const totals = countsOf(grid.criteria, levels, levelOf).filter(({ count }) => count > 0);
  if (totals.length === 0) return undefined;

  const codes = new Set(grid.criteria.map(competencyOf));
  return {
    totals,
    levels,
    rows: [...codes].map((code) => {
      const criteria = grid.criteria.filter((criterion) => competencyOf(criterion) === code);
      const counts = countsOf(criteria, levels, levelOf);
      const open = criteria.filter((criterion) => !levelOf(criterion)).length;
      return {
        code,
        title: titles.get(code) ?? '',
        signs: counts.flatMap(({ level, count }) => Array.from({ length: count }, () => level)),
        inWords: inWords(counts, open, words),
        counts: counts.map(({ count }) => count),
        open,
      };
    }),
  };
}

/** Its first: the one under whose heading it stands. */
const competencyOf = ({ competencyCodes: [code = ''] }: GridCriterion): string => code;

function countsOf(
  criteria: readonly GridCriterion[],
  levels: readonly Level[],
  levelOf: (criterion: GridCriterion) => Level | undefined,
) {
  return levels.map((level) => ({
    level,
    count: criteria.filter((criterion) => levelOf(criterion) === level).length,
  }));
}

/** « 2 bien maîtrisé, 1 maîtrisé, 1 non évalué », where signs alone stand for those who see them. */
function inWords(counts: readonly { level: Level; count: number }[], open: number, { t }: Words): string {
  const reached = counts
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level.label}`);
  return [...reached, ...(open > 0 ? [`${open} ${t('learner:standing.open')}`] : [])].join(', ');
}
