import { LEVEL_SIGNS, type LevelSign } from '../../grid/scale.js';
import type { LevelFields } from './gridFields.js';

/** For so many levels: circles that fill up from the least to the most mastered. */
const SPREADS: Readonly<Record<number, readonly LevelSign[]>> = {
  2: ['empty', 'full'],
  3: ['empty', 'half', 'full'],
  4: ['empty', 'quarter', 'threeQuarters', 'full'],
  5: LEVEL_SIGNS,
};

/**
 * Levels to which one was just added at the top, so that no two look alike: their circles are filled anew as long as
 * there are enough of them; a sixth level has another colour.
 */
export function withSpreadSigns(levels: readonly LevelFields[]): readonly LevelFields[] {
  const shown = levels.filter(({ removed }) => !removed);
  const added = shown.at(-1);
  if (!added || shown.slice(0, -1).every(({ sign }) => sign !== added.sign)) return levels;
  const spread = SPREADS[shown.length];
  if (!spread) return levels.with(levels.indexOf(added), { ...added, color: 'blue' });
  const signs = new Map(shown.map(({ id }, index) => [id, spread[index]]));
  return levels.map((level) => ({ ...level, sign: signs.get(level.id) ?? level.sign }));
}
