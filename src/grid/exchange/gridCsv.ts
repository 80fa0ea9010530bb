import type { Grid, GridCriterion } from '../grid.js';
import type { Level } from '../scale.js';
import { csvFile, textCell } from './csv.js';
import { csvWords, type CsvColumn, type CsvLanguage, type CsvSetting, type CsvWords } from './csvWords.js';
import { decimal } from './decimal.js';

/**
 * A grid as a table for spreadsheets: its settings on lines that begin with `#`, then one row a criterion and one
 * column a level, whose cells hold the descriptors. Ids, signs, colours, the levels' general descriptors and the
 * weights of competencies stay out; the JSON file has them.
 */
export function gridCsv(grid: Grid, language: CsvLanguage): string {
  const words = csvWords[language];
  const { levels } = grid.scale;
  const header = [...Object.values(words.columns), ...levels.map(levelHeading)].map(textCell);
  const rows = grid.criteria.map((criterion) => [
    ...criterionCells(criterion, grid, words),
    ...levels.map(({ id }) => textCell(criterion.descriptors?.[id] ?? '')),
  ]);
  return csvFile([...settingRows(grid, words), header, ...rows], words.separator);
}

/** `maîtrisé [3] 75 %`: label, short code and share, as `levelOfHeading` reads them. */
const levelHeading = ({ label, code, sharePercent }: Level) => `${label} [${code}] ${sharePercent} %`;

function settingRows(grid: Grid, words: CsvWords): readonly (readonly string[])[] {
  const { rounding, requiredRule, notJudged, maximumHundredths } = grid;
  const points = (hundredths: number) => decimal(hundredths, words.decimalMark);
  const word = (value: keyof CsvWords['values']) => textCell(words.values[value]);
  const row = (setting: CsvSetting, ...cells: readonly string[]) => [
    textCell(`# ${words.settings[setting]}`),
    ...cells,
  ];
  return [
    row('title', textCell(grid.title)),
    row('framework', textCell(grid.frameworkId)),
    row('purpose', word(grid.purpose)),
    row('maximum', points(maximumHundredths)),
    row('rounding', points(rounding.stepHundredths), word(rounding.direction)),
    row('notJudged', word(notJudged ?? 'leftOut')),
    requiredRule?.kind === 'cap'
      ? row('required', word('cap'), points(requiredRule.hundredths))
      : row('required', word('warning')),
    row('scale', textCell(grid.scale.name)),
  ];
}

function criterionCells(criterion: GridCriterion, grid: Grid, words: CsvWords): readonly string[] {
  const section = grid.sections?.find(({ id }) => id === criterion.sectionId);
  const required = grid.scale.levels.find(({ id }) => id === criterion.requiredLevelId);
  const cells: Readonly<Record<CsvColumn, string>> = {
    text: textCell(criterion.text),
    code: textCell(criterion.criterionCode ?? ''),
    competencies: textCell(criterion.competencyCodes.map(competencyCell).join(', ')),
    weight: decimal(criterion.weightHundredths, words.decimalMark),
    section: textCell(section?.title ?? ''),
    required: textCell(required?.code ?? ''),
  };
  return Object.keys(words.columns).map((column) => cells[column as CsvColumn]);
}

/** `C1.1`: spreadsheets take a bare `1.1` for a number or a day. */
const competencyCell = (code: string) => (/^\d/.test(code) ? `C${code}` : code);
