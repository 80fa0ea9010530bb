import type { Activity } from '../../evaluation/activity.js';
import type { Evaluation, EvaluationStore } from '../../evaluation/evaluation.js';
import type { EvidenceFolder, EvidenceStore } from '../../evaluation/evidence/evidence.js';
import { emptyFolder } from '../../evaluation/evidence/evidenceFolder.js';
import type { SelfAssessment, SelfAssessmentStore } from '../../evaluation/selfAssessment/selfAssessment.js';

/** What is stored of one learner in one activity: more than they, or their mentors, may see. */
export interface LearnerRecords {
  readonly activity: Activity;
  readonly learnerSub: string;
  readonly evaluation: Evaluation | undefined;
  readonly selfAssessment: SelfAssessment | undefined;
  readonly folder: EvidenceFolder;
}

interface RecordPorts {
  readonly evaluations: EvaluationStore;
  readonly evidence: EvidenceStore;
  readonly selfAssessments: SelfAssessmentStore;
}

export async function learnerRecords(
  activity: Activity,
  learnerSub: string,
  ports: RecordPorts,
): Promise<LearnerRecords> {
  const [evaluation, selfAssessment, stored] = await Promise.all([
    ports.evaluations.find(activity.id, learnerSub),
    ports.selfAssessments.find(activity.id, learnerSub),
    ports.evidence.find(activity.id, learnerSub),
  ]);
  const folder = stored ?? emptyFolder(activity, learnerSub);
  return { activity, learnerSub, evaluation, selfAssessment, folder };
}
