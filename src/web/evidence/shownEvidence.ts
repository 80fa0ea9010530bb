import type { Response } from 'express';
import { wordsOf } from '../language.js';
import type { LearnerRecords } from '../learner/learnerRecords.js';
import { readersDesk } from './evidenceDesk.js';
import { mineView } from './mineView.js';

/** The evidence on the page of a learner, for the learner or a mentor. */
export const shownEvidence = (records: LearnerRecords, res: Response, now: Date) =>
  mineView(readersDesk(records, res, now), now, wordsOf(res));
