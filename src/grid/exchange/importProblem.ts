import type { GridProblem } from '../gridProblem.js';

/** Why one line of a file that should become a grid cannot be taken. Lines count from 1, as in an editor. */
export type ImportProblem = FileFault | { readonly line: number; readonly problem: GridProblem };

/** The file itself is wrong, before any rule of grids. */
export interface FileFault {
  readonly line: number;
  /** Stable: `library:fault.<fault>` of config/locales says it in words. */
  readonly fault: FaultName;
  /** The field, column or value that is wrong, as it stands in the file. */
  readonly name?: string;
  /** What would be right. */
  readonly wanted?: string;
}

export type FaultName =
  | 'empty'
  | 'tooLong'
  | 'jsonSyntax'
  | 'jsonDepth'
  | 'schema'
  | 'version'
  | 'fieldMissing'
  | 'fieldUnknown'
  | 'fieldTwice'
  | 'fieldType'
  | 'fieldValue'
  | 'fieldDecimals'
  | 'notGrid'
  | 'quote'
  | 'columnUnknown'
  | 'columnTwice'
  | 'cells'
  | 'setting'
  | 'settingTwice'
  | 'value'
  | 'number'
  | 'capMissing'
  | 'level';

/** Notes what is wrong with a file while it is read. */
export class Faults {
  readonly #found: FileFault[] = [];

  get found(): readonly FileFault[] {
    return this.#found;
  }

  note(line: number, fault: FaultName, { name, wanted }: Pick<FileFault, 'name' | 'wanted'> = {}): void {
    this.#found.push({
      line,
      fault,
      ...(name !== undefined && { name: shortened(name) }),
      ...(wanted !== undefined && { wanted }),
    });
  }
}

/** A cell may hold a page of text: enough of it to find it again. */
const shortened = (name: string) => ([...name].length > 60 ? `${[...name].slice(0, 59).join('')}…` : name);
