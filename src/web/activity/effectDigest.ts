import { createHash } from 'node:crypto';
import type { CountingEffect } from '../../evaluation/observation/countingEffect.js';
import type { VersionEffect } from '../../evaluation/versionEffect.js';

/** A fingerprint of all that a teacher is shown of an effect: what they confirm is what they saw. */
export const effectDigest = (effect: VersionEffect | CountingEffect): string =>
  createHash('sha256').update(JSON.stringify(effect)).digest('base64url').slice(0, 22);
