import { parseArgs } from 'node:util';

/** An option of a command: `value` is what its value is called in the help, absent for a flag. */
interface Option {
  readonly value?: string;
  readonly help: string;
  readonly required?: true;
  readonly repeatable?: true;
}

export type OptionTable = Readonly<Record<string, Option>>;

export interface ParsedOptions {
  /** The values of each option; a flag has `['']`. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
  readonly problems: readonly string[];
}

/** Reads a command's arguments and names everything that is wrong with them, not only the first thing. */
export function parseOptions(args: readonly string[], table: OptionTable): ParsedOptions {
  const { tokens } = parseArgs({
    args: withoutSwallowing(args, table),
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(table).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }]),
    ),
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const problem = optionProblem(token, table);
    if (problem) problems.push(`${token.rawName}: ${problem}`);
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? '']);
  }
  return { values, positionals, problems: [...problems, ...tableProblems(values, problems, table)] };
}

/** Left alone, an option whose value was forgotten takes the next option for it. */
function withoutSwallowing(args: readonly string[], table: OptionTable): string[] {
  return args.map((arg, i) => {
    const option = Object.hasOwn(table, arg.slice(2)) ? table[arg.slice(2)] : undefined;
    const forgotten = arg.startsWith('--') && option?.value !== undefined && args[i + 1]?.startsWith('--');
    return forgotten ? `${arg}=` : arg;
  });
}

function optionProblem(
  { name, value }: { name: string; value?: string | undefined },
  table: OptionTable,
): string | undefined {
  const option = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!option) return 'is not an option of this command';
  if (option.value !== undefined && !value) return `needs a value, ${option.value}`;
  if (option.value === undefined && value !== undefined) return 'takes no value';
  return undefined;
}

function tableProblems(
  values: ReadonlyMap<string, readonly string[]>,
  known: readonly string[],
  table: OptionTable,
): readonly string[] {
  return Object.entries(table).flatMap(([name, { required, repeatable }]) => {
    const given = values.get(name)?.length ?? 0;
    const complained = known.some((problem) => problem.startsWith(`--${name}:`));
    if (required && given === 0 && !complained) return [`--${name}: is missing`];
    return given > 1 && !repeatable ? [`--${name}: is given ${given} times`] : [];
  });
}
