import assert from 'node:assert/strict';
import { rotateKey } from '../../../src/lti/registration/keyRotation.js';
import type { KeyReplacement, Registration } from '../../../src/platform/registration.js';
import { signingKeyId } from '../../../src/platform/signingKeyId.js';
import { moodleRegistration, storedKeyPair } from '../../support/registrations.js';

const NOW = new Date('2026-11-27T12:00:00Z');
const hoursLater = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const nextKey = (signsFrom: Date) => ({ keyId: 'key-2', signsFrom });

describe('rotateKey', () => {
  let asked: KeyReplacement[];
  const rotate = (registration: Registration, immediately = false, taken = true) =>
    rotateKey(registration, immediately, {
      registrations: {
        replaceKey: async (_registration, replacement) => {
          asked.push(replacement);
          return taken ? registration : undefined;
        },
      },
      createKeyPair: async () => ({ ...storedKeyPair, keyId: 'key-new' }),
      now: () => NOW,
    });
  beforeEach(() => {
    asked = [];
  });

  it('shows the new key a day before it signs, and the old one an hour after', async () => {
    assert.equal((await rotate(moodleRegistration)).kind, 'rotated');
    const [{ keyPair, signsFrom, othersLeaveAt } = assert.fail()] = asked;
    assert.deepEqual([keyPair.keyId, signsFrom, othersLeaveAt], ['key-new', hoursLater(24), hoursLater(25)]);
  });

  it('signs with the new key at once where the old one is not trusted, which leaves within minutes', async () => {
    await rotate(moodleRegistration, true);
    assert.deepEqual(asked[0]?.signsFrom, NOW);
    assert.deepEqual(asked[0]?.othersLeaveAt, hoursLater(1 / 12));
  });

  it('makes no third key while the second waits, unless it must be trusted no more', async () => {
    const waiting = { ...moodleRegistration, nextKey: nextKey(hoursLater(1)) };
    assert.equal((await rotate(waiting)).kind, 'underWay');
    assert.equal(asked.length, 0);
    assert.equal((await rotate(waiting, true)).kind, 'rotated');
    assert.equal((await rotate({ ...moodleRegistration, nextKey: nextKey(NOW) })).kind, 'rotated');
  });

  it('tells when someone else was first', async () => {
    assert.equal((await rotate(moodleRegistration, false, false)).kind, 'changed');
  });
});

describe('signingKeyId', () => {
  it('is the key of now until the next one signs', () => {
    const registration = { ...moodleRegistration, nextKey: nextKey(hoursLater(24)) };
    assert.equal(signingKeyId(moodleRegistration, NOW), 'key-1');
    assert.equal(signingKeyId(registration, new Date(hoursLater(24).getTime() - 1)), 'key-1');
    assert.equal(signingKeyId(registration, hoursLater(24)), 'key-2');
  });
});
