import type { EvaluationContent } from '../../evaluation/evaluation.js';
import { nextSteps, type NextStep } from '../../evaluation/nextSteps.js';
import type { Grid } from '../../grid/grid.js';
import type { Words } from '../language.js';
import { anchorOf } from './criterionView.js';

/** What to work on next, and what the next level looks like; undefined where there is nothing above. */
export function nextStepsView(grid: Grid, content: EvaluationContent, { t }: Words) {
  const { kind, steps, more } = nextSteps(grid, content);
  if (steps.length === 0) return undefined;
  return {
    heading: t(`learner:next.${kind}`),
    steps: steps.map((step) => stepView(step, grid)),
    more: more > 0 ? t('learner:next.more', { count: more }) : '',
  };
}

const stepView = ({ criterion, level, next, required }: NextStep, grid: Grid) => ({
  anchor: anchorOf(grid.criteria.indexOf(criterion)),
  text: criterion.text,
  level,
  next,
  looksLike: criterion.descriptors?.[next.id] ?? next.descriptor ?? '',
  required,
});
