import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { format } from 'prettier';
import type { Options } from '../options.js';
import type { Section, Table, Target } from './section.js';

/** RESULTS.md: how it was made, which targets were met, and every table. */
export async function markdown(
  sections: readonly Section[],
  options: Options,
  seconds: number,
): Promise<string> {
  const lines = [
    '# Bench',
    '',
    `Made by \`${command(options)}\` in ${Math.round(seconds)} s, on ${cpus().length} cores with Node ${process.version}.`,
    'Ratios within one run matter; the times are those of that machine on that day.',
    '',
    '## Targets',
    '',
    ...tableLines({
      columns: ['', 'wanted', 'measured', 'met'],
      rows: sections.flatMap(({ targets }) => targets.map(targetRow)),
    }),
    ...sections.flatMap(sectionLines),
  ];
  const rules = JSON.parse(
    await readFile(new URL('../../../.prettierrc.json', import.meta.url), 'utf8'),
  ) as object;
  return format(lines.join('\n'), { ...rules, parser: 'markdown' });
}

function command({ parts, quick }: Options): string {
  const only = parts.length === 1 ? ['--only', ...parts] : [];
  const words = [...(quick ? ['--quick'] : []), ...only];
  return ['npm run bench', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}

const targetRow = ({ what, wanted, measured, met }: Target) => [
  what,
  wanted,
  measured,
  met ? 'yes' : '**no**',
];

const sectionLines = ({ title, about, tables, remarks = [] }: Section): readonly string[] => [
  '',
  `## ${title}`,
  '',
  about,
  ...tables.flatMap((table) => ['', ...tableLines(table)]),
  ...remarks.flatMap((remark) => ['', remark]),
];

const tableLines = ({ columns, rows }: Table): readonly string[] => [
  rowLine(columns),
  rowLine(columns.map((_, place) => (place === 0 ? '---' : '--:'))),
  ...rows.map(rowLine),
];

const rowLine = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
