import type { Connection } from 'mongoose';
import type { ErasurePorts } from '../../evaluation/eraseLearner.js';
import type { EvidenceFiles } from '../../evaluation/evidence/evidence.js';
import { scrubConnection } from '../connection.js';
import { evaluationModel } from '../evaluationModel.js';
import { questionModel } from '../questionModel.js';
import { selfAssessmentModel } from '../selfAssessmentModel.js';
import { tutorObservationModel } from '../tutorObservationModel.js';
import { ofActivities } from './ofActivities.js';
import { ofEvidence } from './ofEvidence.js';
import { ofGroups, ofNumbers } from './ofLists.js';
import { ofMentions } from './ofMentions.js';
import { ofTutorLinks } from './ofTutorLinks.js';
import { ofClassLists, ofCommentBank, ofLinkAccess, ofSessions } from './ofPlatform.js';

/** Everything that is kept of learners: whatever keeps more of them adds its line here. */
export const erasurePorts = (db: Connection, evidenceFiles: EvidenceFiles): ErasurePorts => ({
  erasures: [
    ofSessions(db),
    ofEvidence(db, evidenceFiles),
    ofActivities(db, evaluationModel(db), 'evaluations, with their histories, publications and deliveries'),
    ofActivities(db, selfAssessmentModel(db), 'self-assessments'),
    ofActivities(db, questionModel(db), 'questions and answers'),
    ofTutorLinks(db),
    ofActivities(db, tutorObservationModel(db), 'answers of company tutors'),
    ofNumbers(db),
    ofGroups(db),
    ofClassLists(db),
    ofLinkAccess(db),
    ofCommentBank(db),
    ofMentions(db),
  ],
  scrub: () => scrubConnection(db),
});
