import { canonicalJson } from '../canonicalJson.js';
import { stands, type Observation, type ObservedMark } from './observation.js';

/** How many observations stand, and a fingerprint of all that anyone reads of them; undefined when none does. */
export function observedMark(observations: readonly Observation[]): ObservedMark | undefined {
  const standing = observations.filter(stands);
  if (standing.length === 0) return undefined;
  return { count: standing.length, key: observedKey(standing) };
}

/**
 * Tells observations from others without keeping them: 53 bits, which tell changes of one learner's apart. It is no
 * protection against anyone.
 */
function observedKey(observations: readonly Observation[]): string {
  const read = observations.map(({ at: _at, by: _by, version: _version, edited: _edited, ...rest }) => rest);
  return fingerprint(canonicalJson(read));
}

/** « cyrb53 », by bryc (public domain). */
function fingerprint(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
