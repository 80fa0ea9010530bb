import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { startDemoPlatform, type DemoServer } from '../../src/demo/demoServer.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { removeDirectory, temporaryDirectory } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { Lesson } from '../support/lesson.js';
import type { Campus } from '../support/person.js';
import { freePort, ToolProcess } from '../support/toolProcess.js';

const BEFORE = 'Écrit avant';
const MEANWHILE = 'Écrit pendant';
const AFTER = 'Écrit après';
const PRLIMIT = spawnSync('prlimit', ['--version']).status === 0;

/** Refuses every connection while it is cut, as a server that is gone does. */
class Wire {
  readonly #open = new Set<Socket>();
  #cut = false;

  private constructor(private readonly server: Server) {}

  static async to(port: number): Promise<Wire> {
    const server = createServer();
    const wire = new Wire(server);
    server.on('connection', (socket) => {
      if (wire.#cut) return socket.destroy();
      const upstream = connect(port, '127.0.0.1');
      for (const one of [socket, upstream]) {
        wire.#open.add(one);
        one.on('close', () => wire.#open.delete(one));
        one.on('error', () => [socket, upstream].forEach((each) => each.destroy()));
      }
      return socket.pipe(upstream).pipe(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return wire;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('a store in trouble', function () {
  this.timeout(60_000);
  let lms: DemoServer;
  let tool: ToolProcess;
  let closers: (() => Promise<void> | void)[];

  beforeEach(async () => {
    lms = await startDemoPlatform({
      port: 0,
      host: 'lms.localhost',
      privateKeyPem: await sharedKeyPem('platform'),
    });
    closers = [() => lms.close()];
  });
  afterEach(async () => {
    for (const close of closers.toReversed()) await close();
  });

  async function lessonOn(settings: { mongodbUri?: string } = {}): Promise<Lesson<Campus>> {
    const dataDirectory = temporaryDirectory();
    tool = await ToolProcess.start({ port: await freePort(), dataDirectory, logLevel: 'fatal', ...settings });
    closers.push(() => removeDirectory(dataDirectory));
    closers.push(() => tool.kill());
    const { out } = await tool.attendus('registration-link', '--activate');
    await fetch(lms.platform.registrationAddress(/http\S+/.exec(out)?.[0] ?? ''));
    const [registered] = lms.platform.state.tools;
    assert.ok(registered, out);
    return Lesson.start({ platform: lms.platform, tool: lms.platform.activateTool(registered.id) });
  }

  async function ready(): Promise<{ status: number; problems: unknown }> {
    const answer = await fetch(`${tool.url}/readyz`);
    const { problems } = (await answer.json()) as { problems: unknown };
    return { status: answer.status, problems };
  }
  const isReady = async () => (await ready()).status === 200;

  /** Breaks the store and mends it: nothing that was acknowledged is lost, and no restart is needed. */
  async function goesThrough(lesson: Lesson<Campus>, trouble: { begin(): void; end(): void }): Promise<void> {
    await lesson.publish('5', [4, 3], BEFORE);
    await eventually('the mark', () => lesson.mark('5') === 17.5);
    const grid = await lesson.grid('6');

    trouble.begin();
    await eventually('the trouble to be known', async () => !(await isReady()));
    assert.deepEqual(((await ready()).problems as string[])[0], 'store');
    const refused = await grid.fill('Commentaire général', MEANWHILE).press(/^Enregistrer$/);
    assert.equal(refused.status, 503);
    assert.match(refused.text, /Ce qui était enregistré est intact/);
    assert.match(refused.text, new RegExp(MEANWHILE));

    trouble.end();
    await eventually('the tool to be ready again', isReady, 20_000);
    const saved = await (await lesson.grid('6')).fill('Commentaire général', AFTER).press(/^Enregistrer$/);
    assert.equal(saved.status, 200);
    assert.equal((await lesson.grid('5')).entriesWith('Commentaire général').get('generalComment'), BEFORE);
    assert.equal((await lesson.grid('6')).entriesWith('Commentaire général').get('generalComment'), AFTER);
  }

  (PRLIMIT ? it : it.skip)(
    'says so when its disk is full, and goes on when there is room again',
    async () => {
      const lesson = await lessonOn();
      const limit = (bytes: string) =>
        execFileSync('prlimit', ['--pid', String(tool.pid), `--fsize=${bytes}:unlimited`]);
      await goesThrough(lesson, { begin: () => limit('4096'), end: () => limit('unlimited') });
    },
  );

  const server = process.env['TEST_MONGODB_URI'];
  (server ? it : it.skip)('says so when MongoDB is gone, and goes on when it is back', async () => {
    const { port } = new URL(server ?? '');
    const wire = await Wire.to(Number(port));
    closers.push(() => wire.close());
    const mongodbUri =
      `mongodb://127.0.0.1:${wire.port}/attendus-troubles-${process.pid}` +
      '?directConnection=true&serverSelectionTimeoutMS=1000';
    const lesson = await lessonOn({ mongodbUri });
    await goesThrough(lesson, { begin: () => wire.cut(), end: () => wire.mend() });
  });
});
