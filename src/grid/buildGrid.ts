import type { Framework } from '../framework/framework.js';
import { criterionPlaces } from '../framework/frameworkIndex.js';
import { MAXIMUM_CRITERIA, type Grid, type Rounding } from './grid.js';
import type { Scale } from './scale.js';

/** What a teacher chose in the picker. */
export interface GridChoice {
  readonly title: string;
  readonly scale: Scale;
  /** Official criterion code → hundredths of a weight. */
  readonly weights: ReadonlyMap<string, number>;
  readonly maximumHundredths: number;
  readonly rounding: Rounding;
  readonly purpose: Grid['purpose'];
}

/** The nearest half point, as most French teachers mark. */
export const DEFAULT_ROUNDING: Rounding = { stepHundredths: 50, direction: 'nearest' };

/**
 * A grid of the chosen criteria, in the framework's order whatever the order they were chosen in. An empty
 * title becomes the chosen competencies' own.
 */
export function buildGrid(framework: Framework, choice: GridChoice): Grid {
  const { scale, maximumHundredths, rounding, purpose } = choice;
  const chosen = criterionPlaces(framework).filter(({ criterion }) => choice.weights.has(criterion.code));
  const criteria = chosen.slice(0, MAXIMUM_CRITERIA).map(({ criterion, competency }) => ({
    id: criterion.code,
    text: criterion.text,
    criterionCode: criterion.code,
    competencyCodes: [competency.code],
    weightHundredths: choice.weights.get(criterion.code) ?? 100,
  }));
  return {
    title: choice.title.trim() || proposedTitle(framework, choice.weights),
    frameworkId: framework.id,
    scale,
    criteria,
    maximumHundredths,
    rounding,
    purpose,
  };
}

/** One competency's title, or the codes of several: « Compétences 1.3, 1.4 ». */
export function proposedTitle(framework: Framework, weights: ReadonlyMap<string, number>): string {
  const chosen = criterionPlaces(framework).filter(({ criterion }) => weights.has(criterion.code));
  const competencies = [...new Set(chosen.map(({ competency }) => competency))];
  const [first, ...others] = competencies;
  if (!first) return '';
  if (others.length === 0) return `${first.code} ${first.title}`;
  return `Compétences ${competencies.map(({ code }) => code).join(', ')}`;
}
