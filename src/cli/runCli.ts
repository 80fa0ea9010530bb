import { InvalidSettings, type Config } from '../config.js';
import { askRunningServer } from './adminSocket.js';
import { EXIT, type Command, type CommandResult } from './command.js';
import { parseCommandLine } from './commandLine.js';
import { execute, type AdminServices } from './commands.js';

/** What a run of `attendus` touches. */
export interface CliSurroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** @throws {InvalidSettings} */
  readonly readConfig: () => Config;
  /** Opens the store in this process. */
  readonly openServices: (config: Config) => Promise<OpenServices>;
}

type OpenServices = AdminServices & { close(): Promise<void> };

/** Runs one command and gives the process' exit code: 0 done, 1 failed, 2 misused. */
export async function runCli(args: readonly string[], surroundings: CliSurroundings): Promise<number> {
  const line = parseCommandLine(args);
  if (line.kind === 'help') {
    surroundings.out(line.text);
    return EXIT.done;
  }
  if (line.kind === 'misused') {
    surroundings.err(`${line.problems.join('\n')}\n\n${line.help}`);
    return EXIT.misused;
  }
  const { exitCode, text } = await resultOf(line.command, surroundings);
  if (exitCode === EXIT.done) surroundings.out(text);
  else surroundings.err(text);
  return exitCode;
}

async function resultOf(command: Command, surroundings: CliSurroundings): Promise<CommandResult> {
  try {
    const config = surroundings.readConfig();
    const embedded = config.mongodbUri === undefined;
    const answer = embedded ? await askRunningServer(config.dataDirectory, command) : undefined;
    return answer ?? (await executeHere(command, await surroundings.openServices(config)));
  } catch (error) {
    const text = error instanceof InvalidSettings ? error.message : `Failed: ${(error as Error).message}`;
    return { exitCode: EXIT.failed, text: `${text}\n` };
  }
}

async function executeHere(command: Command, services: OpenServices): Promise<CommandResult> {
  try {
    return await execute(command, services);
  } finally {
    await services.close();
  }
}
