import { createHash } from 'node:crypto';
import type { VersionEffect } from '../../evaluation/versionEffect.js';

/** A fingerprint of all that a teacher is shown of an effect: what they confirm is what they saw. */
export const effectDigest = (effect: VersionEffect): string =>
  createHash('sha256').update(JSON.stringify(effect)).digest('base64url').slice(0, 22);
