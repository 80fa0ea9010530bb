import type { Command } from './command.js';
import { parseOptions, type OptionTable, type ParsedOptions } from './optionTable.js';

export type CommandLine =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'misused'; readonly problems: readonly string[]; readonly help: string };

interface CommandDefinition {
  readonly summary: string;
  /** Name of the one argument, where there is one. */
  readonly argument?: string;
  readonly options: OptionTable;
  /** Problems that the table cannot see. */
  readonly check?: (options: ParsedOptions) => readonly string[];
  readonly command: (options: ParsedOptions) => Command;
}

const DEFAULT_HOURS = 24;
const MOST_HOURS = 24 * 30;

const DEFAULT_DAYS = 30;
const MOST_DAYS = 730;
const DEFAULT_LINES = 1000;
const MOST_LINES = 100_000;

const one = ({ values }: ParsedOptions, name: string) => values.get(name)?.[0];
const argument = ({ positionals }: ParsedOptions) => positionals[0] ?? '';
const hoursOf = (options: ParsedOptions) => Number(one(options, 'hours') ?? DEFAULT_HOURS);

function numberProblems(options: ParsedOptions, name: string, most: number): readonly string[] {
  const given = one(options, name);
  const isNumber = given === undefined || (/^\d+$/.test(given) && Number(given) > 0 && Number(given) <= most);
  return isNumber ? [] : [`--${name}: must be a whole number above 0, at most ${most}`];
}

const COMMANDS: Readonly<Record<Command['name'], CommandDefinition>> = {
  register: {
    summary: 'Register a platform by hand, or correct one; prints what the platform needs',
    options: {
      issuer: { value: 'URL', required: true, help: 'the platform, as it names itself' },
      'client-id': { value: 'ID', required: true, help: 'what the platform calls this tool' },
      'auth-url': { value: 'URL', required: true, help: 'authentication request address' },
      'token-url': { value: 'URL', required: true, help: 'access token address' },
      'jwks-url': { value: 'URL', required: true, help: 'public key set of the platform' },
      deployment: { value: 'ID', repeatable: true, help: 'a deployment to accept; any, when left out' },
      name: { value: 'NAME', help: 'a name for your own lists' },
      'token-audience': { value: 'TEXT', help: 'audience of token requests, if not the token address' },
    },
    command: (options) => ({
      name: 'register',
      form: {
        issuer: one(options, 'issuer'),
        clientId: one(options, 'client-id'),
        authorizationUrl: one(options, 'auth-url'),
        tokenUrl: one(options, 'token-url'),
        keySetUrl: one(options, 'jwks-url'),
        tokenAudience: one(options, 'token-audience'),
        deploymentIds: options.values.get('deployment') && [...(options.values.get('deployment') ?? [])],
        name: one(options, 'name'),
      },
    }),
  },
  'registration-link': {
    summary: 'Print an address that lets one platform register itself, once',
    options: {
      activate: { help: 'the platform may be used at once, without `activate`' },
      hours: { value: 'N', help: `how long the address works, ${DEFAULT_HOURS} when left out` },
    },
    check: (options) => {
      const hours = hoursOf(options);
      return hours > 0 && hours <= MOST_HOURS
        ? []
        : [`--hours: must be a number above 0, at most ${MOST_HOURS}`];
    },
    command: (options) => ({
      name: 'registration-link',
      activates: options.values.has('activate'),
      hours: hoursOf(options),
    }),
  },
  list: {
    summary: 'List the registered platforms',
    options: {},
    command: () => ({ name: 'list' }),
  },
  activate: {
    summary: 'Let a platform in that is pending or disabled',
    argument: 'ID',
    options: {},
    command: (options) => ({ name: 'activate', id: argument(options) }),
  },
  disable: {
    summary: 'Refuse launches of a platform; its data stay',
    argument: 'ID',
    options: {},
    command: (options) => ({ name: 'disable', id: argument(options) }),
  },
  erase: {
    summary: 'Erase all that is kept of one learner; without --yes, tell what that is',
    options: {
      registration: { value: 'ID', required: true, help: 'the platform, by its id or its name' },
      learner: { value: 'SUB', required: true, help: 'the learner, as the platform identifies them' },
      yes: { help: 'erase: it cannot be undone' },
    },
    command: (options) => ({
      name: 'erase',
      registration: one(options, 'registration') ?? '',
      learner: one(options, 'learner') ?? '',
      confirmed: options.values.has('yes'),
    }),
  },
  journal: {
    summary: 'Print who did what, when and by which launch, the newest first',
    options: {
      registration: { value: 'ID', required: true, help: 'the platform' },
      course: { value: 'ID', help: 'one course of it, as the platform numbers it' },
      days: { value: 'N', help: `how far back, ${DEFAULT_DAYS} when left out` },
      most: { value: 'N', help: `how many lines, ${DEFAULT_LINES} when left out` },
    },
    check: (options) => [
      ...numberProblems(options, 'days', MOST_DAYS),
      ...numberProblems(options, 'most', MOST_LINES),
    ],
    command: (options) => ({
      name: 'journal',
      registration: one(options, 'registration') ?? '',
      contextId: one(options, 'course'),
      days: Number(one(options, 'days') ?? DEFAULT_DAYS),
      limit: Number(one(options, 'most') ?? DEFAULT_LINES),
    }),
  },
  'keys rotate': {
    summary: 'Give every platform, or one, a new key of ours; the old one stays valid meanwhile',
    options: {
      registration: { value: 'ID', help: 'this one alone; every one, when left out' },
      now: { help: 'sign with the new key at once, where the old one may be in other hands' },
    },
    command: (options) => ({
      name: 'keys rotate',
      id: one(options, 'registration'),
      immediately: options.values.has('now'),
    }),
  },
};

