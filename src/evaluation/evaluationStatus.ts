import { EMPTY_CONTENT } from './changeContent.js';
import type { EvaluationSummary, Publication } from './evaluation.js';
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

/** Whether learners see the draft as it stands, on the grid that it is judged on. */
function isShown({ content, gridVersionId }: EvaluationSummary, publication: Publication): boolean {
  // Absent and excused learners are judged on nothing, whatever the version.
  const onSameGrid = gridVersionId === publication.gridVersionId || content.presence !== 'present';
  return onSameGrid && sameContent(publication.content, content);
}
