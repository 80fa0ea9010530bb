import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CLAIM } from '../../../src/lti/launch/claims.js';
import type { CourseRole } from '../../../src/platform/launchSession.js';
import type { RecordedKind } from '../recordedMoodle.js';
import { launchRig, recordedRegistration, type Claims } from './launchRig.js';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const set = (changes: Claims) => (claims: Claims) => void Object.assign(claims, changes);
const without =
  (...names: string[]) =>
  (claims: Claims) => {
    for (const name of names) delete claims[name];
  };

describe('openLaunch', () => {
  let rig: ReturnType<typeof launchRig>;
  beforeEach(() => {
    rig = launchRig();
  });

  const sessionOf = async (kind: RecordedKind, change?: (claims: Claims) => void) =>
    (await rig.launch(kind, change)).session;

  it("opens a teacher's recorded launch with everything it tells", async () => {
    const { id, cookieHash, csrfToken, ...session } = await sessionOf('teacher');
    assert.deepEqual(session, {
      message: 'resource',
      scope: { registrationId: 'registration-1', deploymentId: '3', contextId: '2' },
      platform: {
        issuer: 'http://moodle.localhost:8081',
        name: 'Lycée des métiers Simone-Veil',
        family: 'moodle',
        origins: ['http://moodle.localhost:8081'],
        returnUrl:
          'http://moodle.localhost:8081/mod/lti/return.php?course=2&launch_container=3&instanceid=3&sesskey=FZfg7ZPs3w',
      },
      user: { sub: '3', name: 'Hélène Lefèvre-Gaël' },
      role: 'teacher',
      mentees: [],
      context: { id: '2', title: "Bac pro Métiers de l'accueil" },
      resourceLink: { id: '3', title: 'Accueil téléphonique — l’appel difficile' },
      gradeService: {
        scopes: ['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map(
          (scope) => `https://purl.imsglobal.org/spec/lti-ags/scope/${scope}`,
        ),
        lineItemsUrl: 'http://moodle.localhost:8081/mod/lti/services.php/2/lineitems?type_id=3',
        lineItemUrl: 'http://moodle.localhost:8081/mod/lti/services.php/2/lineitems/4/lineitem?type_id=3',
      },
      membershipsUrl:
        'http://moodle.localhost:8081/mod/lti/services.php/CourseSection/2/bindings/3/memberships',
      custom: {},
      locale: 'en',
      createdAt: rig.clock.at,
      expiresAt: new Date(rig.clock.at.getTime() + 8 * 3600_000),
    });
    assert.match(id, /^[\w-]{22}$/);
    assert.match(cookieHash, /^[\w-]{43}$/);
    assert.match(csrfToken, /^[\w-]{43}$/);
  });

  it('stores the session it opened, and of its cookie the hash alone', async () => {
    const { session, cookie } = await rig.launch('learner');
    assert.deepEqual([...rig.sessions.all.values()], [session]);
    assert.match(cookie, /^[\w-]{43}$/);
    assert.equal(session.cookieHash, createHash('sha256').update(cookie).digest('base64url'));
    assert.ok(!JSON.stringify(session).includes(cookie));
  });

  it('opens each launch under its own id and cookie', async () => {
    const [one, other] = [await rig.launch('teacher'), await rig.launch('learner')];
    assert.notEqual(one.session.id, other.session.id);
    assert.notEqual(one.cookie, other.cookie);
  });

  it('asks for the key set once, however many launches follow', async () => {
    for (let i = 0; i < 5; i += 1) await rig.launch('learner');
    assert.equal(rig.platform.fetches, 1);
  });

  it('opens a recorded deep linking request, which has no resource link', async () => {
    const session = await sessionOf('deepLinking');
    assert.equal(session.message, 'deepLinking');
    assert.equal(session.resourceLink, undefined);
    assert.deepEqual(session.deepLinking, {
      returnUrl:
        'http://moodle.localhost:8081/mod/lti/contentitem_return.php?course=2&id=3&sesskey=FZfg7ZPs3w',
      acceptTypes: ['ltiResourceLink'],
      acceptMultiple: true,
    });
  });

  it('keeps the data of a deep linking request letter for letter, and lets its page be framed where it returns', async () => {
    const session = await sessionOf('deepLinking', (claims) =>
      Object.assign(claims[CLAIM.deepLinkingSettings] as Claims, {
        data: ' opaque&= ',
        accept_multiple: 'false',
        deep_link_return_url: 'https://content.example/return',
      }),
    );
    assert.equal(session.deepLinking?.data, ' opaque&= ');
    assert.equal(session.deepLinking?.acceptMultiple, false);
    assert.deepEqual(session.platform.origins, ['http://moodle.localhost:8081', 'https://content.example']);
  });

  it('opens deep linking without target_link_uri, which that message may leave out', async () => {
    assert.equal((await sessionOf('deepLinking', without(CLAIM.targetLinkUri))).message, 'deepLinking');
  });

  describe('opens a submission review', () => {
    const reviews: [title: string, change: (claims: Claims) => void][] = [
      ['by a teacher', () => {}],
      ['by the learner of their own work', set({ sub: '5', [CLAIM.roles]: ['Learner'] })],
      [
        'by a mentor of the learner',
        set({ [CLAIM.roles]: [`${MEMBERSHIP}#Mentor`], [CLAIM.roleScopeMentor]: ['4', '5'] }),
      ],
    ];
    for (const [title, change] of reviews) {
      it(title, async () => {
        const { message, reviewOf, resourceLink } = await sessionOf('review', change);
        assert.deepEqual([message, reviewOf, resourceLink?.id], ['submissionReview', '5', '3']);
      });
    }
  });

  describe('gives the rights of the context roles', () => {
    const roles: [title: string, roles: string[], role: CourseRole][] = [
      ['an Instructor teaches', [`${MEMBERSHIP}#Instructor`], 'teacher'],
      ['a Learner learns', [`${MEMBERSHIP}#Learner`], 'learner'],
      ['the strongest of several counts', [`${MEMBERSHIP}#Learner`, `${MEMBERSHIP}#Instructor`], 'teacher'],
      ['short names count', ['Learner'], 'learner'],
      ['a TeachingAssistant teaches', [`${MEMBERSHIP}/Instructor#TeachingAssistant`], 'teacher'],
      ['an unknown role is a guest', ['urn:example:role#Wizard'], 'guest'],
      ['an empty role is a guest', [''], 'guest'],
      ['no role is a guest', [], 'guest'],
      [
        'an administrator of the site is a guest of the course',
        ['http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator'],
        'guest',
      ],
    ];
    for (const [title, given, role] of roles) {
      it(title, async () => {
        assert.equal((await sessionOf('teacher', set({ [CLAIM.roles]: given }))).role, role);
      });
    }

    it('a recorded administrator who is enrolled teaches', async () => {
      assert.equal((await sessionOf('admin')).role, 'teacher');
    });

    it('a Mentor reads the learners of role_scope_mentor, and nobody else gets them', async () => {
      const scope = { [CLAIM.roleScopeMentor]: ['5', '6', 7] };
      const mentor = await sessionOf('learner', set({ ...scope, [CLAIM.roles]: ['Mentor'] }));
      assert.deepEqual([mentor.role, mentor.mentees], ['mentor', ['5', '6']]);
      const learner = await sessionOf('learner', set({ ...scope, [CLAIM.roles]: ['Mentor', 'Learner'] }));
      assert.deepEqual([learner.role, learner.mentees], ['learner', []]);
    });
  });

  describe('names the user', () => {
    const names: [title: string, change: (claims: Claims) => void, name: string | undefined][] = [
      ['by the full name', () => {}, 'Chloé Bézier'],
      ['by given and family name', without('name'), 'Chloé Bézier'],
      ['by the family name alone', without('name', 'given_name'), 'Bézier'],
      ['not at all without personal data', without('name', 'given_name', 'family_name', 'email'), undefined],
      ['not by the e-mail', without('name', 'given_name', 'family_name'), undefined],
      ['not by an empty name', set({ name: ' ', given_name: '', family_name: null }), undefined],
      ['with quotes and markup', set({ name: '"O\'Neil" <b>&amp;' }), '"O\'Neil" <b>&amp;'],
      ['with emoji, from right to left', set({ name: '🎓 مريم' }), '🎓 مريم'],
    ];
    for (const [title, change, name] of names) {
      it(title, async () => {
        assert.deepEqual((await sessionOf('learner', change)).user, {
          sub: '5',
          ...(name !== undefined && { name }),
        });
      });
    }
  });

  it('opens a launch that tells its resource link and nothing else', async () => {
    const session = await sessionOf('learner', (claims) => {
      const needed = ['iss', 'aud', 'sub', 'iat', 'exp', 'nonce'];
      const core = [
        CLAIM.messageType,
        CLAIM.version,
        CLAIM.deploymentId,
        CLAIM.targetLinkUri,
        CLAIM.roles,
        CLAIM.resourceLink,
      ];
      for (const name of Object.keys(claims)) {
        if (![...needed, ...core].includes(name)) delete claims[name];
      }
      claims[CLAIM.resourceLink] = { id: '3' };
    });
    assert.deepEqual(session.context, { id: '' });
    assert.equal(session.scope.contextId, '');
    assert.deepEqual(session.resourceLink, { id: '3' });
    assert.equal(session.gradeService, undefined);
    assert.equal(session.membershipsUrl, undefined);
    assert.equal(session.locale, 'fr');
    assert.equal(session.platform.name, recordedRegistration.name);
    assert.equal('returnUrl' in session.platform, false);
  });

  for (const [about, platform, name] of [
    ['its name where Moodle has no full one', { name: 'lycee', product_family_code: 'moodle' }, 'lycee'],
    [
      'its name where the full one is a whole text',
      { name: 'lycee', description: 'Bienvenue ! '.repeat(10), product_family_code: 'moodle' },
      'lycee',
    ],
    [
      'the name of a platform that describes itself',
      { name: 'Campus', description: 'The learning platform of the town', product_family_code: 'canvas' },
      'Campus',
    ],
  ] as const) {
    it(`shows ${about}`, async () => {
      const session = await sessionOf('teacher', (claims) => {
        claims[CLAIM.toolPlatform] = platform;
      });
      assert.equal(session.platform.name, name);
    });
  }

  const odd: [title: string, change: (claims: Claims) => void][] = [
    ['several audiences with our azp', (c) => void Object.assign(c, { azp: c['aud'], aud: [c['aud'], 'b'] })],
    ['one audience in an array', (c) => void (c['aud'] = [c['aud']])],
    ['an iat up to a minute ahead', (c) => void Object.assign(c, { iat: Number(c['iat']) + 59 })],
    ['an iat of nearly ten minutes ago', (c) => void Object.assign(c, { iat: Number(c['iat']) - 599 })],
    ['a context of null', set({ [CLAIM.context]: null })],
    ['optional claims of the wrong type', wrongTypes],
  ];
  for (const [title, change] of odd) {
    it(`opens a launch with ${title}`, async () => {
      assert.equal((await sessionOf('teacher', change)).role, 'teacher');
    });
  }

  it('takes any deployment while none is known', async () => {
    rig.registrations.all.set('registration-1', { ...recordedRegistration, deploymentIds: [] });
    assert.equal((await sessionOf('teacher', set({ [CLAIM.deploymentId]: '99' }))).scope.deploymentId, '99');
  });

  it('keeps our own custom parameters and leaves out unsubstituted variables', async () => {
    const { custom } = await sessionOf(
      'learner',
      set({
        [CLAIM.custom]: {
          attendus_grid: 'grid-1',
          attendus_group: '$Moodle.Person.userGroupIds',
          attendus_empty: '',
          attendus_null: null,
          grid: 'not ours',
          scenario_id: 'appel-difficile',
        },
      }),
    );
    assert.deepEqual(custom, { grid: 'grid-1' });
  });

  describe('tells the groups of a learner', () => {
    const groupsOf = async (kind: RecordedKind, groups: unknown) =>
      (await sessionOf(kind, set({ [CLAIM.custom]: { attendus_groups: groups } }))).user.groupIds;
    const cases: readonly [title: string, groups: unknown, expected: readonly string[] | undefined][] = [
      ['in two', '1,2', ['1', '2']],
      ['in one, told twice', ' 7 ,7', ['7']],
      ['in none', '', []],
      ['on a platform that substitutes nothing', '$Moodle.Person.userGroupIds', undefined],
      ['on a platform that says something else', null, undefined],
      ['without an id of unlikely length', `${'9'.repeat(101)},3`, ['3']],
    ];
    for (const [title, groups, expected] of cases) {
      it(title, async () => assert.deepEqual(await groupsOf('learner', groups), expected));
    }

    it('and none of a teacher', async () => assert.equal(await groupsOf('teacher', '1,2'), undefined));
  });

  it('speaks English to those whose platform does, French to all others', async () => {
    for (const [locale, expected] of [
      ['en-GB', 'en'],
      ['EN_us', 'en'],
      ['fr', 'fr'],
      ['es', 'fr'],
      [undefined, 'fr'],
    ] as const) {
      const session = await sessionOf('learner', set({ [CLAIM.launchPresentation]: { locale } }));
      assert.equal(session.locale, expected, locale);
    }
  });

  it('leaves out addresses that it would not call or show', async () => {
    const { platform, gradeService, membershipsUrl } = await sessionOf(
      'teacher',
      set({
        [CLAIM.launchPresentation]: { return_url: 'javascript:alert(1)' },
        [CLAIM.gradeService]: {
          scope: [],
          lineitems: 'file:///etc/passwd',
          lineitem: 'https://u:p@a.example/',
        },
        [CLAIM.namesAndRoles]: { context_memberships_url: 'http://moodle.example/members' },
      }),
    );
    assert.equal(platform.returnUrl, undefined);
    assert.deepEqual(platform.origins, ['http://moodle.localhost:8081']);
    assert.deepEqual(gradeService, { scopes: [] });
    assert.equal(membershipsUrl, undefined);
  });
});

function wrongTypes(claims: Claims): void {
  Object.assign(claims, {
    name: 12,
    [CLAIM.custom]: 'none',
    [CLAIM.launchPresentation]: [],
    [CLAIM.toolPlatform]: 'moodle',
    [CLAIM.gradeService]: null,
    [CLAIM.namesAndRoles]: 7,
    [CLAIM.roleScopeMentor]: {},
  });
}
