import { readFileSync } from 'node:fs';

/** One block of the official text, as the table extraction left it. */
export interface OfficialBlock {
  readonly title: string;
  readonly introduction: readonly string[];
  /** Sentences of the table's four columns, top to bottom, rows and page breaks put end to end. */
  readonly columns: Columns;
}

export interface Columns {
  readonly competencies: readonly string[];
  readonly knowledge: readonly string[];
  readonly knowledgeLimits: readonly string[];
  readonly criteria: readonly string[];
}

const file = new URL('../fixtures/referentiel/metiers-accueil.txt', import.meta.url);
const documentHeading = 'Explicitation des trois blocs de compétences';
const blockHeading = /^Explic(?:it)?ation du bloc de compétences \d : /;
const tableHeading = 'Synoptique du référentiel pour la formation';
const columnHeadings = "Compétences\tSavoirs associés\tLimites de savoirs\tAttendus (critères d'évaluation)";
const ruler = /^[-\s]+$/;

export function officialText() {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !(ruler.test(line) && line.includes('\t')));
  const starts = lines.flatMap((line, index) => (blockHeading.test(line) ? [index] : []));
  const [heading, ...introduction] = lines.slice(0, starts[0]);
  if (heading !== documentHeading) throw new Error(`unexpected first line: ${heading}`);

  return {
    introduction,
    blocks: starts.map((start, index) => officialBlock(lines.slice(start, starts[index + 1]))),
  };
}

function officialBlock([heading = '', ...lines]: readonly string[]): OfficialBlock {
  const table = lines.indexOf(tableHeading);
  if (lines[table + 1] !== columnHeadings) throw new Error(`unexpected table: ${lines[table + 1]}`);

  const rows = lines.slice(table + 2).map((line) => line.split('\t'));
  if (rows.some((cells) => cells.length !== 4)) throw new Error('a row of the table has not four cells');
  const column = (index: number) => rows.flatMap((cells) => sentences(cells[index] ?? ''));
  return {
    title: heading.replace(blockHeading, ''),
    introduction: lines.slice(0, table),
    columns: {
      competencies: column(0),
      knowledge: column(1),
      knowledgeLimits: column(2),
      criteria: column(3),
    },
  };
}

const sentences = (cell: string) =>
  cell
    .split(/<\/?p>/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
