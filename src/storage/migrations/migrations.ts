import type { Migration } from './migration.js';
import { shelveGrids } from './shelveGrids.js';

/** In order; a new one goes to the end. */
export const MIGRATIONS: readonly Migration[] = [shelveGrids];
