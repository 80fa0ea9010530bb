import { foldText } from '../../framework/foldText.js';
import type { Grid, RequiredRule, Rounding } from '../grid.js';
import { cellText, type CsvRow } from './csv.js';
import { CSV_SETTINGS, csvWords, type CsvSetting, type CsvValue } from './csvWords.js';
import { decimal, hundredthsOf } from './decimal.js';
import { Faults, type FileFault } from './importProblem.js';

/** What the lines before a table say of the whole grid; what they leave out is as in a new grid. */
export interface CsvSettings {
  readonly grid: Omit<Grid, 'scale' | 'criteria'>;
  readonly scaleName?: string;
  readonly lines: ReadonlyMap<CsvSetting, number>;
  readonly faults: readonly FileFault[];
}

interface Line {
  readonly line: number;
  readonly values: readonly string[];
}

const STEPS = [1, 10, 25, 50, 100] as const;

/** Reads lines such as `# Note sur;20`. */
export function readSettings(rows: readonly CsvRow[], frameworkId: string): CsvSettings {
  const faults = new Faults();
  const found = new Map<CsvSetting, Line>();
  for (const { line, cells } of rows) {
    const [name = '', ...values] = cells.map((cell) => cellText(cell));
    const setting = settingNamed(name);
    if (!setting) faults.note(line, 'setting', { name: name.trim() });
    else if (found.has(setting)) faults.note(line, 'settingTwice', { name: name.trim() });
    else found.set(setting, { line, values });
  }
  const scaleName = textOf(found.get('scale'));
  return {
    grid: gridOf(found, frameworkId, faults),
    ...(scaleName !== undefined && { scaleName }),
    lines: new Map([...found].map(([setting, { line }]) => [setting, line])),
    faults: faults.found,
  };
}

function gridOf(
  found: ReadonlyMap<CsvSetting, Line>,
  frameworkId: string,
  faults: Faults,
): CsvSettings['grid'] {
  const read = new SettingValues(found, faults);
  const notJudged = read.word('notJudged', ['leftOut', 'zero']);
  const requiredRule = requiredRuleOf(read);
  return {
    title: textOf(found.get('title')) ?? '',
    frameworkId: textOf(found.get('framework')) ?? frameworkId,
    purpose: read.word('purpose', ['formative', 'certificative']) ?? 'formative',
    maximumHundredths: read.number('maximum') ?? 2000,
    rounding: roundingOf(read),
    ...(notJudged && { notJudged }),
    ...(requiredRule && { requiredRule }),
  };
}

function roundingOf(read: SettingValues): Rounding {
  const given = read.number('rounding');
  const stepHundredths = STEPS.find((step) => step === given) ?? 50;
  if (given !== undefined && given !== stepHundredths) {
    read.refuse('rounding', STEPS.map((step) => decimal(step, ',')).join(' · '));
  }
  return { stepHundredths, direction: read.word('rounding', ['nearest', 'up'], 1) ?? 'nearest' };
}

function requiredRuleOf(read: SettingValues): RequiredRule | undefined {
  const kind = read.word('required', ['warning', 'cap']);
  if (kind !== 'cap') return kind && { kind };
  if (!read.has('required', 1)) read.lacksCap();
  return { kind, hundredths: read.number('required', 1) ?? 0 };
}

/** The cells after a setting's name; what cannot be read is noted. */
class SettingValues {
  constructor(
    private readonly found: ReadonlyMap<CsvSetting, Line>,
    private readonly faults: Faults,
  ) {}

  has(setting: CsvSetting, place: number): boolean {
    return this.#cell(setting, place) !== '';
  }

  number(setting: CsvSetting, place = 0): number | undefined {
    const cell = this.#cell(setting, place);
    if (cell === '') return undefined;
    const value = hundredthsOf(cell);
    if (value === undefined) this.#note(setting, 'number', { name: cell });
    return value;
  }

  word<Value extends CsvValue>(setting: CsvSetting, allowed: readonly Value[], place = 0): Value | undefined {
    const cell = this.#cell(setting, place);
    if (cell === '') return undefined;
    const value = allowed.find((one) => namesOf(one).some((name) => plain(name) === plain(cell)));
    if (!value) {
      const wanted = allowed.map((one) => [...new Set(namesOf(one))].join(' / ')).join(' · ');
      this.#note(setting, 'value', { name: cell, wanted });
    }
    return value;
  }

  refuse(setting: CsvSetting, wanted: string): void {
    this.#note(setting, 'value', { name: this.found.get(setting)?.values.join(' ').trim() ?? '', wanted });
  }

  lacksCap(): void {
    this.faults.note(this.found.get('required')?.line ?? 1, 'capMissing');
  }

  readonly #cell = (setting: CsvSetting, place: number) =>
    this.found.get(setting)?.values[place]?.trim() ?? '';

  #note(setting: CsvSetting, fault: 'number' | 'value', facts: { name: string; wanted?: string }): void {
    this.faults.note(this.found.get(setting)?.line ?? 1, fault, facts);
  }
}

/** An empty cell is as good as none: spreadsheets pad rows. */
const textOf = (line: Line | undefined) => (line?.values[0]?.trim() ? line.values[0] : undefined);

const plain = (text: string) => foldText(text.trim()).folded;

const namesOf = (value: CsvValue) => Object.values(csvWords).map(({ values }) => values[value]);

const settingNames: ReadonlyMap<string, CsvSetting> = new Map(
  Object.values(csvWords).flatMap(({ settings }) =>
    CSV_SETTINGS.map((setting) => [plain(settings[setting]), setting] as const),
  ),
);

const settingNamed = (cell: string) => settingNames.get(plain(cell.trim().replace(/^#/, '')));
