import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface StoreProcess {
  readonly child: ChildProcess;
  /** Lines it has written so far. */
  readonly lines: readonly string[];
  /** Fulfilled at the first line that matches; rejected when it ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Kills it so that it cannot clean up. */
  kill(): Promise<void>;
}

/** Milliseconds. */
const LONGEST_RUN = 20_000;

const script = (name: string) => fileURLToPath(new URL(`${name}.ts`, import.meta.url));

/** Another process on the same data directory; `name` is a script beside this file. */
export function startStoreProcess(name: string, dataDirectory: string, shell?: string): StoreProcess {
  const command = [process.execPath, '--import=tsx', script(name), dataDirectory];
  const [program, ...rest] =
    shell === undefined ? command : ['bash', '-c', `${shell}; exec "$@"`, 'bash', ...command];
  const child = spawn(program!, rest, {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Whatever becomes of the test, no writer stays behind.
    timeout: LONGEST_RUN,
    killSignal: 'SIGKILL',
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout! });
  reader.on('line', (line) => lines.push(line));
  const ended = once(reader, 'close');

  return {
    child,
    lines,
    async line(pattern) {
      for (;;) {
        const found = lines.find((line) => pattern.test(line));
        if (found !== undefined) return found;
        const [what] = await Promise.race([once(reader, 'line'), ended.then(() => [undefined])]);
        if (what === undefined) throw new Error(`the process ended without ${String(pattern)}`);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
