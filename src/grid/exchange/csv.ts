/** One row of a file, and the line that it begins on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export type CsvReading =
  | { readonly kind: 'rows'; readonly rows: readonly CsvRow[] }
  /** A quotation mark that is never closed. */
  | { readonly kind: 'quote'; readonly line: number };

type Separator = ';' | ',' | '\t';

/** Cells that a spreadsheet would take for a formula; quotation marks do not keep it from doing so. */
const FORMULA = /^'*[=+\-@\t\r\n]/;

/**
 * A text as a cell. Always quoted, so that a spreadsheet that expects another separator cannot cut it where a
 * formula begins; what would itself be read as a formula gets an apostrophe before it.
 */
export function textCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** The text of a cell that `textCell` wrote. */
export const cellText = (cell: string): string =>
  FORMULA.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell;

/** Rows of cells that are written already, in UTF-8 with the mark by which Excel knows it. */
export const csvFile = (rows: readonly (readonly string[])[], separator: Separator): string =>
  `\uFEFF${rows.map((row) => `${row.join(separator)}\r\n`).join('')}`;

/** Reads what spreadsheets save and what they put on the clipboard (RFC 4180, any of three separators). */
export function readCsv(text: string): CsvReading {
  const separator = separatorOf(text);
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}][^\\r\\n${separator}]*)?)`, 'y');
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const begin = line;
    for (;;) {
      cell.lastIndex = at;
      const [whole = '', quoted, bare = ''] = cell.exec(text) ?? [];
      at += whole.length;
      if (quoted !== undefined) line += newlines(quoted);
      cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"').replaceAll('\r\n', '\n'));
      if (text[at] !== separator) break;
      at += 1;
    }
    const end = /\r\n|\r|\n/y;
    end.lastIndex = at;
    const found = end.exec(text)?.[0];
    if (found === undefined && at < text.length) return { kind: 'quote', line };
    at += found?.length ?? 0;
    line += 1;
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begin, cells });
  }
  return { kind: 'rows', rows };
}

const newlines = (text: string) => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** The separator that stands most often outside of quotation marks. */
function separatorOf(text: string): Separator {
  const bare = text.replace(/"(?:[^"]|"")*"/g, '');
  const count = (separator: Separator) => bare.split(separator).length;
  const candidates: readonly Separator[] = [';', '\t', ','];
  return candidates.reduce((best, one) => (count(one) > count(best) ? one : best));
}
