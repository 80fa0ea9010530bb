import { EMPTY_CONTENT } from './changeContent.js';
import type { EvaluationSummary, PublicationSummary } from './evaluation.js';
import { sameContent } from './sameContent.js';

/**
 * `ready`: judged, and waiting to be published with the others. `republish`: published, then changed; the learner
 * still sees the publication. `closed`: certificative, and nobody may change it any more.
 */
export type EvaluationStatus = 'toEvaluate' | 'draft' | 'ready' | 'published' | 'republish' | 'closed';

/** Where an evaluation stands between first stroke and publication. */
export function evaluationStatus(evaluation: EvaluationSummary | undefined): EvaluationStatus {
  if (!evaluation) return 'toEvaluate';
  const { publication, content, ready, closing } = evaluation;
  if (closing) return 'closed';
  if (publication && isShown(evaluation, publication)) return 'published';
  if (ready) return 'ready';
  if (publication) return 'republish';
  return sameContent(EMPTY_CONTENT, content) ? 'toEvaluate' : 'draft';
}

/** Whether learners see the draft as it stands, on the grid that it is judged on, and what was observed beside it. */
function isShown(
  { content, gridVersionId, observed }: EvaluationSummary,
  publication: PublicationSummary,
): boolean {
  // Absent and excused learners are judged on nothing, whatever the version.
  const onSameGrid = gridVersionId === publication.gridVersionId || content.presence !== 'present';
  return onSameGrid && publication.observedKey === observed?.key && sameContent(publication.content, content);
}
