import type { Grid } from '../../grid/grid.js';
import type { Level } from '../../grid/scale.js';
import { isSameScale } from '../carriedContent.js';
import type { CriterionEntry } from '../evaluation.js';

/** One side's judgement of a criterion, and the grid that it was made on. */
export interface PlacedEntry {
  readonly grid: Grid;
  readonly entry: CriterionEntry | undefined;
}

export type LevelGap =
  /** In levels of the scale, -5 to 5: 1 is « the learner is one level above the teacher ». */
  | { readonly kind: 'levels'; readonly levels: number }
  /** The two scales have no common measure. */
  | { readonly kind: 'otherScale' };

/** How far a learner stands from the teacher on one criterion; undefined where either chose no level. */
export function levelGap(own: PlacedEntry, teachers: PlacedEntry): LevelGap | undefined {
  const [mine, theirs] = [levelOf(own), levelOf(teachers)];
  if (!mine || !theirs) return undefined;
  const { levels } = teachers.grid.scale;
  const place = isSameScale(own.grid.scale, teachers.grid.scale)
    ? levels.findIndex(({ id }) => id === mine.id)
    : -1;
  return place === -1 ? { kind: 'otherScale' } : { kind: 'levels', levels: place - levels.indexOf(theirs) };
}

/** The level that an entry names, as long as it is judged. */
export const levelOf = ({ grid, entry }: PlacedEntry): Level | undefined =>
  entry?.notJudged ? undefined : grid.scale.levels.find(({ id }) => id === entry?.levelId);
