import { EMPTY_CONTENT } from './changeContent.js';
import type { EvaluationSummary } from './evaluation.js';
import { sameContent } from './sameContent.js';

/** `republish`: published, then changed; the learner still sees the publication. */
export type EvaluationStatus = 'toEvaluate' | 'draft' | 'published' | 'republish';

/** Where an evaluation stands between first stroke and publication. */
export function evaluationStatus(evaluation: EvaluationSummary | undefined): EvaluationStatus {
  if (!evaluation) return 'toEvaluate';
  const { publication, content } = evaluation;
  if (publication) return sameContent(publication.content, content) ? 'published' : 'republish';
  return sameContent(EMPTY_CONTENT, content) ? 'toEvaluate' : 'draft';
}
