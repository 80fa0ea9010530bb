import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { lookup } from 'node:dns/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startDemoPlatform } from './demoServer.js';
import type { DemoPlatform } from './demoPlatform.js';

const LMS_PORT = Number(process.env['DEMO_PORT'] ?? 3001);
const TOOL_PORT = Number(process.env['PORT'] ?? 3000);
const TOOL_URL = `http://localhost:${TOOL_PORT}`;
const DIST = join(import.meta.dirname, '..');

/** Another site than the tool's, so that cookies are as in life; not every system knows `*.localhost`. */
const lmsHost = () =>
  lookup('lms.localhost').then(
    () => 'lms.localhost',
    () => '127.0.0.1',
  );

function startTool(environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [join(DIST, 'main.js')], { env: environment, stdio: 'inherit' });
}

async function untilReady(tool: ChildProcess): Promise<void> {
  while (tool.exitCode === null && tool.signalCode === null) {
    const ready = await fetch(`${TOOL_URL}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await delay(200);
  }
  throw new Error('the tool did not start');
}

/** As an administrator would: a one-time link, opened by the LMS, then « Activer ». */
async function register(platform: DemoPlatform, environment: NodeJS.ProcessEnv): Promise<void> {
  const command = [join(DIST, 'cli', 'attendus.js'), 'registration-link', '--activate'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env: environment });
  const link = /https?:\S+/.exec(stdout)?.[0];
  if (!link) throw new Error('the tool gave no registration link');
  const answer = await fetch(platform.registrationAddress(link));
  const tool = platform.state.tools[0];
  if (!tool) throw new Error(`the tool did not register: it answered ${answer.status}`);
  platform.activateTool(tool.id);
}

const dataDirectory = await mkdtemp(join(tmpdir(), 'attendus-demo-'));
const environment = {
  ...process.env,
  PORT: String(TOOL_PORT),
  ATTENDUS_URL: TOOL_URL,
  ATTENDUS_DATA_DIR: dataDirectory,
  ATTENDUS_DEMO: '1',
};
const lms = await startDemoPlatform({ port: LMS_PORT, host: await lmsHost() });
const tool = startTool(environment);

let stopped: Promise<void> | undefined;

/** The tool first: it still writes to the data directory while it stops. */
async function stopAll(): Promise<void> {
  tool.kill();
  if (tool.exitCode === null && tool.signalCode === null) await once(tool, 'exit');
  await lms.close();
  await rm(dataDirectory, { recursive: true, force: true });
}

const stop = () => (stopped ??= stopAll());
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
tool.once('exit', () => void stop());

try {
  await untilReady(tool);
  await register(lms.platform, environment);
  console.log(`
LMS de démonstration : ${lms.url}
Outil :                ${TOOL_URL}

1. Ouvrez ${lms.url} et entrez comme Hélène Garnier-Roux.
2. « Accueil – 1re MA » › « Choisir le contenu », puis ouvrez l’activité et évaluez un élève.
3. La note arrive dans le « Carnet de notes » du cours.
Ctrl+C arrête tout.`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
  await stop();
}
