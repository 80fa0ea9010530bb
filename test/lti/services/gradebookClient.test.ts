import assert from 'node:assert/strict';
import type { Column, Score } from '../../../src/gradebook/gradebook.js';
import type { Registration } from '../../../src/platform/registration.js';
import { answering, isTokenRequest, registrationAt, servicesFor, type TestServices } from './testServices.js';
import {
  atOrigin,
  recordedCall,
  recordedReply,
  startPlatform,
  type Answer,
  type Reply,
  type StandInPlatform,
} from './standInPlatform.js';

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope/';
const SCOPES = [`${AGS}lineitem`, `${AGS}result.readonly`, `${AGS}score`];

const accepted = { kind: 'accepted' };
const refused = (reason: string, status?: number) => ({
  kind: 'failed',
  reason,
  temporary: false,
  ...(status !== undefined && { status }),
});
const forNow = (reason: string, status: number, more: object = {}) => ({
  kind: 'failed',
  reason,
  temporary: true,
  status,
  ...more,
});

describe('createGradebook', () => {
  let platform: StandInPlatform;
  let registration: Registration;
  let services: TestServices;
  let column: Column;

  beforeEach(async () => {
    platform = await startPlatform();
    registration = registrationAt(platform.origin);
    services = servicesFor(() => registration);
    column = {
      registrationId: registration.id,
      lineItemUrl: `${platform.origin}/mod/lti/services.php/2/lineitems/4/lineitem?type_id=3`,
      scopes: SCOPES,
    };
  });

  afterEach(async () => {
    await platform.close();
    await services.http.close();
  });

  const replay = (file: string, name: string) => {
    const reply = recordedReply(recordedCall(file, name), platform.origin);
    answering(platform, () => reply);
  };

  const asked = () => platform.received.filter((request) => !isTokenRequest(request));

  describe('send', () => {
    const score: Score = {
      learnerSub: '5',
      timestamp: new Date('2026-11-23T10:19:37Z'),
      score: {
        kind: 'mark',
        hundredths: 1500,
        maximumHundredths: 2000,
        comment: 'Très bien : « l’accueil » était chaleureux.',
      },
    };
    const send = (change: Partial<Score> = {}) => services.gradebook.send(column, { ...score, ...change });
    const sendTo = (answer: Answer) => {
      answering(platform, () => answer);
      return send();
    };

    it('sends what Moodle accepts', async () => {
      replay('22-ags-scores', 'score: 15/20 + comment');
      const { request } = recordedCall('22-ags-scores', 'score: 15/20 + comment');
      assert.deepEqual(await send(), accepted);
      const [sent] = asked();
      assert.equal(sent?.method, 'POST');
      assert.equal(`${platform.origin}${sent.url}`, atOrigin(request.url, platform.origin));
      assert.equal(sent.headers['content-type'], 'application/vnd.ims.lis.v1.score+json');
      assert.equal(sent.headers.authorization, 'Bearer token-1');
      assert.deepEqual(JSON.parse(sent.body), {
        ...(request.body as object),
        timestamp: '2026-11-23T10:19:37.000Z',
      });
    });

    const moodle: [string, string, string, object][] = [
      ['a zero', '22-ags-scores', 'score: scoreGiven 0 without comment', accepted],
      ['a withdrawal', '22-ags-scores', 'score: delete attempt: FullyGraded, no scoreGiven', accepted],
      ['a suspended learner', '22-ags-scores', 'score: suspended enrolment', accepted],
      ['an unknown learner', '22-ags-scores', 'score: unknown user 99999', refused('notEnrolled', 400)],
      ['someone not enrolled', '22-ags-scores', 'score: not enrolled', refused('notEnrolled', 400)],
      ['a teacher', '22-ags-scores', 'score: teacher prof1', refused('notEnrolled', 400)],
      ['a learner id of letters', '22-ags-scores', 'score: user "abc"', forNow('serverError', 502)],
      [
        'a score that is not later',
        '22-ags-scores',
        'score: 17: same timestamp, other score',
        forNow('outdated', 409),
      ],
      ['a locked column', '22-ags-scores', 'score: locked grade item', forNow('serverError', 500)],
      ['a locked grade', '25-ags-realtime', 'locked grade: score', forNow('serverError', 500)],
      ['a token without the scope', '22-ags-scores', 'score: readonly token', forNow('unauthorized', 401)],
      ['a column that is gone', '39-lineitem-deletion', 'score to it afterwards', forNow('columnGone', 404)],
      [
        'a refusal that Moodle dresses up as success',
        '22-ags-scores',
        'score: invalid score, pretty-printed JSON (newlines in the reason)',
        refused('refused', 200),
      ],
    ];
    for (const [name, file, call, expected] of moodle) {
      it(`reads Moodle’s answer to ${name}`, async () => {
        replay(file, call);
        assert.deepEqual(await send(), expected);
      });
    }

    const json = { 'content-type': 'application/json' };
    const others: [string, Reply, object][] = [
      ['204', { status: 204 }, accepted],
      ['201 with the score, as Open edX', { status: 201, headers: json, body: '{"userId":"5"}' }, accepted],
      [
        'a result’s address, as Canvas',
        { headers: json, body: '{"resultUrl":"https://lms.example/r/1"}' },
        accepted,
      ],
      ['blanks', { body: '\r\n' }, accepted],
      ['an error that says 200', { headers: json, body: '{"error":"no"}' }, refused('refused', 200)],
      ['a word', { headers: json, body: '"ok"' }, refused('refused', 200)],
      ['null', { headers: json, body: 'null' }, refused('refused', 200)],
      ['a page that says 200', { body: '<html>Maintenance</html>' }, forNow('serverError', 200)],
      [
        'a redirect to a login page',
        { status: 302, headers: { location: '/login' } },
        forNow('refused', 302),
      ],
      [
        'Canvas’ late timestamp',
        {
          status: 400,
          headers: json,
          body: '{"errors":{"message":"Provided timestamp of … before last updated"}}',
        },
        forNow('outdated', 400),
      ],
      [
        'Canvas’ unknown learner',
        {
          status: 422,
          headers: json,
          body: '{"errors":{"message":"User not found in course or is not a student"}}',
        },
        refused('notEnrolled', 422),
      ],
      [
        'Canvas’ unpublished activity',
        {
          status: 422,
          headers: json,
          body: '{"errors":[{"message":"This assignment is still unpublished"}]}',
        },
        refused('refused', 422),
      ],
      [
        'Canvas’ throttle',
        { status: 403, body: '403 Forbidden (Rate Limit Exceeded)' },
        forNow('rateLimited', 403),
      ],
      ['403', { status: 403 }, forNow('unauthorized', 403)],
      ['408', { status: 408 }, forNow('timeout', 408)],
      ['410', { status: 410 }, forNow('columnGone', 410)],
      ['405', { status: 405 }, refused('refused', 405)],
      ['413', { status: 413 }, refused('refused', 413)],
      ['429', { status: 429 }, forNow('rateLimited', 429)],
      [
        '429 with seconds to wait',
        { status: 429, headers: { 'retry-after': '30' } },
        forNow('rateLimited', 429, { retryAfterSeconds: 30 }),
      ],
      [
        '503 with a date to wait for',
        { status: 503, headers: { 'retry-after': 'Sun, 15 Jan 2040 10:05:05 GMT' } },
        forNow('serverError', 503, { retryAfterSeconds: 300 }),
      ],
      ['504', { status: 504, body: '<html>' }, forNow('serverError', 504)],
    ];
    for (const [name, reply, expected] of others) {
      it(`reads ${name}`, async () => assert.deepEqual(await sendTo(reply), expected));
    }

    it('withdraws a mark', async () => {
      answering(platform, () => ({}));
      assert.deepEqual(await send({ score: { kind: 'withdrawal' } }), accepted);
      assert.equal('scoreGiven' in JSON.parse(asked()[0]?.body ?? ''), false);
    });

    it('tells of a platform that is down', async () => {
      await platform.close();
      assert.deepEqual(await send(), { kind: 'failed', reason: 'unreachable', temporary: true });
    });

    it('tells of a connection that breaks', async () => {
      assert.deepEqual(await sendTo((response) => response.destroy()), {
        kind: 'failed',
        reason: 'unreachable',
        temporary: true,
      });
    });

    it('sends nothing to an address outside of the platform', async () => {
      column = { ...column, lineItemUrl: 'https://evil.example/lineitem' };
      assert.deepEqual(await send(), refused('refused'));
      assert.equal(platform.received.length, 0);
    });

    it('asks for one token for a class of scores', async () => {
      answering(platform, () => ({}));
      const outcomes = await Promise.all(Array.from({ length: 36 }, (_, n) => send({ learnerSub: `${n}` })));
      assert.ok(outcomes.every(({ kind }) => kind === 'accepted'));
      assert.equal(platform.received.length, 37);
    });

    it('asks for the scopes that the launch granted', async () => {
      answering(platform, () => ({}));
      await send();
      const form = new URLSearchParams(platform.received[0]?.body);
      assert.equal(form.get('scope'), SCOPES.join(' '));
    });
  });

  describe('read', () => {
    const read = (learner: string) => services.gradebook.read(column, learner);

    const moodle: [string, string, string, object][] = [
      ['a mark', 'results user_id', '8', { kind: 'read', result: { score: 13.33333, maximum: 20 } }],
      [
        'a mark that a teacher overrode',
        'results overridden learner',
        '32',
        { kind: 'read', result: { score: 19, maximum: 20 } },
      ],
      ['no mark', 'results of an ungraded learner', '34', { kind: 'read' }],
      ['a row without a mark', 'results standalone', '6', { kind: 'read' }],
      ['one of many', 'results standalone', '5', { kind: 'read', result: { score: 20, maximum: 40 } }],
    ];
    for (const [name, call, learner, expected] of moodle) {
      it(`reads ${name} from Moodle`, async () => {
        replay('23-ags-results', call);
        assert.deepEqual(await read(learner), expected);
      });
    }

    it('reads a zero from Moodle', async () => {
      replay('25-ags-realtime', 'zero in results');
      assert.deepEqual(await read('7'), { kind: 'read', result: { score: 0, maximum: 20 } });
    });

    it('asks for one learner with the one media type', async () => {
      replay('23-ags-results', 'results user_id');
      await read('8');
      const [request] = asked();
      const { request: recorded } = recordedCall('23-ags-results', 'results user_id');
      assert.equal(request?.method, 'GET');
      assert.equal(`${platform.origin}${request.url}`, atOrigin(recorded.url, platform.origin));
      assert.equal(request.headers.accept, 'application/vnd.ims.lis.v2.resultcontainer+json');
    });

    const bodies: [string, string, object][] = [
      [
        'leaves other learners’ results',
        '[{"userId":"9","resultScore":3,"resultMaximum":20}]',
        { kind: 'read' },
      ],
      ['takes a null score for none', '[{"userId":"8","resultScore":null}]', { kind: 'read' }],
      [
        'takes 1 for a maximum that is not told',
        '[{"userId":"8","resultScore":0.5}]',
        { kind: 'read', result: { score: 0.5, maximum: 1 } },
      ],
      [
        'reads a numeric learner id',
        '[{"userId":8,"resultScore":12,"resultMaximum":20}]',
        { kind: 'read', result: { score: 12, maximum: 20 } },
      ],
      ['tells of a page', '<html>', { kind: 'failed', reason: 'serverError', temporary: true }],
      [
        'tells of another shape',
        '{"results":[]}',
        { kind: 'failed', reason: 'serverError', temporary: true },
      ],
    ];
    for (const [name, body, expected] of bodies) {
      it(name, async () => {
        answering(platform, () => ({ body }));
        assert.deepEqual(await read('8'), expected);
      });
    }

    it('follows pages where a platform does not heed the learner', async () => {
      answering(platform, ({ url }) =>
        url.includes('p=2')
          ? { body: '[{"userId":"8","resultScore":12,"resultMaximum":20}]' }
          : { headers: { link: `<${platform.origin}/results?p=2>; rel="next"` }, body: '[{"userId":"1"}]' },
      );
      assert.deepEqual(await read('8'), { kind: 'read', result: { score: 12, maximum: 20 } });
    });

    it('follows no page to another host', async () => {
      answering(platform, () => ({ headers: { link: '<https://evil.example/2>; rel="next"' }, body: '[]' }));
      assert.deepEqual(await read('8'), refused('refused'));
    });

    it('tells of an error', async () => {
      answering(platform, () => ({ status: 500 }));
      assert.deepEqual(await read('8'), forNow('serverError', 500));
    });

    it('asks nothing that was not granted', async () => {
      column = { ...column, scopes: [`${AGS}score`] };
      assert.deepEqual(await read('8'), refused('unauthorized'));
      assert.equal(platform.received.length, 0);
    });
  });
});
