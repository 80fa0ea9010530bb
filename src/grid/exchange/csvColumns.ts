import { foldText } from '../../framework/foldText.js';
import { GRID_LIMITS, isGridId } from '../gridProblem.js';
import { LEVEL_SIGNS, type Level, type LevelSign, type Scale } from '../scale.js';
import { cellText, type CsvRow } from './csv.js';
import { CSV_COLUMNS, csvWords, type CsvColumn } from './csvWords.js';
import { Faults, type FileFault } from './importProblem.js';

/** What stands in which column of a grid's table. */
export interface Columns {
  readonly places: Readonly<Partial<Record<CsvColumn, number>>>;
  /** Columns of descriptors. */
  readonly levels: readonly { readonly index: number; readonly id: string }[];
  readonly scale: Scale;
  /** Every column with a heading. */
  readonly known: ReadonlySet<number>;
  readonly faults: readonly FileFault[];
}

type Heading = Pick<Level, 'label' | 'code' | 'sharePercent'> & { readonly index: number };

/** Reads a table's header. @returns undefined when no column holds criteria: the row heads no grid. */
export function readColumns({ line, cells }: CsvRow, scales: readonly Scale[]): Columns | undefined {
  const faults = new Faults();
  const places: Partial<Record<CsvColumn, number>> = {};
  const headings: Heading[] = [];
  const known = new Set<number>();
  for (const [index, cell] of cells.entries()) {
    const name = cellText(cell).trim();
    if (name === '') continue;
    known.add(index);
    const column = columnNames.get(plain(name));
    const level = column ? undefined : levelOfHeading(name);
    if (column && places[column] !== undefined) faults.note(line, 'columnTwice', { name });
    else if (column) places[column] = index;
    else if (level) headings.push({ ...level, index });
    else faults.note(line, 'columnUnknown', { name });
  }
  if (places.text === undefined) return undefined;
  // One more than a scale may have is enough to tell that there are too many.
  const taken = headings.slice(0, GRID_LIMITS.levels.most + 1);
  const scale = scaleOf(taken, scales);
  const levels = taken.map(({ index }, i) => ({ index, id: scale.levels[i]?.id ?? '' }));
  return { places, levels, scale, known, faults: faults.found };
}

const plain = (text: string) => foldText(text.trim()).folded;

const columnNames: ReadonlyMap<string, CsvColumn> = new Map(
  Object.values(csvWords).flatMap(({ columns }) =>
    CSV_COLUMNS.map((column) => [plain(columns[column]), column] as const),
  ),
);

function levelOfHeading(heading: string): Omit<Heading, 'index'> | undefined {
  const [, label = '', code = '', share] = /^(.*) \[(.{1,8})\] (\d{1,3})\s?%$/su.exec(heading) ?? [];
  return share === undefined ? undefined : { label, code, sharePercent: Number(share) };
}

/** A preset where the headings are its levels, the first one where there are none, else a scale of its own. */
function scaleOf(headings: readonly Heading[], scales: readonly Scale[]): Scale {
  const [first] = scales;
  if (headings.length === 0 && first) return first;
  const preset = scales.find(({ levels }) => sameLevels(levels, headings));
  if (preset) return preset;
  const ids = levelIds(headings);
  return {
    id: 'imported',
    name: headings.map(({ code }) => code).join(' / '),
    levels: headings.map(({ label, code, sharePercent }, i) => ({
      id: ids[i] ?? '',
      label,
      code,
      sharePercent,
      sign: signOf(sharePercent),
    })),
  };
}

const sameLevels = (levels: readonly Level[], headings: readonly Heading[]) =>
  levels.length === headings.length &&
  levels.every(({ label, code, sharePercent }, i) => {
    const heading = headings[i];
    return heading?.label === label && heading.code === code && heading.sharePercent === sharePercent;
  });

/** The short codes where they can be ids, else numbers. */
function levelIds(headings: readonly Heading[]): readonly string[] {
  const codes = headings.map(({ code }) => code);
  const usable = codes.every(isGridId) && new Set(codes).size === codes.length;
  return usable ? codes : codes.map((_, i) => `n${i + 1}`);
}

/** A circle as full as the share. */
function signOf(sharePercent: number): LevelSign {
  if (sharePercent <= 0) return 'empty';
  if (sharePercent >= 100) return 'full';
  return LEVEL_SIGNS[Math.min(3, Math.max(1, Math.round(sharePercent / 25)))] ?? 'half';
}
