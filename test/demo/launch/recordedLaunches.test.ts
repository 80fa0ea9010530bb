import assert from 'node:assert/strict';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { launchPayload, type Claims } from '../../../src/demo/launch/idToken.js';
import type { LaunchOrder } from '../../../src/demo/site/state.js';
import {
  BASIC_OUTCOME_CLAIM,
  deepLinkingClaim,
  ENDPOINT_CLAIM,
  ltiClaim,
} from '../../../src/demo/vocabulary.js';
import { moodleWithActivity, moodleWithTool } from '../moodleSite.js';
import { recording, type RecordedLaunch } from '../recordings.js';
import { countedBytes, type TestClock } from '../testPlatform.js';

type Order = Pick<LaunchOrder, 'message'> & Partial<LaunchOrder>;

interface Case {
  readonly file: string;
  readonly order: Order;
  /** What had happened in the course before. */
  readonly given?: (platform: DemoPlatform) => void;
}

const resource: Order = { message: 'LtiResourceLinkRequest', activityId: '3' };
const review: Order = { message: 'LtiSubmissionReviewRequest', activityId: '3', forUserId: '5' };
const choice: Order = { message: 'LtiDeepLinkingRequest' };

/** A second column that the tool made on the same link. */
function secondColumn(platform: DemoPlatform) {
  const [own] = platform.lineItemsOf('3');
  assert.ok(own);
  platform.state.lineItems.push({ ...own, id: '6', kind: 'manual' });
}

const CASES: readonly Case[] = [
  { file: '06-launch-teacher-iframe', order: resource },
  { file: '07-launch-teacher-newwindow', order: { ...resource, container: 'window' } },
  { file: '08-launch-learner-iframe', order: resource },
  { file: '10-launch-admin-iframe', order: resource },
  { file: '11-launch-second-learner-iframe', order: resource },
  { file: '12-deep-linking-request-tool-already-used', order: choice },
  { file: '13-submission-review-request', order: review },
  { file: '27-launch-with-two-line-items-on-one-link', order: resource, given: secondColumn },
];

/** The session key stands in the recorded addresses. */
const sessionKeyOf = (payload: Claims) => /sesskey=(\w+)/.exec(JSON.stringify(payload))?.[1] ?? '';

/** LTI 1.1's sourced id holds a random number and a salted hash. */
function comparable(payload: Claims): Claims {
  const outcome = payload[BASIC_OUTCOME_CLAIM] as { lis_result_sourcedid: string } | undefined;
  if (!outcome) return payload;
  const { data } = JSON.parse(outcome.lis_result_sourcedid) as { data: Record<string, unknown> };
  return {
    ...payload,
    [BASIC_OUTCOME_CLAIM]: { ...outcome, lis_result_sourcedid: { ...data, launchid: 0 } },
  };
}

function payloadLike(platform: DemoPlatform, clock: TestClock, recorded: Claims, order: Order): Claims {
  clock.set(new Date(Number(recorded['iat']) * 1000));
  const lms = {
    url: platform.url,
    state: platform.state,
    signingKey: platform.signingKey,
    now: clock.now,
    randomBytes: countedBytes(),
    fetch,
  };
  const session = { userId: String(recorded['sub']), sessionKey: sessionKeyOf(recorded) };
  const complete: LaunchOrder = { courseId: '2', toolId: '3', container: 'iframe', ...order };
  return launchPayload(lms, session, complete, String(recorded['nonce']));
}

