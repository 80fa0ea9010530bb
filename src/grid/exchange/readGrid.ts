import { checkGrid } from '../checkGrid.js';
import type { Grid } from '../grid.js';
import type { ImportProblem } from './importProblem.js';
import { readGridCsv, type ImportContext } from './readGridCsv.js';
import { readGridJson } from './readGridJson.js';

/** A grid with eighty criteria and full descriptors fits in; a book does not. */
export const MAXIMUM_IMPORT_LENGTH = 500_000;

export type GridReading =
  | { readonly kind: 'grid'; readonly grid: Grid }
  | { readonly kind: 'problems'; readonly problems: readonly ImportProblem[] };

/**
 * The grid of an exported file, JSON or CSV, told apart by its first character: whole and sound, or every
 * problem with its line.
 */
export function readGrid(file: string, context: ImportContext): GridReading {
  const text = file.replace(/^\uFEFF/, '');
  if (text.trim() === '') return { kind: 'problems', problems: [{ line: 1, fault: 'empty' }] };
  if (text.length > MAXIMUM_IMPORT_LENGTH) {
    const wanted = String(MAXIMUM_IMPORT_LENGTH);
    return { kind: 'problems', problems: [{ line: 1, fault: 'tooLong', wanted }] };
  }
  const isJson = /^\s*[{[]/.test(text);
  const { grid, faults, lineOf, isSure } = isJson ? readGridJson(text) : readGridCsv(text, context);
  const broken = (grid ? checkGrid(grid, context.framework) : [])
    .filter(isSure)
    .map((problem): ImportProblem => ({ line: lineOf(problem), problem }));
  const problems = [...faults, ...broken].toSorted((a, b) => a.line - b.line);
  return problems.length === 0 && grid ? { kind: 'grid', grid } : { kind: 'problems', problems };
}
