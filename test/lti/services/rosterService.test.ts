import assert from 'node:assert/strict';
import type { LaunchSession } from '../../../src/platform/launchSession.js';
import type { Member, RosterProblem } from '../../../src/platform/roster.js';
import { teacherSession } from '../../support/launchSessions.js';
import { answering, isTokenRequest, registrationAt, servicesFor, type TestServices } from './testServices.js';
import {
  recordedCall,
  recordedReply,
  startPlatform,
  type Answer,
  type StandInPlatform,
} from './standInPlatform.js';

const MEMBERSHIPS = '/mod/lti/services.php/CourseSection/2/bindings/3/memberships';

describe('createRosterService', () => {
  let platform: StandInPlatform;
  let services: TestServices;
  let session: LaunchSession;

  beforeEach(async () => {
    platform = await startPlatform();
    const registration = registrationAt(platform.origin);
    services = servicesFor(() => registration);
    session = { ...teacherSession, membershipsUrl: `${platform.origin}${MEMBERSHIPS}` };
  });

  afterEach(async () => {
    await platform.close();
    await services.http.close();
  });

  const read = () => services.roster.read(session);

  const membersOf = async (entries: unknown[]): Promise<readonly Member[]> => {
    answering(platform, () => ({
      body: JSON.stringify({ id: 'x', context: { id: '2' }, members: entries }),
    }));
    const reading = await read();
    assert.ok('members' in reading);
    return reading.members;
  };

  const problemOf = async (answer: Answer): Promise<RosterProblem> => {
    answering(platform, () => answer);
    const reading = await read();
    assert.ok('problem' in reading);
    return reading.problem;
  };

  const replay = (name: string) => recordedReply(recordedCall('24-nrps', name), platform.origin);

  it('reads Moodle’s whole course', async () => {
    answering(platform, () => replay('members'));
    const reading = await read();
    assert.ok('members' in reading);
    const { members } = reading;
    assert.equal(members.length, 32);
    assert.deepEqual(members[0], {
      sub: '5',
      name: 'Chloé Bézier',
      familyName: 'Bézier',
      givenName: 'Chloé',
      role: 'learner',
      active: true,
    });
    assert.equal(members.filter(({ role }) => role === 'teacher').length, 2);
  });

  it('asks with the one media type and a token for the roster alone', async () => {
    answering(platform, () => replay('members'));
    await read();
    const [token, request] = platform.received;
    assert.equal(
      new URLSearchParams(token?.body).get('scope'),
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    );
    assert.equal(request?.url, MEMBERSHIPS);
    assert.equal(request.headers.accept, 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json');
  });

  it('reads all of Moodle’s pages', async () => {
    answering(platform, ({ url }) => {
      const from = new URL(url, platform.origin).searchParams.get('from');
      if (from === null) return replay('members limit=10');
      if (from === '10') return replay('members limit=10&from=10');
      return replay('members limit=10&from=30');
    });
    const reading = await read();
    assert.ok('members' in reading);
    assert.equal(reading.members.length, 22);
    assert.equal(platform.received.filter((request) => !isTokenRequest(request)).length, 3);
  });

  it('keeps no e-mail, user name or school number', async () => {
    answering(platform, () => replay('members'));
    assert.doesNotMatch(JSON.stringify(await read()), /@|eleve01|INE-/);
  });

  const members: [string, unknown[], Partial<Member>[]][] = [
    [
      'reads someone without names',
      [{ user_id: '1', roles: ['Learner'] }],
      [{ sub: '1', role: 'learner', active: true }],
    ],
    [
      'makes a name of given and family name',
      [{ user_id: '1', roles: ['Learner'], given_name: 'Zoé', family_name: 'Lefèvre' }],
      [
        {
          sub: '1',
          name: 'Zoé Lefèvre',
          familyName: 'Lefèvre',
          givenName: 'Zoé',
          role: 'learner',
          active: true,
        },
      ],
    ],
    [
      'reads names that Moodle wrote as HTML, once',
      [
        {
          user_id: '1',
          roles: ['Learner'],
          name: 'Tom Gras &amp; Fils &amp;lt;',
          family_name: 'O&#039;Brien',
        },
      ],
      [
        {
          sub: '1',
          name: 'Tom Gras & Fils &lt;',
          familyName: "O'Brien",
          role: 'learner',
          active: true,
        },
      ],
    ],
    [
      'takes blank and malformed names for none',
      [{ user_id: '1', roles: ['Learner'], name: '  ', given_name: 7, family_name: null }],
      [{ sub: '1', role: 'learner', active: true }],
    ],
    [
      'reads roles by their whole name',
      [{ user_id: '1', roles: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'] }],
      [{ sub: '1', role: 'teacher', active: true }],
    ],
    ['makes guests of those without roles', [{ user_id: '1' }], [{ sub: '1', role: 'guest', active: true }]],
    [
      'tells who is inactive',
      [{ user_id: '1', roles: ['Learner'], status: 'Inactive' }],
      [{ sub: '1', role: 'learner', active: false }],
    ],
    ['leaves out who was deleted', [{ user_id: '1', roles: ['Learner'], status: 'Deleted' }], []],
    [
      'reads a numeric id',
      [{ user_id: 12, roles: ['Learner'] }],
      [{ sub: '12', role: 'learner', active: true }],
    ],
    [
      'leaves out who has no id',
      [{ roles: ['Learner'], name: 'x' }, { user_id: '', roles: [] }, { user_id: null }],
      [],
    ],
    ['leaves out what is no member', ['x', null, 7, []], []],
    [
      'names everyone once',
      [
        { user_id: '1', roles: ['Learner'], name: 'A' },
        { user_id: '2', roles: ['Learner'] },
        { user_id: '1', roles: ['Learner'], name: 'B' },
      ],
      [
        { sub: '1', name: 'A', role: 'learner', active: true },
        { sub: '2', role: 'learner', active: true },
      ],
    ],
    ['reads an empty course', [], []],
  ];
  for (const [name, entries, expected] of members) {
    it(name, async () => assert.deepEqual(await membersOf(entries), expected));
  }

  it('reads groups where members carry them', async () => {
    const groupsOf = async (enrolments: unknown) =>
      (await membersOf([{ user_id: '1', roles: [], group_enrollments: enrolments }]))[0]?.groupIds;
    assert.deepEqual(await groupsOf([{ group_id: 'a' }, { group_id: 7 }, { group_id: 'a' }]), ['a', '7']);
    assert.deepEqual(await groupsOf([]), []);
    assert.equal(await groupsOf(undefined), undefined);
    assert.equal(await groupsOf('a,b'), undefined);
  });

  it('cuts a name that no register holds', async () => {
    const [member] = await membersOf([{ user_id: '1', roles: ['Learner'], name: 'x'.repeat(5000) }]);
    assert.equal(member?.name?.length, 200);
  });

  it('reads a course of three thousand', async () => {
    const crowd = Array.from({ length: 3000 }, (_, n) => ({
      user_id: `${n}`,
      roles: ['Learner'],
      name: 'x'.repeat(150),
      email: `${'y'.repeat(200)}@lycee.example.test`,
    }));
    assert.equal((await membersOf(crowd)).length, 3000);
  });

  const problems: [string, Answer, RosterProblem][] = [
    ['401', { status: 401 }, 'refused'],
    ['403', { status: 403 }, 'refused'],
    ['404', { status: 404 }, 'refused'],
    ['400', { status: 400 }, 'refused'],
    ['a redirect', { status: 302, headers: { location: '/login' } }, 'refused'],
    ['429', { status: 429 }, 'unreachable'],
    ['500', { status: 500 }, 'unreachable'],
    ['503', { status: 503 }, 'unreachable'],
    ['a broken connection', (response) => response.destroy(), 'unreachable'],
    ['too long an answer', { body: 'x'.repeat(5_000_001) }, 'unreachable'],
    ['a page', { body: '<html>' }, 'invalid'],
    ['nothing', { body: '' }, 'invalid'],
    ['another shape', { body: '{"members":{}}' }, 'invalid'],
  ];
  for (const [name, answer, expected] of problems) {
    it(`is ${expected} after ${name}`, async () => assert.equal(await problemOf(answer), expected));
  }

  describe('of one link', () => {
    const readLink = (id: string) => services.roster.read(session, id);
    const asked = () => platform.received.filter((request) => !isTokenRequest(request)).map(({ url }) => url);

    it('reads Moodle’s answer, which has a message for each member', async () => {
      answering(platform, () => replay('members rlid'));
      const reading = await readLink('3');
      assert.ok('members' in reading);
      assert.equal(reading.members.length, 32);
      assert.deepEqual(asked(), [`${MEMBERSHIPS}?rlid=3`]);
      assert.doesNotMatch(JSON.stringify(reading), /message|sourcedid/);
    });

    it('reads on where a page leads on', async () => {
      answering(platform, ({ url }) =>
        replay(url.includes('from=') ? 'members rlid' : 'members rlid limit=5'),
      );
      const reading = await readLink('3');
      assert.ok('members' in reading);
      assert.equal(reading.members.length, 32);
      assert.deepEqual(asked(), [`${MEMBERSHIPS}?rlid=3`, `${MEMBERSHIPS}?limit=5&from=5&rlid=3`]);
    });

    it('is refused for a link that Moodle does not know', async () => {
      answering(platform, () => replay('members rlid unknown'));
      assert.deepEqual(await readLink('99999'), { problem: 'refused' });
    });

    it('keeps the query of the platform’s address, and any character of the id', async () => {
      session = { ...session, membershipsUrl: `${platform.origin}/members?tenant=a%2Fb&rlid=other` };
      answering(platform, () => replay('members rlid'));
      await readLink('a&b=é');
      const [url = ''] = asked();
      assert.deepEqual(
        [...new URL(url, platform.origin).searchParams],
        [
          ['tenant', 'a/b'],
          ['rlid', 'a&b=é'],
        ],
      );
    });

    it('asks no foreign address, nor one that is none', async () => {
      for (const membershipsUrl of ['https://evil.example/members', 'members']) {
        session = { ...session, membershipsUrl };
        assert.deepEqual(await readLink('3'), { problem: 'refused' });
      }
      assert.equal(platform.received.length, 0);
    });
  });

  it('gives no half of a class', async () => {
    answering(platform, ({ url }) =>
      url.includes('from=10') ? { status: 500 } : replay('members limit=10'),
    );
    assert.deepEqual(await read(), { problem: 'unreachable' });
  });

  it('is not offered without an address', async () => {
    const { membershipsUrl: _none, ...without } = session;
    session = without;
    assert.deepEqual(await read(), { problem: 'not-offered' });
    assert.equal(platform.received.length, 0);
  });

  it('asks no foreign address', async () => {
    session = { ...session, membershipsUrl: 'https://evil.example/members' };
    assert.deepEqual(await read(), { problem: 'refused' });
    assert.equal(platform.received.length, 0);
  });
});
