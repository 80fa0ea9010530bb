import type { Response } from 'express';
import type { Activity } from '../../evaluation/activity.js';
import { wordsOf } from '../language.js';
import { readersDesk } from './evidenceDesk.js';
import type { EvidenceReadPorts } from './evidenceServices.js';
import { mineView } from './mineView.js';

/** The evidence on the page of a learner, for the learner or a mentor. */
export async function shownEvidence(
  activity: Activity,
  learnerSub: string,
  res: Response,
  ports: Pick<EvidenceReadPorts, 'evaluations' | 'evidence' | 'selfAssessments' | 'now'>,
) {
  const desk = await readersDesk(activity, learnerSub, res, ports);
  return mineView(desk, ports.now(), wordsOf(res));
}