/** What the arguments ask for, or everything that is wrong with them. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { name, rest } = named(args);
  if (['', '--help', '-h', 'help'].includes(name)) return { kind: 'help', text: generalHelp() };
  if (!isCommand(name)) {
    return { kind: 'misused', problems: [`${name}: is not a command`], help: generalHelp() };
  }
  const help = commandHelp(name);
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help', text: help };

  const definition = COMMANDS[name];
  const options = parseOptions(rest, definition.options);
  const problems = [
    ...options.problems,
    ...argumentProblems(options, definition),
    ...(definition.check?.(options) ?? []),
  ];
  return problems.length > 0
    ? { kind: 'misused', problems, help }
    : { kind: 'command', command: definition.command(options) };
}

/** Some commands have two words. */
function named([first = '', second = '', ...others]: readonly string[]): { name: string; rest: string[] } {
  const both = `${first} ${second}`;
  if (isCommand(both)) return { name: both, rest: others };
  return { name: first, rest: second === '' ? others : [second, ...others] };
}

const isCommand = (name: string): name is Command['name'] => Object.hasOwn(COMMANDS, name);

function argumentProblems({ positionals }: ParsedOptions, definition: CommandDefinition): readonly string[] {
  const wanted = definition.argument === undefined ? 0 : 1;
  const missing = positionals.length < wanted ? [`${definition.argument}: is missing`] : [];
  return [...missing, ...positionals.slice(wanted).map((extra) => `${extra}: is one argument too many`)];
}

function generalHelp(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary] as const);
  return `Usage: attendus COMMAND [options]\n\n${columns(lines)}\n\n\`attendus COMMAND --help\` tells more.\n`;
}

function commandHelp(name: Command['name']): string {
  const { summary, argument: wanted, options } = COMMANDS[name];
  const lines = Object.entries(options).map(([option, { value, help, required, repeatable }]) => {
    const notes = [required && 'required', repeatable && 'may be repeated'].filter(Boolean);
    return [
      value ? `--${option} ${value}` : `--${option}`,
      notes.length > 0 ? `${help} (${notes.join(', ')})` : help,
    ] as const;
  });
  const usage = ['attendus', name, wanted, lines.length > 0 && '[options]'].filter(Boolean).join(' ');
  return `${summary}.\n\nUsage: ${usage}\n${lines.length > 0 ? `\n${columns(lines)}\n` : ''}`;
}

/** Two columns, the second one aligned. */
function columns(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
