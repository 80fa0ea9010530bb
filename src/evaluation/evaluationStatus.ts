import { contentChanges, EMPTY_CONTENT } from './changeContent.js';
import type { EvaluationSummary } from './evaluation.js';

/** `republish`: published, then changed; the learner still sees the publication. */
export type EvaluationStatus = 'toEvaluate' | 'draft' | 'published' | 'republish';

/** Where an evaluation stands between first stroke and publication. */
export function evaluationStatus(evaluation: EvaluationSummary | undefined): EvaluationStatus {
  if (!evaluation) return 'toEvaluate';
  const { publication, content } = evaluation;
  if (publication) return contentChanges(publication.content, content).length > 0 ? 'republish' : 'published';
  return contentChanges(EMPTY_CONTENT, content).length > 0 ? 'draft' : 'toEvaluate';
}
