import type { Publication } from '../evaluation.js';
import type { Evidence, EvidenceFolder } from './evidence.js';
import { isThere } from './evidenceFolder.js';

/** Whose eyes: a mentor reads a learner's result. */
export type EvidenceReader = 'teacher' | 'learner' | 'mentor';

/**
 * What someone may see of a folder. Teachers see all of it. Learners see their own at once, and what their teachers
 * added as they see comments: once it is published. Mentors see nothing before that.
 *
 * @param released what `releasedPublication` gives.
 */
export function visibleEvidence(
  { items }: Pick<EvidenceFolder, 'items'>,
  reader: EvidenceReader,
  released: Publication | undefined,
): readonly Evidence[] {
  return items.filter((item) => isThere(item) && isVisible(item, reader, released));
}

function isVisible(item: Evidence, reader: EvidenceReader, released: Publication | undefined): boolean {
  if (reader === 'teacher') return true;
  if (item.by.role === 'teacher') return isPublished(item, released);
  return reader === 'learner' || released !== undefined;
}

/** Whether a publication came after it: what is added later waits for the next one. */
export const isPublished = ({ at }: Evidence, publication: Pick<Publication, 'at'> | undefined): boolean =>
  publication !== undefined && at <= publication.at;
