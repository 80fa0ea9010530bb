import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoPlatform, type DemoServer } from '../../src/demo/demoServer.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { removeDirectory, temporaryDirectory } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import type { Page } from '../support/http/page.js';
import { Lesson } from '../support/lesson.js';
import { photo } from '../support/media/images.js';
import { MovingClock } from '../support/movingClock.js';
import { Person, type Campus } from '../support/person.js';
import { freePort, ToolProcess } from '../support/toolProcess.js';

/** Longer than any file is being sent: what nobody names is removed then. */
const HOUR_SECONDS = 3700;

/** Milliseconds between the uploads of a round and the end of the process; the last waits for a first answer. */
const KILLED_AFTER_MS = [15, 40, 90, 200, undefined];

const LEARNERS = ['5', '6', '7'];

describe('a tool that is killed while files come in', function () {
  this.timeout(90_000);
  const clock = new MovingClock();
  const dataDirectory = temporaryDirectory();
  let lms: DemoServer;
  let port: number;
  let tool: ToolProcess;
  let campus: Campus;
  let lesson: Lesson<Campus>;
  let clockAheadSeconds = 0;

  before(async () => {
    const privateKeyPem = await sharedKeyPem('platform');
    lms = await startDemoPlatform({ port: 0, host: 'lms.localhost', now: clock.now, privateKeyPem });
    port = await freePort();
    tool = await ToolProcess.start({ port, dataDirectory });
    const { out } = await tool.attendus('registration-link', '--activate');
    await fetch(lms.platform.registrationAddress(/http\S+/.exec(out)?.[0] ?? ''));
    const [first] = lms.platform.state.tools;
    assert.ok(first, out);
    campus = { platform: lms.platform, tool: lms.platform.activateTool(first.id) };
    lesson = await Lesson.start(campus);
  });
  after(async () => {
    await tool?.kill();
    await lms?.close();
    removeDirectory(dataDirectory);
  });

  async function startAgain(ahead = 0): Promise<void> {
    clockAheadSeconds += ahead;
    clock.advance(ahead);
    tool = await ToolProcess.start({ port, dataDirectory, clockAheadSeconds, logLevel: 'info' });
  }

  const evidencePage = async (id: string) =>
    (await new Person(campus, id).launch(lesson.activity)).follow('Ajouter une trace');

  /** Sends one file, and says whether the tool said that it has it. */
  async function send(page: Page, content: Buffer, name: string): Promise<boolean> {
    try {
      const answer = await page.attach(/^Fichier$/, content, name).press(/^Ajouter$/);
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  const filesIn = (directory: string) => readdirSync(path.join(dataDirectory, directory));

  it('has every file that it said it has, whole, and nothing of the others', async () => {
    const acknowledged = new Map<string, Buffer | undefined>();
    const image = await photo({ width: 1600, height: 1200 });
    for (const [round, milliseconds] of KILLED_AFTER_MS.entries()) {
      const pages = await Promise.all(LEARNERS.flatMap((id) => [evidencePage(id), evidencePage(id)]));
      const sent = LEARNERS.flatMap((_id, learner) =>
        [0, 1].map(async (n) => {
          const isImage = n === 1;
          const name = `${round}-${learner}-${n}`;
          const content = isImage ? image : Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(400_000)]);
          if (await send(pages[2 * learner + n]!, content, name))
            acknowledged.set(name, isImage ? undefined : content);
        }),
      );
      const before = acknowledged.size;
      await (milliseconds === undefined
        ? eventually('a first answer', () => acknowledged.size > before)
        : delay(milliseconds));
      await tool.kill();
      await Promise.all(sent);
      const cutOff = filesIn('incoming').length;
      await startAgain();
      assert.deepEqual(filesIn('incoming'), []);
      const told = new RegExp(`"files":${cutOff},.*uploads that were cut off`);
      assert.equal(told.test(tool.said()), cutOff > 0, `${cutOff} files, ${tool.said()}`);
    }

    const pages = await Promise.all(LEARNERS.map(evidencePage));
    for (const [name, content] of acknowledged) {
      const page = pages[Number(name.split('-')[1])]!;
      const link = page.document
        .all('a')
        .find((one) => one.text.includes(`${name}.`) && one.attribute('href')?.endsWith('download'));
      assert.ok(link, `${name} is told of`);
      const { status, body } = await page.fetch(link.attribute('href') ?? '');
      assert.equal(status, 200, name);
      if (content) assert.equal(body, content.toString('utf8'), name);
    }
    for (const page of pages) {
      for (const one of page.document.all('a', 'img')) {
        const address = one.attribute('src') ?? one.attribute('href') ?? '';
        if (!/\/(file|thumbnail)/.test(address)) continue;
        assert.equal((await page.fetch(address)).status, 200, 'whatever is told of is there');
      }
    }
  });

  it('removes what nobody names, an hour later', async () => {
    const page = await evidencePage('5');
    const shown = page.document.all('li').filter((one) => one.attribute('class')?.includes('trace')).length;
    const named = (await Promise.all(LEARNERS.map(evidencePage))).flatMap((one) => [
      ...one.html.matchAll(/\/evidence\/[^/"?]+\/(?:file(?=\?download)|thumbnail)/g),
    ]).length;
    await tool.kill();
    await startAgain(HOUR_SECONDS);
    await eventually('the sweep', () => filesIn('evidence').length === named);
    const again = await evidencePage('5');
    assert.equal(
      again.document.all('li').filter((one) => one.attribute('class')?.includes('trace')).length,
      shown,
    );
  });
});
