import type { KeyPair, Registration } from '../../src/platform/registration.js';

/** A Moodle that an administrator has activated. */
export const moodleRegistration: Registration = {
  id: 'registration-1',
  name: 'Lycée Les Tilleuls',
  issuer: 'https://moodle.example',
  clientId: 'client-1',
  authorizationUrl: 'https://moodle.example/mod/lti/auth.php',
  tokenUrl: 'https://moodle.example/mod/lti/token.php',
  keySetUrl: 'https://moodle.example/mod/lti/certs.php',
  deploymentIds: ['1', '2'],
  status: 'active',
  keyId: 'key-1',
  createdAt: new Date('2040-01-01T08:00:00Z'),
};

/** Shaped as PEM, but no key: for what only stores it. */
export const storedKeyPair: KeyPair = {
  keyId: 'key-1',
  publicKeyPem: '-----BEGIN PUBLIC KEY-----\nUFVCTElD\n-----END PUBLIC KEY-----\n',
  privateKeyPem: '-----BEGIN PRIVATE KEY-----\nVU5SRUFEQUJMRQ==\n-----END PRIVATE KEY-----\n',
  createdAt: new Date('2040-01-01T08:00:00Z'),
};
