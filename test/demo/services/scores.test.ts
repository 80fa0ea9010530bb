import assert from 'node:assert/strict';
import request from 'supertest';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { LEARNER_IDS, OUTSIDER_ID, SUSPENDED_ID, TEACHER_IDS } from '../../../src/demo/site/people.js';
import { MEDIA_TYPES, SCOPES } from '../../../src/demo/vocabulary.js';
import { giveToken } from '../moodleSite.js';
import { testPlatform, type TestClock } from '../testPlatform.js';
import { testTool } from '../testTool.js';

const [learner = ''] = LEARNER_IDS;
const NOW = '2026-11-23T09:00:00Z';

describe('POST …/lineitem/scores', () => {
  let platform: DemoPlatform;
  let clock: TestClock;
  let itemId: string;
  let token: string;
  let toolId: string;

  beforeEach(async () => {
    ({ platform, clock } = await testPlatform());
    const tool = await testTool(platform);
    toolId = tool.tool.id;
    const activity = platform.addActivity({
      courseId: '2',
      toolId,
      title: 'Accueil',
      column: { scoreMaximum: 20, tag: 'note' },
    });
    itemId = platform.lineItemsOf(activity.id)[0]?.id ?? '';
    token = await tool.token();
  });

  const right = {
    userId: learner,
    timestamp: NOW,
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    scoreGiven: 14.5,
    scoreMaximum: 20,
    comment: 'Bien',
  };

  const send = (changed: Record<string, unknown> = {}, body = JSON.stringify({ ...right, ...changed })) =>
    request(platform.app)
      .post(`/mod/lti/services.php/2/lineitems/${itemId}/lineitem/scores?type_id=${toolId}`)
      .set('Content-Type', MEDIA_TYPES.score)
      .set('Authorization', `Bearer ${token}`)
      .send(body);

  const results = (userId = learner) =>
    request(platform.app)
      .get(`/mod/lti/services.php/2/lineitems/${itemId}/lineitem/results`)
      .query({ type_id: toolId, user_id: userId })
      .set('Accept', MEDIA_TYPES.resultContainer)
      .set('Authorization', `Bearer ${token}`)
      .buffer(true)
      .parse((res, done) => {
        let text = '';
        res.on('data', (chunk: Buffer) => (text += chunk.toString()));
        res.on('end', () => done(null, JSON.parse(text)));
      });

  const shown = async (userId = learner) =>
    ((await results(userId).expect(200)).body as { resultScore?: number; comment?: string }[])[0];

  it('answers an empty body, and the mark is in the gradebook', async () => {
    const { text } = await send().expect(200);
    assert.equal(text, '');
    assert.equal(platform.gradeOf(itemId, learner)?.finalGrade, 14.5);
    assert.equal((await shown())?.resultScore, 14.5);
    assert.equal((await shown())?.comment, 'Bien');
  });

  const marks: readonly { name: string; sent: Record<string, unknown>; raw: number; shown: number }[] = [
    { name: '0', sent: { scoreGiven: 0 }, raw: 0, shown: 0 },
    { name: '7 of 10', sent: { scoreGiven: 7, scoreMaximum: 10 }, raw: 14, shown: 14 },
    { name: '25 of 20', sent: { scoreGiven: 25 }, raw: 25, shown: 20 },
    { name: '-3', sent: { scoreGiven: -3 }, raw: -3, shown: 0 },
    { name: 'a third', sent: { scoreGiven: 13.333333333 }, raw: 13.33333, shown: 13.33333 },
    { name: 'a maximum of 0', sent: { scoreGiven: 5, scoreMaximum: 0 }, raw: 5, shown: 5 },
    { name: 'texts', sent: { scoreGiven: '12', scoreMaximum: '20' }, raw: 12, shown: 12 },
  ];

  for (const { name, sent, raw, shown: visible } of marks) {
    it(`keeps ${raw} and shows ${visible} for ${name}`, async () => {
      await send(sent).expect(200);
      assert.equal(platform.gradeOf(itemId, learner)?.rawGrade, raw);
      assert.equal((await shown())?.resultScore, visible);
    });
  }

  const erasures: readonly { name: string; sent: Record<string, unknown> }[] = [
    { name: 'FullyGraded without a score', sent: { scoreGiven: undefined, scoreMaximum: undefined } },
    { name: 'a score of null', sent: { scoreGiven: null } },
    { name: 'Pending', sent: { gradingProgress: 'Pending' } },
    { name: 'PendingManual', sent: { gradingProgress: 'PendingManual' } },
    { name: 'NotReady', sent: { gradingProgress: 'NotReady' } },
    { name: 'Failed', sent: { gradingProgress: 'Failed' } },
    { name: 'an unknown grading progress', sent: { gradingProgress: 'Bidon' } },
  ];

  for (const { name, sent } of erasures) {
    it(`erases the mark for ${name}`, async () => {
      await send().expect(200);
      clock.advance(10);
      await send({ comment: undefined, ...sent, timestamp: '2026-11-23T09:00:10Z' }).expect(200);
      assert.equal(platform.gradeOf(itemId, learner)?.finalGrade, null);
      assert.equal(await shown(), undefined);
    });
  }

  it('erases the comment that a later score leaves out', async () => {
    await send();
    await send({ timestamp: '2026-11-23T09:00:01Z', comment: undefined }).expect(200);
    assert.equal((await shown())?.comment, undefined);
  });

  const timestamps: readonly { name: string; second: string; status: number }[] = [
    { name: 'the same', second: NOW, status: 409 },
    { name: 'a later one in the same second', second: '2026-11-23T09:00:00.999Z', status: 409 },
    { name: 'an earlier one', second: '2026-11-23T08:59:59Z', status: 409 },
    { name: 'one second later', second: '2026-11-23T09:00:01Z', status: 200 },
    { name: 'the same instant in another zone', second: '2026-11-23T10:00:00+01:00', status: 409 },
    { name: 'a later one without a zone, read in Paris', second: '2026-11-23T10:00:01', status: 200 },
  ];

  for (const { name, second, status } of timestamps) {
    it(`answers ${status} to a second score whose timestamp is ${name}`, async () => {
      await send().expect(200);
      const { text } = await send({ timestamp: second, scoreGiven: 3 }).expect(status);
      assert.equal(text, status === 409 ? '[]' : '');
      assert.equal(platform.gradeOf(itemId, learner)?.finalGrade, status === 409 ? 14.5 : 3);
    });
  }

  it('takes a future timestamp, and refuses every score until it has passed', async () => {
    await send({ timestamp: '2026-11-24T09:00:00Z' }).expect(200);
    await send({ scoreGiven: 3 }).expect(409);
    clock.advance(86_401);
    token = giveToken(platform, toolId, [SCOPES.score]);
    await send({ timestamp: '2026-11-24T09:00:01Z', scoreGiven: 3 }).expect(200);
  });

  const refused: readonly { name: string; sent: Record<string, unknown>; status: number }[] = [
    { name: 'an unknown user', sent: { userId: '99999' }, status: 400 },
    { name: 'someone who is not enrolled', sent: { userId: OUTSIDER_ID }, status: 400 },
    { name: 'a teacher', sent: { userId: TEACHER_IDS[0] }, status: 400 },
    { name: 'a user id that is no number', sent: { userId: 'abc' }, status: 502 },
    { name: 'a score without maximum', sent: { scoreMaximum: undefined }, status: 400 },
    { name: 'no timestamp', sent: { timestamp: undefined }, status: 400 },
    { name: 'a timestamp that is a number', sent: { timestamp: 1_795_432_775 }, status: 400 },
    { name: 'no activity progress', sent: { activityProgress: undefined }, status: 400 },
    { name: 'no grading progress', sent: { gradingProgress: undefined }, status: 400 },
  ];

  for (const { name, sent, status } of refused) {
    it(`answers ${status} to a score with ${name}`, async () => {
      await send(sent).expect(status);
      assert.equal(platform.state.grades.size, 0);
    });
  }

  it('answers 200 and [] to an invalid score that was sent pretty-printed', async () => {
    const { text } = await send({}, JSON.stringify({ ...right, timestamp: 'hier' }, null, 2)).expect(200);
    assert.equal(text, '[]');
    assert.equal(platform.state.grades.size, 0);
  });

  it('takes the score of a suspended learner, whom the roster leaves out', async () => {
    await send({ userId: SUSPENDED_ID }).expect(200);
    assert.equal((await shown(SUSPENDED_ID))?.resultScore, 14.5);
  });

  it("keeps a teacher's own mark in sight", async () => {
    await send().expect(200);
    clock.advance(5);
    platform.overrideGrade(itemId, learner, 19, 'du professeur');
    clock.advance(5);
    await send({ timestamp: '2026-11-23T09:00:10Z', scoreGiven: 6 }).expect(200);
    assert.equal(platform.gradeOf(itemId, learner)?.rawGrade, 6);
    assert.deepEqual([(await shown())?.resultScore, (await shown())?.comment], [19, 'du professeur']);
  });

  it('answers 500 and [] for a locked mark', async () => {
    await send().expect(200);
    platform.lockGrade(itemId, learner);
    const { text } = await send({ timestamp: '2026-11-23T09:00:10Z', scoreGiven: 6 }).expect(500);
    assert.equal(text, '[]');
    platform.lockGrade(itemId, learner, false);
    await send({ timestamp: '2026-11-23T09:00:10Z', scoreGiven: 6 }).expect(200);
  });

  it('answers 404 once the activity is deleted', async () => {
    platform.deleteActivity(platform.state.activities[0]?.id ?? '');
    await send().expect(404);
  });

  it('keeps the share of each mark when the column gets another maximum', async () => {
    await send({ scoreGiven: 10 }).expect(200);
    await request(platform.app)
      .put(`/mod/lti/services.php/2/lineitems/${itemId}/lineitem?type_id=${toolId}`)
      .set('Content-Type', MEDIA_TYPES.lineItem)
      .set('Authorization', `Bearer ${token}`)
      .send(JSON.stringify({ label: 'Accueil', scoreMaximum: 40 }))
      .expect(200);
    assert.equal((await shown())?.resultScore, 20);
  });

  it('writes down every score it received', async () => {
    await send().expect(200);
    await send().expect(409);
    assert.deepEqual(
      platform.state.scoresReceived.map(({ lineItemId, status, body }) => ({ lineItemId, status, body })),
      [
        { lineItemId: itemId, status: 200, body: right },
        { lineItemId: itemId, status: 409, body: right },
      ],
    );
  });
});

describe('DELETE …/lineitem', () => {
  it('takes the column of an activity and its marks, but not one that no content item described', async () => {
    const { platform } = await testPlatform();
    const tool = await testTool(platform);
    const bare = { courseId: '2', toolId: tool.tool.id, title: 'x', column: { scoreMaximum: 20 } };
    platform.addActivity({ ...bare, column: { scoreMaximum: 20, resourceId: 'r' } });
    platform.addActivity(bare);
    const token = await tool.token();
    const [described, plain] = platform.state.lineItems;
    platform.overrideGrade(described?.id ?? '', learner, 12);
    const remove = (id: string | undefined) =>
      request(platform.app)
        .delete(`/mod/lti/services.php/2/lineitems/${id}/lineitem?type_id=${tool.tool.id}`)
        .set('Authorization', `Bearer ${token}`);
    await remove(described?.id).expect(204);
    await remove(plain?.id).expect(403);
    assert.equal(platform.state.lineItems.length, 1);
    assert.equal(platform.state.grades.size, 0);
  });
});
