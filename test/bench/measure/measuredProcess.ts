import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Usage {
  /** Since the process began, all threads, user and system. */
  readonly cpuMilliseconds: number;
  readonly residentMegabytes: number;
}

export interface Program {
  readonly file: URL;
  readonly environment: Readonly<Record<string, string>>;
  /** More modules to load before the program. */
  readonly preload?: readonly URL[];
  readonly nodeOptions?: readonly string[];
  /** Tells when the program is ready to be measured. */
  readonly isReady: () => Promise<boolean>;
}

const REPORT_USAGE = new URL('reportUsage.mjs', import.meta.url);
const READY_WITHIN_SECONDS = 30;

/** A program in a process of its own, which tells what it uses. */
export class MeasuredProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** @throws when the program ends or is not ready within half a minute; its own words are in the message. */
  static async start(program: Program): Promise<MeasuredProcess> {
    const { file, environment, preload = [], nodeOptions = [], isReady } = program;
    const imports = [REPORT_USAGE, ...preload].flatMap((module) => ['--import', module.href]);
    const child = fork(fileURLToPath(file), {
      execArgv: [...nodeOptions, ...imports],
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)));
    const deadline = Date.now() + READY_WITHIN_SECONDS * 1000;
    while (!(await isReady().catch(() => false))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`${file.pathname} did not start:\n${words}`);
      }
      await sleep(50);
    }
    return new MeasuredProcess(child);
  }

  async usage(): Promise<Usage> {
    const { cpuMicroseconds, residentBytes } = (await this.ask('usage')) as Record<string, number>;
    return { cpuMilliseconds: cpuMicroseconds! / 1000, residentMegabytes: residentBytes! / 2 ** 20 };
  }

  /** Asks one of the preloaded modules; questions never overlap. */
  async ask(question: string): Promise<unknown> {
    const answer = once(this.child, 'message');
    this.child.send(question);
    const [message] = (await answer) as unknown[];
    return message;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
  }
}
