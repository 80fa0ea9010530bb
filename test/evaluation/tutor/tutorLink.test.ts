import assert from 'node:assert/strict';
import {
  isAlive,
  linkState,
  type LinkState,
  type TutorLink,
} from '../../../src/evaluation/tutor/tutorLink.js';
import { sessionEnd } from '../../../src/evaluation/tutor/tutorSession.js';
import { hotelLink } from '../../support/tutorLinks.js';

const during = new Date('2040-01-20T08:00:00Z');

describe('linkState', () => {
  const cases: [string, Partial<TutorLink>, LinkState, boolean][] = [
    ['is open', {}, 'open', true],
    ['is open with one try left', { triesLeft: 1 }, 'open', true],
    ['is locked without one, and lets those stay who are in', { triesLeft: 0 }, 'locked', true],
    ['is revoked', { revokedAt: during }, 'revoked', false],
    ['is expired at its very end', { expiresAt: during }, 'expired', false],
    ['is revoked before all', { revokedAt: during, expiresAt: during, triesLeft: 0 }, 'revoked', false],
    ['is expired before it is locked', { expiresAt: during, triesLeft: 0 }, 'expired', false],
  ];
  for (const [what, changes, state, alive] of cases) {
    it(what, () => {
      assert.equal(linkState({ ...hotelLink, ...changes }, during), state);
      assert.equal(isAlive({ ...hotelLink, ...changes }, during), alive);
    });
  }
});

describe('sessionEnd', () => {
  it('is a working day away, or the end of the link', () => {
    assert.deepEqual(sessionEnd(hotelLink, during), new Date('2040-01-20T20:00:00Z'));
    assert.deepEqual(sessionEnd(hotelLink, new Date('2040-02-15T22:00:00Z')), hotelLink.expiresAt);
  });
});
