import { randomBytes } from 'node:crypto';
import type { ErasurePorts } from '../../src/evaluation/eraseLearner.js';
import { createKeyPair } from '../../src/lti/registration/keyPair.js';
import { createRegistrar } from '../../src/lti/registration/registrar.js';
import { memoryRegistrations } from '../support/memoryPorts.js';

/** Nothing is kept of anybody. */
const NOTHING_KEPT: ErasurePorts = { erasures: [], scrub: async () => {} };

/** The real registrar over a store in memory. */
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
  return { registrations, registrar, erasure: NOTHING_KEPT };
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
