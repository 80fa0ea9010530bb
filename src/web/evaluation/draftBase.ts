import { createHash } from 'node:crypto';
import { draftDigest, type Digest } from '../../evaluation/contentConflict.js';
import type { Draft } from '../../evaluation/evaluation.js';

/** Sixty-six bits: no two comments of one field will ever share them. */
export const shortDigest: Digest = (text) =>
  createHash('sha256').update(text).digest('base64url').slice(0, 11);

/** The hidden field that says what a form was made from. */
export const draftBase = (draft: Draft): string => JSON.stringify(draftDigest(draft, shortDigest));
