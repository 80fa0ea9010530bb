import type { Response } from 'express';
import { emptyFolder } from '../../evaluation/evidence/evidenceFolder.js';
import { wordsOf } from '../language.js';
import { readersDesk, type FoundEvidence } from './evidenceDesk.js';
import type { EvidenceReadPorts } from './evidenceServices.js';
import { mineView } from './mineView.js';

interface ShownOf extends Pick<FoundEvidence, 'activity' | 'evaluation'> {
  readonly learnerSub: string;
}

/** The evidence on the page of a learner, for the learner or a mentor. */
export async function shownEvidence(
  { activity, evaluation, learnerSub }: ShownOf,
  res: Response,
  { evidence, now }: Pick<EvidenceReadPorts, 'evidence' | 'now'>,
) {
  const stored = await evidence.find(activity.id, learnerSub);
  const folder = stored ?? emptyFolder(activity, learnerSub);
  const at = now();
  return mineView(readersDesk({ activity, evaluation, folder, now: at }, res), at, wordsOf(res));
}
