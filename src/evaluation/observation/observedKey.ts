import { canonicalJson } from '../canonicalJson.js';
import { textHash } from '../desk/textHash.js';
import { stands, type Observation, type ObservedMark } from './observation.js';

/** How many observations stand, and a fingerprint of all that anyone reads of them; undefined when none does. */
export function observedMark(observations: readonly Observation[]): ObservedMark | undefined {
  const standing = observations.filter(stands);
  if (standing.length === 0) return undefined;
  return { count: standing.length, key: observedKey(standing) };
}

/** Tells observations from others without keeping them; it is no protection against anyone. */
function observedKey(observations: readonly Observation[]): string {
  const read = observations.map(({ at: _at, by: _by, version: _version, edited: _edited, ...rest }) => rest);
  const text = canonicalJson(read);
  return `${text.length.toString(36)}-${textHash(text).toString(36)}`;
}
