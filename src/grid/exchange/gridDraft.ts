import type { Grid } from '../grid.js';
import type { GridProblem } from '../gridProblem.js';
import type { FileFault } from './importProblem.js';

/** What a file gave: a grid as far as it could be read, and where each part of it stands. */
export interface GridDraft {
  readonly faults: readonly FileFault[];
  /** Absent when what criteria refer to could not be read: their references would all seem broken. */
  readonly grid?: Grid;
  /** The line that a problem of the grid is about. */
  readonly lineOf: (problem: GridProblem) => number;
  /** Whether a problem of the grid is one of the file, and does not follow from a fault that is told already. */
  readonly isSure: (problem: GridProblem) => boolean;
}

export const unreadable = (faults: readonly FileFault[]): GridDraft => ({
  faults,
  lineOf: () => 1,
  isSure: () => false,
});
