import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ToolError } from '../../../src/errors.js';
import { courseRole } from '../../../src/lti/courseRole.js';
import { CLAIM } from '../../../src/lti/launch/claims.js';
import type { LaunchSession } from '../../../src/platform/launchSession.js';
import type { RecordedKind } from '../recordedMoodle.js';
import { launchRig, recordedRegistration, type Claims } from './launchRig.js';

const KINDS: readonly RecordedKind[] = ['teacher', 'learner', 'deepLinking', 'review'];
const RUNS = 300;

/** The session, or the refusal; whatever else is thrown fails the test. */
async function outcomeOf(launch: Promise<{ session: LaunchSession }>): Promise<LaunchSession | ToolError> {
  try {
    return (await launch).session;
  } catch (error) {
    assert.ok(error instanceof ToolError, `not refused but broken: ${String((error as Error).stack)}`);
    assert.ok(error.status >= 400 && error.status < 500, `${error.code} answers ${error.status}`);
    return error;
  }
}

/** Text that has hurt someone before. */
const hostileText = fc.oneof(
  fc.constantFrom('', ' ', '\0', '__proto__', '$ne', '{"$gt":""}', '../../etc/passwd', 'javascript:alert(1)'),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x>',
    "' or 1=1",
    '\r\nSet-Cookie: a=b',
    '\u202e\ud83d',
  ),
  fc.integer({ min: 1, max: 50_000 }).map((length) => 'é'.repeat(length)),
  fc.string(),
);
const anyValue = fc.oneof(
  hostileText,
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.constantFrom(null, true, 0, -1, 1e308, [], {}, [[]], [null], { id: null }, { $ne: '' }),
);

const claimNames = [
  ...'iss aud azp sub exp iat nbf nonce name given_name family_name'.split(' '),
  ...Object.values(CLAIM),
];

/** Sets one field of a claim, where the claim has fields. */
function setDeep(
  claims: Claims,
  name: string,
  { field, value }: { field: string | undefined; value: unknown },
) {
  const claim = claims[name];
  if (field === undefined || typeof claim !== 'object' || claim === null) claims[name] = value;
  else claims[name] = Object.assign({}, claim, { [field]: value });
}

const FIELDS = (
  'id title locale return_url document_target scope lineitems lineitem user_id context_memberships_url ' +
  'deep_link_return_url accept_types accept_multiple data name attendus_grid attendus_groups __proto__'
).split(' ');

const change = fc.record({
  name: fc.constantFrom(...claimNames),
  field: fc.option(fc.constantFrom(...FIELDS), { nil: undefined }),
  value: anyValue,
});

/** What must hold of every session, whatever a platform has signed. */
function assertSound(session: LaunchSession, claims: Claims): void {
  const { sub, deployment, roles } = {
    sub: claims['sub'],
    deployment: claims[CLAIM.deploymentId],
    roles: claims[CLAIM.roles],
  };
  assert.ok(typeof sub === 'string' && sub !== '' && session.user.sub === sub);
  assert.equal(session.scope.deploymentId, deployment);
  assert.ok(recordedRegistration.deploymentIds.includes(session.scope.deploymentId));
  assert.equal(session.scope.registrationId, recordedRegistration.id);
  assert.equal(typeof session.scope.contextId, 'string');
  assert.ok(Array.isArray(roles) && session.role === courseRole(roles as string[]));
  assert.ok(session.mentees.every((mentee) => typeof mentee === 'string'));
  for (const address of addressesOf(session)) assert.match(address, /^https?:\/\//);
  assert.ok(Object.values(session.custom).every((value) => typeof value === 'string' && value !== ''));
  if (session.message === 'submissionReview' && session.role === 'learner') {
    assert.equal(session.reviewOf, session.user.sub);
  }
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
}

const addressesOf = ({ platform, gradeService, membershipsUrl, deepLinking }: LaunchSession) =>
  [
    ...platform.origins,
    platform.returnUrl,
    gradeService?.lineItemUrl,
    gradeService?.lineItemsUrl,
    membershipsUrl,
    deepLinking?.returnUrl,
  ].filter((address) => address !== undefined);

describe('a launch that somebody tampered with', function () {
  this.timeout(60_000);

  it('opens no session, wherever one character of its token was changed', async () => {
    const rig = launchRig();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...KINDS), fc.nat(), fc.nat(), async (kind, at, by) => {
        const login = await rig.login(kind);
        const token = rig.moodleKey.sign(rig.claims(kind, login));
        const position = at % token.length;
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
        const character = alphabet[by % alphabet.length] ?? '';
        const changed = token.slice(0, position) + character + token.slice(position + 1);
        // The last character of a signature holds bits that stand for nothing.
        fc.pre(character !== token[position] && position < token.length - 1);
        const outcome = await outcomeOf(rig.open(changed, login));
        assert.ok(outcome instanceof ToolError, `changed at ${position}, it opened a session`);
      }),
      { numRuns: RUNS },
    );
    assert.equal(rig.sessions.all.size, 0);
  });

  it('is refused in words, or opens a sound session, whatever its claims hold', async () => {
    const rig = launchRig();
    const seen = { opened: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...KINDS),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (kind, changes) => {
          const login = await rig.login(kind);
          const claims = rig.claims(kind, login);
          for (const { name, field, value } of changes) setDeep(claims, name, { field, value });
          const sent = JSON.parse(JSON.stringify(claims)) as Claims;
          const outcome = await outcomeOf(rig.open(rig.moodleKey.sign(sent), login));
          if (outcome instanceof ToolError) seen.refused += 1;
          else assertSound(outcome, sent);
          if (!(outcome instanceof ToolError)) seen.opened += 1;
        },
      ),
      { numRuns: RUNS * 4 },
    );
    assert.ok(seen.opened > RUNS / 10 && seen.refused > RUNS, JSON.stringify(seen));
  });

  it('is refused in words when it comes as something else than its form', async () => {
    const rig = launchRig();
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('id_token', 'state', 'error', 'error_description', 'x'), anyValue),
        async (form) => {
          const outcome = await outcomeOf(rig.gate.openLaunch(form, () => undefined));
          assert.ok(outcome instanceof ToolError);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('begins with no login that names nothing we know', async () => {
    const rig = launchRig();
    const name = fc.constantFrom('iss', 'login_hint', 'target_link_uri', 'client_id', 'lti_deployment_id');
    await fc.assert(
      fc.asyncProperty(name, anyValue, async (parameter, value) => {
        const before = rig.attempts.all.size;
        const begun = rig.login('teacher', { [parameter]: value });
        const outcome = await begun.then(
          () => 'begun' as const,
          (error: unknown) => error,
        );
        if (outcome === 'begun') return;
        assert.ok(outcome instanceof ToolError && outcome.status < 500, String(outcome));
        assert.equal(rig.attempts.all.size, before, 'a refused login was stored');
      }),
      { numRuns: RUNS },
    );
  });

  it('is refused when its state is of another browser’s login, in both of them', async () => {
    const rig = launchRig();
    const [mine, theirs] = [await rig.login('teacher'), await rig.login('learner')];
    const swapped = [
      rig.open(rig.moodleKey.sign(rig.claims('teacher', mine)), { ...mine, state: theirs.state }),
      rig.open(rig.moodleKey.sign(rig.claims('learner', theirs)), { ...theirs, state: mine.state }),
    ];
    for (const outcome of await Promise.all(swapped.map(outcomeOf))) assert.ok(outcome instanceof ToolError);
    assert.equal(rig.sessions.all.size, 0);
  });
});
