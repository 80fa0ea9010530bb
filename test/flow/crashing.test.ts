import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoPlatform, type DemoServer } from '../../src/demo/demoServer.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { removeDirectory, temporaryDirectory } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { Lesson, type LevelCode } from '../support/lesson.js';
import { MovingClock } from '../support/movingClock.js';
import { Person, TEACHER, type Campus } from '../support/person.js';
import { freePort, ToolProcess } from '../support/toolProcess.js';

/** Longer than a lease: what a killed process had claimed is due again. */
const LEASE_SECONDS = 130;

const LEARNERS = ['5', '6', '7', '8', '9', '10', '11', '12'];

/** Marks of the second attendu alone tell the rounds apart. */
const ROUNDS: readonly { levels: readonly [LevelCode, LevelCode]; mark: number; killAfterMs: number }[] = [
  { levels: [4, 4], mark: 20, killAfterMs: 0 },
  { levels: [4, 3], mark: 17.5, killAfterMs: 250 },
  { levels: [2, 3], mark: 11, killAfterMs: 700 },
];

describe('a tool that is killed', function () {
  this.timeout(120_000);

  const clock = new MovingClock();
  const dataDirectory = temporaryDirectory();
  let lms: DemoServer;
  let port: number;
  let tool: ToolProcess;

  before(async () => {
    lms = await startDemoPlatform({
      port: 0,
      host: 'lms.localhost',
      now: clock.now,
      privateKeyPem: await sharedKeyPem('platform'),
    });
    port = await freePort();
    tool = await ToolProcess.start({ port, dataDirectory, logLevel: 'info' });
    assert.doesNotMatch(tool.said(), /without being stopped|wait to be sent/);
  });
  after(async () => {
    await tool?.kill();
    await lms?.close();
    removeDirectory(dataDirectory);
  });

  async function register(): Promise<Campus> {
    const { out } = await tool.attendus('registration-link', '--activate');
    const [link = ''] = /http\S+/.exec(out) ?? [];
    await fetch(lms.platform.registrationAddress(link));
    const [first] = lms.platform.state.tools;
    assert.ok(first, `no registration by ${link}`);
    return { platform: lms.platform, tool: lms.platform.activateTool(first.id) };
  }

  it('sends every published mark after it starts again, exactly as published last', async () => {
    const campus = await register();
    const lesson = await Lesson.start(campus);
    const expected = new Map<string, { mark: number; comment: string }>();
    lms.platform.setFault('slow', { on: ['scores', 'results'], delayMs: 150 });

    for (const [round, { levels, mark, killAfterMs }] of ROUNDS.entries()) {
      for (const id of LEARNERS) {
        const comment = `Tour ${round}, élève ${id}`;
        await lesson.publish(id, levels, comment);
        expected.set(id, { mark, comment });
      }
      await delay(killAfterMs);
      const { pid } = tool;
      await tool.kill();
      clock.advance(LEASE_SECONDS);
      tool = await ToolProcess.start({
        port,
        dataDirectory,
        clockAheadSeconds: LEASE_SECONDS * (round + 1),
        logLevel: 'info',
      });
      assert.match(tool.said(), new RegExp(`"pid":${pid},.*ended without being stopped`), 'a start says so');
      if (killAfterMs === 0) assert.match(tool.said(), /"marks":\d,.*wait to be sent/);
    }

    lms.platform.clearFaults();
    await eventually(
      'every mark to arrive',
      () => LEARNERS.every((id) => lesson.mark(id) === expected.get(id)?.mark),
      20_000,
    );
    for (const id of LEARNERS) {
      assert.equal(lesson.feedback(id), expected.get(id)?.comment);
      const times = lesson.scoresOf(id).map(({ body }) => Date.parse(body.timestamp));
      assert.ok(
        times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0)),
        'timestamps grow over crashes',
      );
    }
    const [learner = ''] = LEARNERS;
    const page = await new Person(campus, learner).launch(lesson.activity);
    assert.match(page.text, /11 \/ 20/);
    assert.match(page.text, new RegExp(`Tour 2, élève ${learner}`));
  });

  it('keeps its registration, its class and its drafts', async () => {
    const [toolOfPlatform] = lms.platform.state.tools;
    assert.ok(toolOfPlatform);
    const campus = { platform: lms.platform, tool: toolOfPlatform };
    const lesson = await Lesson.start(campus, { title: 'Brouillon' });
    const saved = await (
      await lesson.grid('5')
    )
      .fill('Commentaire général', 'Écrit juste avant')
      .press(/^Enregistrer$/);
    assert.equal(saved.status, 200);
    await tool.kill();
    tool = await ToolProcess.start({
      port,
      dataDirectory,
      clockAheadSeconds: LEASE_SECONDS * ROUNDS.length,
    });
    const grid = await (await new Person(campus, TEACHER).launch(lesson.activity)).visit('learners/5');
    assert.equal(grid.entriesWith('Commentaire général').get('generalComment'), 'Écrit juste avant');
  });

  for (const [title, begin] of [
    ['hangs', () => lms.platform.setFault('hang', { on: ['lineItems', 'scores', 'results'] })],
    [
      'is slow at each of the four steps to a mark',
      () => {
        lms.platform.revokeTokens();
        lms.platform.setFault('slow', { delayMs: 4800 });
      },
    ],
  ] as const) {
    it(`is stopped within ten seconds, without an error, while a platform ${title}`, async () => {
      const [toolOfPlatform] = lms.platform.state.tools;
      assert.ok(toolOfPlatform);
      const lesson = await Lesson.start({ platform: lms.platform, tool: toolOfPlatform }, { title });
      begin();
      await lesson.publish('5', [4, 3]);
      await delay(200);
      const begun = performance.now();
      assert.equal(await tool.stop(), 0);
      const seconds = (performance.now() - begun) / 1000;
      assert.ok(seconds < 10, `${seconds} s, ${tool.said()}`);
      assert.doesNotMatch(tool.said(), /"level":50/);
      lms.platform.clearFaults();
      // Its clock has not passed the lease.
      tool = await ToolProcess.start({
        port,
        dataDirectory,
        clockAheadSeconds: LEASE_SECONDS * ROUNDS.length,
      });
      await eventually('the mark to arrive', () => lesson.mark('5') === 17.5, 20_000);
    });
  }

  it('is stopped by a service manager without an error, and says nothing of repairs after it', async () => {
    assert.equal(await tool.stop(), 0);
    tool = await ToolProcess.start({ port, dataDirectory, logLevel: 'info' });
    assert.doesNotMatch(tool.said(), /without being stopped|cut off/);
  });
});