describe('launchPayload, beside what Moodle 4.5.6 sent', () => {
  for (const { file, order, given } of CASES) {
    it(`gives the claims of ${file}`, async () => {
      const { platform, clock } = await moodleWithActivity();
      given?.(platform);
      const { idTokenPayload: recorded } = recording<RecordedLaunch>(file).authResponse;
      assert.deepEqual(comparable(payloadLike(platform, clock, recorded, order)), comparable(recorded));
    });
  }

  it('gives the claims of 04-deep-linking-request: no roster in a course that has no activity of the tool', async () => {
    const { platform, clock } = await moodleWithTool();
    const { idTokenPayload: recorded } = recording<RecordedLaunch>('04-deep-linking-request').authResponse;
    assert.deepEqual(payloadLike(platform, clock, recorded, choice), recorded);
  });

  // The original had a second column when it was duplicated, so its copy named none either.
  it('gives the claims of 33-duplicated-activity, but for the column', async () => {
    const { platform, clock } = await moodleWithActivity();
    Object.assign(platform.state.nextIds, { activity: 8, module: 9, lineItem: 21 });
    const copy = platform.duplicateActivity('3');
    const title = copy.title.replace('copie', 'copy');
    platform.state.activities = platform.state.activities.map((one) =>
      one.id === copy.id ? Object.assign(one, { title }) : one,
    );
    const { launch } = recording<{ launch: RecordedLaunch }>('33-duplicated-activity');
    const recorded = launch.authResponse.idTokenPayload;
    const payload = payloadLike(platform, clock, recorded, { ...resource, activityId: copy.id });
    const { lineitem, ...endpoint } = payload[ENDPOINT_CLAIM] as Claims;
    assert.match(String(lineitem), /lineitems\/21\/lineitem/);
    assert.deepEqual(comparable({ ...payload, [ENDPOINT_CLAIM]: endpoint }), comparable(recorded));
  });

  it('keeps resource id, tag and review address in the column of a duplicate', async () => {
    const { platform } = await moodleWithActivity();
    const { id } = platform.duplicateActivity('3');
    const [column] = platform.lineItemsOf(id);
    assert.equal(column?.resourceId, 'scn-42');
    assert.equal(column?.tag, 'note');
    assert.deepEqual(column?.submissionReview, {
      url: 'http://tool.localhost:3000/review',
      custom: 'review=1',
    });
  });

  it('tells a copied course by its history', async () => {
    const { platform } = await moodleWithActivity();
    Object.assign(platform.state.nextIds, { course: 7 });
    const copy = platform.copyCourse('2', 'Copie');
    const activity = platform.state.activities.find(({ courseId }) => courseId === copy.id);
    const payload = platform.idTokenPayload({ userId: '3', activityId: activity?.id ?? '', nonce: 'n' });
    const custom = payload[ltiClaim('custom')] as Record<string, string>;
    assert.equal(custom['context_history'], '2');
    assert.equal(custom['scenario_id'], 'appel-difficile');
    assert.notEqual(activity?.id, '3');
  });

  it('lets the custom parameters named after the AGS claim overwrite it, as Moodle does', async () => {
    const { platform, tool } = await moodleWithTool();
    const custom = 'lineitem_url=http://elsewhere.test/7';
    const { id } = platform.addActivity({ courseId: '2', toolId: tool.id, title: 'x', custom });
    const payload = platform.idTokenPayload({ userId: '3', activityId: id, nonce: 'n' });
    const endpoint = payload[ENDPOINT_CLAIM] as Claims;
    assert.equal(endpoint['lineitem'], 'http://elsewhere.test/7');
    assert.equal(Object.hasOwn(payload[ltiClaim('custom')] as object, 'lineitem_url'), false);
  });
});

describe('initiateLogin, beside what Moodle 4.5.6 posted', () => {
  const withoutRandom = (fields: Readonly<Record<string, string>>) => ({
    ...fields,
    lti_message_hint: fields['lti_message_hint']?.replaceAll(/\d{6,}/g, '#'),
  });

  for (const { file, order } of CASES.slice(0, 7)) {
    it(`posts the parameters of ${file}`, async () => {
      const { platform } = await moodleWithActivity();
      const { params } = recording<RecordedLaunch>(file).loginInitiation;
      const { session } = platform.signIn(params['login_hint'] ?? '');
      const form = platform.initiateLogin(session, { courseId: '2', toolId: '3', ...order });
      assert.equal(form.action, 'http://tool.localhost:3000/login');
      assert.deepEqual(withoutRandom(form.fields), withoutRandom(params));
    });
  }
});

describe('deep linking settings', () => {
  it('carry data where the platform is set to want it back', async () => {
    const { platform, tool } = await moodleWithTool();
    platform.state.deepLinkingData = 'panier-7';
    const payload = platform.idTokenPayload({ userId: '3', courseId: '2', toolId: tool.id, nonce: 'n' });
    const settings = payload[deepLinkingClaim('deep_linking_settings')] as Claims;
    assert.equal(settings['data'], 'panier-7');
  });
});
