import { randomBytes } from 'node:crypto';
import type { ErasurePorts } from '../../src/evaluation/eraseLearner.js';
import { createKeyPair } from '../../src/lti/registration/keyPair.js';
import { createRegistrar } from '../../src/lti/registration/registrar.js';
import type { Journal, JournalEntry } from '../../src/platform/journal.js';
import { memoryRegistrations } from '../support/memoryPorts.js';

/** Nothing is kept of anybody. */
const NOTHING_KEPT: ErasurePorts = { erasures: [], scrub: async () => {} };

/** What commands work on: the real registrar over a store in memory, and a journal of given lines. */
export function registrarOfTests() {
  const registrations = memoryRegistrations();
  const now = () => new Date('2026-11-23T12:00:00Z');
  const registrar = createRegistrar({
    registrations,
    createKeyPair: () => createKeyPair({ now, randomBytes }),
    url: 'https://attendus.example',
    demo: false,
    now,
    randomBytes,
  });
  const lines: JournalEntry[] = [];
  const journal: Pick<Journal, 'list'> = {
    async list({ registrationId, contextId, from, limit }) {
      const asked = lines.filter(
        (line) =>
          line.registrationId === registrationId &&
          (contextId === undefined || line.contextId === contextId) &&
          line.at >= from,
      );
      return asked.slice(0, limit);
    },
  };
  return { registrations, registrar, lines, journal, erasure: NOTHING_KEPT, now };
}

/** A command line that registers a Moodle. */
export const REGISTER = [
  'register',
  '--issuer=https://moodle.example',
  '--client-id=c1',
  '--auth-url=https://moodle.example/auth',
  '--token-url=https://moodle.example/token',
  '--jwks-url=https://moodle.example/certs',
  '--deployment=1',
];
