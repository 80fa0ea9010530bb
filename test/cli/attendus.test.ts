import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REGISTER } from './registrarOfTests.js';

const program = fileURLToPath(new URL('../../src/cli/attendus.ts', import.meta.url));

/** Runs the program in a process of its own. */
function attendus(dataDirectory: string, args: readonly string[]) {
  const environment = { PATH: process.env['PATH'], ATTENDUS_DATA_DIR: dataDirectory };
  return new Promise<{ exitCode: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, ['--import=tsx', program, ...args], { env: environment }, (error, out, err) =>
      resolve({ exitCode: Number(error?.code ?? 0), out, err }),
    );
  });
}

describe('attendus', function () {
  this.timeout(60_000);
  let dataDirectory: string;
  before(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'attendus-program-'));
  });
  after(() => rmSync(dataDirectory, { recursive: true }));

  it('keeps what it registers for the next process', async () => {
    const registered = await attendus(dataDirectory, REGISTER);
    assert.deepEqual([registered.exitCode, registered.err], [0, '']);
    const listed = await attendus(dataDirectory, ['list']);
    assert.match(listed.out, /^[\w-]{22} {2}active {4}moodle\.example\n/);
  });

  it('exits with 2 when it is misused', async () => {
    const { exitCode, out, err } = await attendus(dataDirectory, ['activate']);
    assert.deepEqual([exitCode, out], [2, '']);
    assert.match(err, /^ID: is missing/);
  });
});
