import type { EvaluationContent } from '../../evaluation/evaluation.js';
import { nextSteps, type NextStep } from '../../evaluation/nextSteps.js';
import type { Grid } from '../../grid/grid.js';
import type { Words } from '../language.js';
import { criterionAnchor } from './criterionAnchor.js';

/** What to work on next, and what the next level looks like; undefined where there is nothing above. */
export function nextStepsView(grid: Grid, content: EvaluationContent, { t }: Words) {
  const { kind, steps, more } = nextSteps(grid, content);
  if (steps.length === 0) return undefined;
  return {
    heading: t(`learner:next.${kind}`),
    steps: steps.map(stepView),
    more: more > 0 ? t('learner:next.more', { count: more }) : '',
  };
}

const stepView = ({ criterion, level, next, required }: NextStep) => ({
  anchor: criterionAnchor(criterion.id),
  text: criterion.text,
  level,
  next,
  looksLike: criterion.descriptors?.[next.id] ?? next.descriptor ?? '',
  required,
});
