import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import type { ColumnOutcome, Score } from '../../../src/gradebook/gradebook.js';
import type { GradeService } from '../../../src/platform/launchSession.js';
import { welcomeActivity } from '../../support/activities.js';
import {
  answering,
  isTokenRequest,
  NOW,
  registrationAt,
  servicesFor,
  type TestServices,
} from './testServices.js';
import {
  recordedCall,
  recordedReply,
  startPlatform,
  type Answer,
  type Received,
  type StandInPlatform,
} from './standInPlatform.js';

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope/';
const SCORE = `${AGS}score`;
const READ = `${AGS}lineitem.readonly`;
const MANAGE = `${AGS}lineitem`;

describe('ColumnFinder', () => {
  let platform: StandInPlatform;
  let services: TestServices;

  beforeEach(async () => {
    platform = await startPlatform();
    const registration = registrationAt(platform.origin);
    services = servicesFor(() => registration);
  });

  afterEach(async () => {
    await platform.close();
    await services.http.close();
  });

  const { gradeService: _announced, ...bare } = welcomeActivity;

  const item = (n: number, more: object = {}) => ({
    id: `${platform.origin}/2/lineitems/${n}/lineitem?type_id=3`,
    label: 'Accueil',
    scoreMaximum: 20,
    ...more,
  });

  /** An activity whose launch announced what is given; a null leaves the grade service out. */
  const activity = (service: Partial<GradeService> | null, change: Partial<Activity> = {}): Activity => ({
    ...bare,
    resourceLinkId: '3',
    ...(service && {
      gradeService: {
        scopes: [SCORE, MANAGE],
        lineItemsUrl: `${platform.origin}/2/lineitems?type_id=3`,
        ...service,
      },
    }),
    ...change,
  });

  const find = (given: Activity) => services.gradebook.column(given);
  const asked = () => platform.received.filter((request) => !isTokenRequest(request));
  const urlOf = (outcome: ColumnOutcome) => (outcome.kind === 'found' ? outcome.column.lineItemUrl : outcome);
  const posted = () => asked().filter(({ method }) => method === 'POST');

  /** Lists items by the filter of the query, and creates those that are posted. */
  const listing = (lists: { link?: object[]; own?: object[] }, created: Answer = { status: 500 }) =>
    answering(platform, ({ method, url }) => {
      if (method === 'POST') return created;
      const { searchParams } = new URL(url, platform.origin);
      const items = searchParams.has('resource_link_id') ? lists.link : lists.own;
      return { body: JSON.stringify(items ?? []) };
    });

  const noGradebook = { kind: 'failed', reason: 'noGradebook', temporary: false };

  describe('announced by the launch', () => {
    it('is taken without asking', async () => {
      const announced = { lineItemUrl: `${platform.origin}/li/9?type_id=1` };
      assert.deepEqual(await find(activity(announced)), {
        kind: 'found',
        column: {
          registrationId: 'registration-1',
          lineItemUrl: announced.lineItemUrl,
          scopes: [SCORE, MANAGE],
        },
      });
      assert.equal(platform.received.length, 0);
    });

    it('is refused when it is no address', async () => {
      assert.deepEqual(await find(activity({ lineItemUrl: 'li/9' })), {
        kind: 'failed',
        reason: 'refused',
        temporary: false,
      });
    });
  });

  describe('without what it takes', () => {
    const cases: [string, Partial<GradeService> | null][] = [
      ['is missing without grade service', null],
      ['is missing without the right to send scores', { scopes: [MANAGE] }],
      ['is missing without the right to list', { scopes: [SCORE] }],
      ['is missing where the list is no address', { lineItemsUrl: 'lineitems' }],
    ];
    for (const [name, service] of cases) {
      it(name, async () => {
        assert.deepEqual(await find(activity(service)), noGradebook);
        assert.equal(platform.received.length, 0);
      });
    }

    it('is missing without a list', async () => {
      const { lineItemsUrl: _none, ...service } = activity({}).gradeService ?? { scopes: [] };
      assert.deepEqual(await find({ ...activity(null), gradeService: service }), noGradebook);
    });
  });

  describe('listed under the resource link', () => {
    it('is found in Moodle', async () => {
      const reply = recordedReply(
        recordedCall('21-ags-lineitems', 'GET launch-linked items (resource_link_id)'),
        platform.origin,
      );
      answering(platform, () => reply);
      const found = await find(activity({ scopes: [SCORE, READ] }));
      assert.equal(urlOf(found), `${platform.origin}/mod/lti/services.php/2/lineitems/4/lineitem?type_id=3`);
      const [request] = asked();
      assert.equal(request?.url, '/2/lineitems?type_id=3&resource_link_id=3');
      assert.equal(request.headers.accept, 'application/vnd.ims.lis.v2.lineitemcontainer+json');
    });

    it('is found behind Moodle’s malformed links to further pages', async () => {
      const first = recordedReply(recordedCall('21-ags-lineitems', 'GET lineitems limit=2'), platform.origin);
      const second = recordedReply(
        recordedCall('21-ags-lineitems', 'GET lineitems limit=2&from=2'),
        platform.origin,
      );
      answering(platform, ({ url }) => {
        if (url.includes('from=2')) return second;
        return url.includes('from=') ? { body: JSON.stringify([item(77, { resourceLinkId: '9' })]) } : first;
      });
      assert.equal(urlOf(await find(activity({}, { resourceLinkId: '9' }))), item(77).id);
      assert.deepEqual(
        asked().map(({ url }) => url.split('?')[1]),
        ['type_id=3&resource_link_id=9', 'type_id=3&limit=2&from=2', 'type_id=3&limit=2&from=4'],
      );
    });

    it('is chosen among others where a platform does not heed the filter', async () => {
      listing({ link: [item(1), item(2, { resourceLinkId: '8' }), item(3, { resourceLinkId: '3' })] });
      assert.equal(urlOf(await find(activity({}))), item(3).id);
    });

    it('is ours first when the link has two', async () => {
      listing({
        link: [item(1, { resourceLinkId: '3' }), item(2, { resourceLinkId: '3', resourceId: 'activity-1' })],
      });
      assert.equal(urlOf(await find(activity({}))), item(2).id);
    });

    it('is looked up once', async () => {
      listing({ link: [item(3, { resourceLinkId: '3' })] });
      await Promise.all(Array.from({ length: 36 }, () => find(activity({}))));
      await find(activity({}));
      assert.equal(asked().length, 1);
    });
  });

  describe('made by us', () => {
    it('is found again without its link', async () => {
      listing({ own: [item(5, { resourceId: 'activity-1', tag: 'attendus' })] });
      assert.equal(urlOf(await find(activity({}))), item(5).id);
      assert.equal(asked()[1]?.url, '/2/lineitems?type_id=3&resource_id=activity-1&tag=attendus');
    });

    it('is not another link’s', async () => {
      listing({ own: [item(5, { resourceId: 'activity-1', resourceLinkId: '4' })] });
      assert.deepEqual(await find(activity({ scopes: [SCORE, READ] })), noGradebook);
    });

    it('is created where there is none', async () => {
      listing({}, { status: 201, body: JSON.stringify(item(12)) });
      assert.equal(urlOf(await find(activity({}))), item(12).id);
      const [request] = posted();
      assert.equal(request?.url, '/2/lineitems?type_id=3');
      assert.equal(request.headers['content-type'], 'application/vnd.ims.lis.v2.lineitem+json');
      assert.deepEqual(JSON.parse(request.body), {
        label: 'Accueil physique',
        scoreMaximum: 20,
        resourceId: 'activity-1',
        tag: 'attendus',
        resourceLinkId: '3',
      });
    });

    it('is created as Moodle answers it', async () => {
      const created = recordedReply(
        recordedCall('21-ags-lineitems', 'POST lineitems with resourceLinkId'),
        platform.origin,
      );
      listing({}, created);
      assert.equal(
        urlOf(await find(activity({}))),
        `${platform.origin}/mod/lti/services.php/2/lineitems/6/lineitem?type_id=3`,
      );
    });

    it('is created once for a class of scores', async () => {
      listing({}, { status: 201, body: JSON.stringify(item(12)) });
      const found = await Promise.all(Array.from({ length: 36 }, () => find(activity({}))));
      assert.ok(found.every((outcome) => urlOf(outcome) === item(12).id));
      assert.equal(posted().length, 1);
    });

    it('is not created without the right to', async () => {
      listing({}, { status: 201, body: JSON.stringify(item(12)) });
      assert.deepEqual(await find(activity({ scopes: [SCORE, READ] })), noGradebook);
      assert.equal(posted().length, 0);
    });

    const labels: [string, string, string][] = [
      ['of 255 characters whole', 'é'.repeat(255), 'é'.repeat(255)],
      ['of 256 characters cut', 'é'.repeat(256), `${'é'.repeat(254)}…`],
      ['of emoji cut between two', '🙂'.repeat(300), `${'🙂'.repeat(254)}…`],
      ['that is blank replaced by the grid’s', '  ', 'Accueil physique'],
    ];
    for (const [name, title, label] of labels) {
      it(`has a title ${name}`, async () => {
        listing({}, { status: 201, body: JSON.stringify(item(12)) });
        await find(activity({}, { title }));
        assert.equal(JSON.parse(posted()[0]?.body ?? '').label, label);
      });
    }

    it('has a maximum in points', async () => {
      listing({}, { status: 201, body: JSON.stringify(item(12)) });
      await find(activity({}, { grid: { ...welcomeActivity.grid, maximumHundredths: 1250 } }));
      assert.equal(JSON.parse(posted()[0]?.body ?? '').scoreMaximum, 12.5);
    });

    const failures: [string, Answer, object][] = [
      [
        'a refusal',
        { status: 403 },
        { kind: 'failed', reason: 'unauthorized', temporary: true, status: 403 },
      ],
      ['an error', { status: 502 }, { kind: 'failed', reason: 'serverError', temporary: true, status: 502 }],
      [
        'no line item',
        { status: 201, body: '{}' },
        { kind: 'failed', reason: 'serverError', temporary: true },
      ],
      [
        'an address that is none',
        { status: 201, body: '{"id":"li/12"}' },
        { kind: 'failed', reason: 'serverError', temporary: true },
      ],
    ];
    for (const [name, created, expected] of failures) {
      it(`tells of ${name}, and looks again next time`, async () => {
        listing({}, created);
        assert.deepEqual(await find(activity({})), expected);
        listing({ link: [item(12, { resourceLinkId: '3' })] });
        assert.equal(urlOf(await find(activity({}))), item(12).id);
      });
    }
  });

  describe('of a platform in trouble', () => {
    const failures: [string, Answer, object][] = [
      ['500', { status: 500 }, { kind: 'failed', reason: 'serverError', temporary: true, status: 500 }],
      ['no list at all', { status: 404 }, { ...noGradebook, status: 404 }],
      ['a page', { body: '<html>' }, { kind: 'failed', reason: 'serverError', temporary: true }],
      [
        'another shape',
        { body: '[{"label":"x"}]' },
        { kind: 'failed', reason: 'serverError', temporary: true },
      ],
    ];
    for (const [name, answer, expected] of failures) {
      it(`tells of ${name}, and creates nothing`, async () => {
        answering(platform, () => answer);
        assert.deepEqual(await find(activity({})), expected);
        assert.equal(posted().length, 0);
      });
    }
  });

  describe('that answers 404', () => {
    const score: Score = {
      learnerSub: '5',
      timestamp: NOW,
      score: { kind: 'mark', hundredths: 1500, maximumHundredths: 2000, comment: '' },
    };

    const isScore = ({ url }: Received) => url.includes('/scores');

    /** Announced as 9, of which scores answer 404; lists and creations answer as given. */
    const lost = async (service: Partial<GradeService>, others: (request: Received) => Answer) => {
      const announced = activity({ lineItemUrl: item(9).id, ...service });
      answering(platform, (request) => (isScore(request) ? { status: 404 } : others(request)));
      const found = await find(announced);
      assert.ok(found.kind === 'found');
      const outcome = await services.gradebook.send(found.column, score);
      assert.deepEqual(outcome, { kind: 'failed', reason: 'columnGone', temporary: true, status: 404 });
      return announced;
    };

    const gone = { kind: 'failed', reason: 'columnGone', temporary: false };

    it('is looked up anew, whatever an older launch announced', async () => {
      const announced = await lost({}, () => ({ body: JSON.stringify([item(10, { resourceLinkId: '3' })]) }));
      assert.equal(urlOf(await find(announced)), item(10).id);
      assert.equal(urlOf(await find(announced)), item(10).id);
    });

    it('is made anew where that is allowed', async () => {
      const announced = await lost({}, ({ method }) =>
        method === 'POST' ? { status: 201, body: JSON.stringify(item(12)) } : { body: '[]' },
      );
      assert.equal(urlOf(await find(announced)), item(12).id);
    });

    it('is made once, not at each try, where what was made is gone too', async () => {
      const announced = await lost({}, ({ method }) =>
        method === 'POST' ? { status: 201, body: JSON.stringify(item(12)) } : { body: '[]' },
      );
      const made = await find(announced);
      assert.ok(made.kind === 'found');
      await services.gradebook.send(made.column, score);
      assert.deepEqual(await find(announced), gone);
      const creations = platform.received.filter(
        (request) => request.method === 'POST' && !isScore(request) && !isTokenRequest(request),
      );
      assert.equal(creations.length, 1);
    });

    it('is gone where it cannot be made', async () => {
      const announced = await lost({ scopes: [SCORE, READ] }, () => ({ body: '[]' }));
      assert.deepEqual(await find(announced), gone);
    });

    it('is taken again when the list still has it', async () => {
      const announced = await lost({}, () => ({ body: JSON.stringify([item(9, { resourceLinkId: '3' })]) }));
      assert.equal(urlOf(await find(announced)), item(9).id);
    });

    it('is gone once, then tried again, where it cannot be looked up', async () => {
      const announced = await lost({ scopes: [SCORE] }, () => ({ status: 500 }));
      assert.deepEqual(await find(announced), gone);
      assert.equal(urlOf(await find(announced)), item(9).id);
    });

    it('is never deleted', async () => {
      await lost({}, () => ({ body: '[]' }));
      assert.ok(platform.received.every(({ method }) => method === 'GET' || method === 'POST'));
    });
  });
});
