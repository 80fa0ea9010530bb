import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDemoPlatform, type DemoServer } from '../../src/demo/demoServer.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { removeDirectory, temporaryDirectory } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { judged, Lesson } from '../support/lesson.js';
import { Person, type Campus } from '../support/person.js';
import { freePort, ToolProcess } from '../support/toolProcess.js';

const COMMENT = 'Une remarque confidentielle';

describe('what the tool logs', function () {
  this.timeout(60_000);
  const dataDirectory = temporaryDirectory();
  let lms: DemoServer;
  let tool: ToolProcess;
  let campus: Campus;
  let link = '';

  before(async () => {
    lms = await startDemoPlatform({
      port: 0,
      host: 'lms.localhost',
      privateKeyPem: await sharedKeyPem('platform'),
    });
    tool = await ToolProcess.start({ port: await freePort(), dataDirectory, logLevel: 'trace' });
    const { out } = await tool.attendus('registration-link', '--activate');
    link = /http\S+/.exec(out)?.[0] ?? '';
    await fetch(lms.platform.registrationAddress(link));
    const [registered] = lms.platform.state.tools;
    assert.ok(registered);
    campus = { platform: lms.platform, tool: lms.platform.activateTool(registered.id) };
  });
  after(async () => {
    await tool.kill();
    await lms.close();
    removeDirectory(dataDirectory);
  });

  it('holds no name, text, token, cookie or key, whatever happens', async () => {
    const lesson = await Lesson.start(campus);
    await lesson.publish('5', [4, 3], COMMENT);
    lms.platform.setFault('serverError', { on: ['scores'], times: 1 });
    lms.platform.setFault('unauthorized', { on: ['results'], times: 1 });
    await lesson.publish('6', [2, 3], COMMENT);
    await eventually('a mark', () => lesson.mark('5') === 17.5, 20_000);
    const learner = new Person(campus, '5');
    const { token, page } = await learner.launchAnswer(lesson.activity);
    const opened = await page.postItself();
    assert.match(opened.text, new RegExp(COMMENT));
    // Launches and forms that are refused, and addresses that are not there.
    const again = await page.postItself();
    const tampered = await page.postItself((fields) => fields.set('id_token', `${token}x`));
    await opened.visit('learners/6');
    const grid = judged(await lesson.grid('7'), [3, 3]).fill('Commentaire général', COMMENT.repeat(300));
    const refused = await grid.press(/^Publier$/);
    const foreign = await (
      await lesson.grid('7')
    ).pressWith(/^Publier$/, (fields) => fields.set('_csrf', 'x'));
    assert.deepEqual([again.status >= 400, tampered.status >= 400], [true, true]);
    assert.deepEqual([refused.status, foreign.status], [422, 403]);

    // The last line comes through a pipe, and may come after the answer that it is about.
    const log = await eventually('the last refusal in the log', () => {
      const said = tool.said();
      return said.includes('CROSS_SITE_REQUEST') && said;
    });
    assert.match(log, /Attendus is ready/);
    const { state } = lms.platform;
    const teacher = lesson.classPage.browser.jar.header(lesson.classPage.url, {
      method: 'GET',
      top: 'lms.localhost',
    });
    const secrets: Record<string, readonly string[]> = {
      'a name': state.users.flatMap(({ givenName, familyName }) => [givenName, familyName]).filter(isTelling),
      'an e-mail': state.users.map(({ email }) => email),
      'what a teacher wrote': ['confidentielle'],
      'a token of a launch': [token, token.split('.')[2] ?? '', 'eyJ'],
      'an access token': [...state.accessTokens.keys()],
      'a cookie': [teacher.split('=')[1] ?? ''],
      'a registration link': [new URL(link).searchParams.get('token') ?? ''],
      'a key': ['PRIVATE KEY', readFileSync(join(dataDirectory, 'secret'), 'utf8').trim()],
      'a session': [lesson.classPage.url.pathname.split('/')[2] ?? ''],
    };
    for (const [what, values] of Object.entries(secrets)) {
      assert.ok(
        values.length > 0 && values.every((value) => value.length > 2),
        `${what}: nothing to look for`,
      );
      for (const value of values) {
        const at = log.indexOf(value);
        assert.ok(at === -1, `${what} is in the log: ${log.slice(Math.max(0, at - 200), at + 100)}`);
      }
    }
  });
});

/** Names that are also words of our own logs prove nothing. */
const isTelling = (name: string) => name.length > 3 && name !== 'Admin';
