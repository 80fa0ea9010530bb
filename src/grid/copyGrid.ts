import type { Grid } from './grid.js';
import { GRID_LIMITS } from './gridProblem.js';

/** The same grid under another title, cut to the length that titles may have. */
export function copyGrid(grid: Grid, title: string): Grid {
  return { ...grid, title: [...title].slice(0, GRID_LIMITS.title).join('') };
}
