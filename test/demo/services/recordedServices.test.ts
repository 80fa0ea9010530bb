import assert from 'node:assert/strict';
import request from 'supertest';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { SCOPES } from '../../../src/demo/vocabulary.js';
import { giveToken, moodleWithActivity, MOODLE_URL } from '../moodleSite.js';
import { recordedCalls, type RecordedCall } from '../recordings.js';
import type { TestClock } from '../testPlatform.js';

/** Unix seconds of the one override in the recordings. */
const OVERRIDE_AT = 1_795_432_778;

/** What a teacher or an administrator did in Moodle just before a call. */
const BEFORE: Readonly<Record<string, (platform: DemoPlatform, clock: TestClock) => void>> = {
  'score: tool score after the teacher override': (platform, clock) => {
    clock.set(new Date(OVERRIDE_AT * 1000));
    platform.overrideGrade('4', '32', 19, 'note du professeur');
  },
  'score: locked grade item': (platform) => Object.assign(lineItem(platform, '4'), { locked: true }),
  'score: standalone item (max 40): 10/20': (platform) =>
    Object.assign(lineItem(platform, '4'), { locked: false }),
  'locked grade: score': (platform) => platform.lockGrade('4', '33'),
};

/** Not built: an obsolete format, and the site's own course, which the demo has not. */
const LEFT_OUT = new Set(['members Accept LIS v2', 'members other course 1']);

function lineItem(platform: DemoPlatform, id: string) {
  const found = platform.state.lineItems.find((item) => item.id === id);
  assert.ok(found);
  return found;
}

/** The recording tool wrote header bytes as they came. */
const asUtf8 = (header: string | undefined) =>
  header === undefined ? undefined : Buffer.from(header, 'latin1').toString('utf8');

const shownBody = (text: string, type: string | undefined): unknown =>
  text !== '' && type?.includes('json') ? (JSON.parse(text) as unknown) : text;

/** Result rows come unsorted; the sourced ids of LTI 1.1 hold random numbers. */
function comparable(body: unknown, name: string): unknown {
  if (name.startsWith('results limit')) return 'a page of Moodle';
  const plain = JSON.parse(
    JSON.stringify(body).replaceAll(/"lis_result_sourcedid":".*?[^\\]"/g, '"lis":1'),
  ) as unknown;
  if (!Array.isArray(plain)) return plain;
  return (plain as { id: string }[]).sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

describe('services, beside what Moodle 4.5.6 answered', () => {
  let platform: DemoPlatform;
  let clock: TestClock;
  let tokens: { all: string; readonly: string; scores: string };

  before(async () => {
    ({ platform, clock } = await moodleWithActivity());
    tokens = {
      all: giveToken(platform, '3', Object.values(SCOPES)),
      readonly: giveToken(platform, '3', [SCOPES.lineItemReadonly]),
      scores: giveToken(platform, '3', [SCOPES.score, SCOPES.lineItem, SCOPES.result]),
    };
  });

  function authorization(name: string): string | undefined {
    if (/without token|no token/.test(name)) return undefined;
    if (name.includes('junk token')) return 'Bearer junk';
    if (/readonly (lineitem )?token/.test(name)) return `Bearer ${tokens.readonly}`;
    if (name.includes('AGS-only token')) return `Bearer ${tokens.scores}`;
    return `Bearer ${tokens.all}`;
  }

  async function replay(name: string, { request: sent, response }: RecordedCall) {
    clock.set(new Date(response.headers['date'] ?? ''));
    const path = sent.url.slice(MOODLE_URL.length);
    const method = sent.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    const call = request(platform.app)[method](path).set('Accept', mediaType(sent).accept);
    const bearer = authorization(name);
    if (bearer) call.set('Authorization', bearer);
    if (sent.body !== undefined) {
      call.set('Content-Type', mediaType(sent).contentType);
      call.send(typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body));
    }
    return call.buffer(true).parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    });
  }

  /** Recording 25 left the headers of its calls out. */
  function mediaType({ url, headers = {} }: RecordedCall['request']) {
    const usual = url.includes('/results') ? 'application/vnd.ims.lis.v2.resultcontainer+json' : '*/*';
    return {
      accept: headers['accept'] ?? usual,
      contentType: headers['content-type'] ?? 'application/vnd.ims.lis.v1.score+json',
    };
  }

  for (const file of ['21-ags-lineitems', '22-ags-scores', '23-ags-results', '24-nrps', '25-ags-realtime']) {
    for (const [name, recorded] of recordedCalls(file)) {
      if (!recorded.request || LEFT_OUT.has(name)) continue;

      it(`${file}: ${name}`, async () => {
        BEFORE[name]?.(platform, clock);
        const answer = await replay(name, recorded);
        const { status, statusText, headers, body } = recorded.response;
        const { statusMessage } = (answer as unknown as { res: { statusMessage: string } }).res;
        const type = headers['content-type'];
        assert.deepEqual(
          {
            status: answer.status,
            reason: asUtf8(statusMessage),
            type: answer.headers['content-type'] as string,
            link: asUtf8(answer.headers['link'] as string | undefined),
            body: comparable(shownBody(answer.body as string, type), name),
          },
          { status, reason: statusText, type, link: asUtf8(headers['link']), body: comparable(body, name) },
        );
        if (recorded.gradeGradesAfter) sameGrade(recorded);
      });
    }
  }

  function sameGrade({ request: { url, body }, gradeGradesAfter: row }: RecordedCall) {
    const id = /lineitems\/(\d+)/.exec(url)?.[1] ?? '';
    const userId =
      /"userId":\s*"?(\d+)/.exec(typeof body === 'string' ? body : JSON.stringify(body))?.[1] ?? '';
    const grade = platform.gradeOf(id, userId);
    assert.deepEqual(
      {
        rawgrade: grade?.rawGrade,
        finalgrade: grade?.finalGrade,
        feedback: grade?.feedback,
        overridden: grade?.overriddenAt ?? 0,
      },
      {
        rawgrade: row?.['rawgrade'],
        finalgrade: row?.['finalgrade'],
        feedback: row?.['feedback'],
        overridden: row?.['overridden'],
      },
    );
    const difference = Math.abs(Number(grade?.modifiedAt) - Number(row?.['timemodified']));
    assert.ok(difference <= 1, `modified ${grade?.modifiedAt}, Moodle ${String(row?.['timemodified'])}`);
  }
});
