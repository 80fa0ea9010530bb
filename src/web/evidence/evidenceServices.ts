import type { EvidenceFiles } from '../../evaluation/evidence/evidence.js';
import type { MediaReader } from '../../evaluation/evidence/mediaReader.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';

export interface EvidenceServices extends EvaluationServices {
  readonly evidenceFiles: EvidenceFiles;
  readonly mediaReader: MediaReader;
  /** Where uploads wait to be read. */
  readonly incomingDirectory: string;
}

/** What reading a learner's evidence takes. */
export type EvidenceReadPorts = Pick<
  EvaluationServices,
  'activities' | 'evaluations' | 'evidence' | 'rosters' | 'selfAssessments' | 'now'
>;
