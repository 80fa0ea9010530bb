import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import type { EvidenceCount } from '../../evaluation/evidence/evidence.js';
import { newFromLearner } from '../../evaluation/evidence/evidenceCount.js';
import type { Words } from '../language.js';

export interface EvidenceContext {
  readonly evidence: readonly EvidenceCount[];
}

/** What a learner's line in the class list tells of evidence; undefined where there is none. */
export function rowEvidence(
  sub: string,
  evaluation: EvaluationSummary | undefined,
  { evidence }: EvidenceContext,
  { t }: Words,
) {
  const count = evidence.find(({ learnerSub }) => learnerSub === sub);
  if (!count) return undefined;
  const added = newFromLearner(count, evaluation?.updatedAt);
  return {
    href: `learners/${encodeURIComponent(sub)}/evidence`,
    text: t('evidence:class.count', { count: count.total }),
    added: added > 0 ? t('evidence:class.new', { count: added }) : '',
  };
}
