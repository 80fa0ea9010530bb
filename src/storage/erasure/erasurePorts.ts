import type { Connection } from 'mongoose';
import type { ErasurePorts } from '../../evaluation/eraseLearner.js';
import type { EvidenceFiles } from '../../evaluation/evidence/evidence.js';
import { scrubConnection } from '../connection.js';
import { evaluationModel } from '../evaluationModel.js';
import { selfAssessmentModel } from '../selfAssessmentModel.js';
import { ofActivities } from './ofActivities.js';
import { ofEvidence } from './ofEvidence.js';
import { ofGroups, ofNumbers } from './ofLists.js';
import { ofClassLists, ofCommentBank, ofSessions } from './ofPlatform.js';

/** Everything that is kept of learners: whatever keeps more of them adds its line here. */
export const erasurePorts = (db: Connection, evidenceFiles: EvidenceFiles): ErasurePorts => ({
  erasures: [
    ofSessions(db),
    ofEvidence(db, evidenceFiles),
    ofActivities(db, evaluationModel(db), 'evaluations, with their histories, publications and deliveries'),
    ofActivities(db, selfAssessmentModel(db), 'self-assessments'),
    ofNumbers(db),
    ofGroups(db),
    ofClassLists(db),
    ofCommentBank(db),
  ],
  scrub: () => scrubConnection(db),
});
