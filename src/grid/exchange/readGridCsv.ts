import type { Framework } from '../../framework/framework.js';
import { competencies, criterionPlaces } from '../../framework/frameworkIndex.js';
import { MAXIMUM_CRITERIA, type Grid, type GridCriterion, type GridSection } from '../grid.js';
import type { GridProblem } from '../gridProblem.js';
import type { Scale } from '../scale.js';
import { cellText, readCsv, type CsvRow } from './csv.js';
import { readColumns, type Columns } from './csvColumns.js';
import { readSettings, type CsvSettings } from './csvSettings.js';
import { hundredthsOf } from './decimal.js';
import { freshIds } from './freshIds.js';
import { unreadable, type GridDraft } from './gridDraft.js';
import { Faults } from './importProblem.js';

/** What a file may name. */
export interface ImportContext {
  readonly framework: Framework;
  /** Presets: a file whose levels are one's gets it with its signs and colours; the first stands for none. */
  readonly scales: readonly Scale[];
}

/** A grid out of a table that `gridCsv` wrote, a spreadsheet saved, or somebody typed. */
export function readGridCsv(text: string, context: ImportContext): GridDraft {
  const reading = readCsv(text);
  if (reading.kind === 'quote') return unreadable([{ line: reading.line, fault: 'quote' }]);
  const { rows } = reading;
  const at = rows.findIndex(({ cells }) => !cells[0]?.trimStart().startsWith('#'));
  const header = rows[at];
  const columns = header && readColumns(header, context.scales);
  if (!columns) return unreadable([{ line: header?.line ?? 1, fault: 'notGrid' }]);

  const settings = readSettings(rows.slice(0, at), context.framework.id);
  return new GridTable({ header, columns, settings, rows: rows.slice(at + 1) }, context).draft();
}

/** Rules about numbers of the settings: where one could not be read, the others are measured by none. */
const MEASURED: ReadonlySet<string> = new Set(['maximumRange', 'capRange']);

interface Table {
  readonly header: CsvRow;
  readonly columns: Columns;
  readonly settings: CsvSettings;
  readonly rows: readonly CsvRow[];
}

class GridTable {
  readonly #faults = new Faults();
  readonly #sections = new Map<string, GridSection>();
  readonly #competencies: ReadonlySet<string>;
  readonly #official: ReadonlyMap<string, { text: string; competency: string }>;
  readonly #scale: Scale;

  constructor(
    private readonly table: Table,
    { framework }: ImportContext,
  ) {
    this.#scale = { ...table.columns.scale, name: table.settings.scaleName ?? table.columns.scale.name };
    this.#competencies = new Set(competencies(framework).map(({ code }) => code));
    this.#official = new Map(
      criterionPlaces(framework).map(({ criterion, competency }) => [
        criterion.code,
        { text: criterion.text, competency: competency.code },
      ]),
    );
  }

  draft(): GridDraft {
    const { rows, settings, columns } = this.table;
    const spoiled = new Set<number>();
    const criteria = rows.slice(0, MAXIMUM_CRITERIA + 1).map((row, index) => {
      const noted = this.#faults.found.length;
      const criterion = this.#criterion(row);
      if (this.#faults.found.length > noted) spoiled.add(index);
      return criterion;
    });
    const grid: Grid = {
      ...settings.grid,
      scale: this.#scale,
      ...(this.#sections.size > 0 && { sections: [...this.#sections.values()] }),
      criteria: freshIds(criteria),
    };
    return {
      faults: [...settings.faults, ...columns.faults, ...this.#faults.found],
      ...(columns.faults.length === 0 && { grid }),
      lineOf: (problem) => this.#lineOf(problem),
      isSure: ({ part, index, rule }) =>
        part === 'criterion' ? !spoiled.has(index) : settings.faults.length === 0 || !MEASURED.has(rule),
    };
  }

  #criterion(row: CsvRow): GridCriterion {
    const { columns } = this.table;
    const cell = (index: number | undefined) => cellText(row.cells[index ?? -1] ?? '');
    const { text, code, competencies: list, weight, section, required } = columns.places;
    if (row.cells.some((value, index) => value.trim() !== '' && !columns.known.has(index))) {
      this.#faults.note(row.line, 'cells');
    }
    const criterionCode = cell(code).trim();
    const official = this.#official.get(criterionCode);
    const sectionId = this.#sectionId(cell(section).trim());
    const requiredLevelId = this.#levelId(cell(required).trim(), row.line);
    const descriptors = columns.levels.flatMap(({ index, id }): [string, string][] =>
      cell(index).trim() === '' ? [] : [[id, cell(index)]],
    );
    return {
      id: '',
      text: cell(text).trim() === '' ? (official?.text ?? '') : cell(text),
      ...(criterionCode !== '' && { criterionCode }),
      competencyCodes: this.#competencyCodes(cell(list)) ?? (official ? [official.competency] : []),
      weightHundredths: this.#weight(cell(weight), row.line),
      ...(sectionId !== undefined && { sectionId }),
      ...(requiredLevelId !== undefined && { requiredLevelId }),
      ...(descriptors.length > 0 && { descriptors: Object.fromEntries(descriptors) }),
    };
  }

  /** `C1.1` or `1.1`, however they are set apart; undefined when there is none. */
  #competencyCodes(cell: string): readonly string[] | undefined {
    const codes = cell.split(/[\s,;]+/).filter((part) => part !== '');
    if (codes.length === 0) return undefined;
    return codes.map((code) => {
      const bare = code.replace(/^C(?=\d)/i, '');
      return this.#competencies.has(bare) ? bare : code;
    });
  }

  #weight(cell: string, line: number): number {
    if (cell.trim() === '') return 100;
    const weight = hundredthsOf(cell);
    if (weight === undefined) this.#faults.note(line, 'number', { name: cell });
    return weight ?? 100;
  }

  #sectionId(title: string): string | undefined {
    if (title === '') return undefined;
    const known = this.#sections.get(title) ?? { id: `s${this.#sections.size + 1}`, title };
    this.#sections.set(title, known);
    return known.id;
  }

  #levelId(code: string, line: number): string | undefined {
    if (code === '') return undefined;
    const level = this.#scale.levels.find((one) => one.code.trim() === code);
    if (!level) {
      this.#faults.note(line, 'level', {
        name: code,
        wanted: this.#scale.levels.map((one) => one.code).join(', '),
      });
    }
    return level?.id;
  }

  #lineOf({ part, index, rule }: GridProblem): number {
    const { rows, header, settings } = this.table;
    if (part === 'criterion') return rows[index]?.line ?? header.line;
    if (part === 'section') {
      const [title] = [...this.#sections.keys()].slice(index);
      const place = this.table.columns.places.section ?? -1;
      return rows.find(({ cells }) => cellText(cells[place] ?? '').trim() === title)?.line ?? header.line;
    }
    const setting = (
      {
        titleMissing: 'title',
        titleTooLong: 'title',
        frameworkUnknown: 'framework',
        maximumRange: 'maximum',
        capRange: 'required',
        scaleNameTooLong: 'scale',
      } as const
    )[rule as string];
    return (setting && settings.lines.get(setting)) ?? header.line;
  }
}
