import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';

/** Whatever becomes of a test, no process stays behind. */
const LONGEST_RUN_MS = 180_000;
/** Half a minute beside another process that keeps both cores busy; a second and a half otherwise. */
const START_MS = 60_000;

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const aheadClock = new URL('aheadClock.mjs', import.meta.url).href;

export interface ToolSettings {
  readonly port: number;
  readonly dataDirectory: string;
  readonly clockAheadSeconds?: number;
  /** `error` when absent. */
  readonly logLevel?: string;
  /** The embedded store when absent. */
  readonly mongodbUri?: string;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one of our programs in an environment of its own. */
function run(command: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [`--import=${aheadClock}`, ...command], {
    env: { PATH: process.env['PATH'], ...environment },
    timeout: LONGEST_RUN_MS,
    killSignal: 'SIGKILL',
  });
}

/** As `npm run build` left it, which starts in half the time, where nothing of the source is newer; else from that. */
const programOf = (name: string): readonly string[] =>
  isBuilt() ? [inProject(`dist/${name}.js`)] : ['--import=tsx', inProject(`src/${name}.ts`)];

let built: boolean | undefined;

function isBuilt(): boolean {
  built ??=
    existsSync(inProject('dist/main.js')) && newestChange() < statSync(inProject('dist/main.js')).mtimeMs;
  return built;
}

/** Folders count too: they change where a file is taken away. */
function newestChange(): number {
  const inside = readdirSync(inProject('src'), { recursive: true, encoding: 'utf8' });
  return Math.max(...['', ...inside].map((path) => statSync(inProject(`src/${path}`)).mtimeMs));
}

/** Runs a program, such as `cli/attendus`, to its end. */
export async function ended(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Ended> {
  const child = run([...programOf(program), ...args], environment);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, out, err };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The tool as `npm start` runs it: its own process, that can be killed. */
export class ToolProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly settings: ToolSettings,
    /** What it has said so far, on both outputs. */
    readonly said: () => string,
  ) {}

  static async start(settings: ToolSettings): Promise<ToolProcess> {
    const child = run(programOf('main'), environmentOf(settings));
    let said = '';
    for (const output of [child.stdout, child.stderr]) {
      output?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    }
    const tool = new ToolProcess(child, settings, () => said);
    await eventually(
      'the tool to be ready',
      () => {
        if (child.exitCode !== null) throw new Error(`the tool ended: ${said}`);
        return fetch(`${tool.url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
      },
      START_MS,
    );
    return tool;
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('the tool was not started');
    return pid;
  }

  get url(): string {
    return urlOf(this.settings);
  }

  attendus(...args: readonly string[]): Promise<Ended> {
    return ended('cli/attendus', args, environmentOf(this.settings));
  }

  /** So that it cannot finish anything. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** As a service manager stops it. */
  async stop(): Promise<number | null> {
    await this.end('SIGTERM');
    return this.child.exitCode;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}

const urlOf = ({ port }: ToolSettings) => `http://localhost:${port}`;

const environmentOf = (settings: ToolSettings): NodeJS.ProcessEnv => ({
  PORT: String(settings.port),
  ATTENDUS_URL: urlOf(settings),
  ATTENDUS_DATA_DIR: settings.dataDirectory,
  ATTENDUS_LAUNCHES_PER_MINUTE: '1000000',
  ATTENDUS_DEMO: '1',
  LOG_LEVEL: settings.logLevel ?? 'error',
  ...(settings.mongodbUri !== undefined && {
    MONGODB_URI: settings.mongodbUri,
    ATTENDUS_SECRET: 'the secret of the tests, of 32 bytes and more',
  }),
  TEST_CLOCK_AHEAD_SECONDS: String(settings.clockAheadSeconds ?? 0),
});
