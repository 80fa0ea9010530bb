import type { Activity } from '../../evaluation/activity.js';
import type { Publication } from '../../evaluation/evaluation.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { releasedPublication } from '../../evaluation/release.js';
import { changeSelf, seen } from '../../evaluation/selfAssessment/placeSelf.js';
import type { SelfAssessment, SelfAssessmentStore } from '../../evaluation/selfAssessment/selfAssessment.js';
import { isAskedFirst, selfStanding } from '../../evaluation/selfAssessment/selfStanding.js';
import type { SelfBeside } from '../selfAssessment/besideView.js';
import type { SelfInvitation } from '../selfAssessment/inviteView.js';
import type { LearnerRecords } from './learnerRecords.js';
import type { Reader } from './reader.js';

/** What one reader may see of one learner, now. */
export interface LearnerReading {
  /** Absent while nothing is released, and while the learner is asked to place themself first. */
  readonly publication: Publication | undefined;
  /** What the learner may do about their self-assessment; absent for every other reader. */
  readonly self?: SelfInvitation;
  /** A submitted self-assessment that the reader may see. */
  readonly beside: SelfBeside | undefined;
}

interface ReadingPorts {
  readonly selfAssessments: SelfAssessmentStore;
  readonly now: () => Date;
}

export const NOTHING_TO_READ: LearnerReading = { publication: undefined, beside: undefined };

/**
 * What is released of a learner, and beside it where they placed themself. Before a learner who sees the teacher's
 * levels for the first time, it is noted that they did: their self-assessment changes no more.
 */
export async function learnerReading(
  records: LearnerRecords,
  reader: Reader,
  ports: ReadingPorts,
): Promise<LearnerReading> {
  const { activity, evaluation, selfAssessment } = records;
  const now = ports.now();
  const released = releasedPublication(evaluation, activity, now);
  const submitted = selfAssessment?.submittedAt && selfAssessment;
  const besideOf = (publication: Publication | undefined): SelfBeside | undefined =>
    submitted && {
      activity,
      selfAssessment: submitted,
      judged: publication && judgedOf(publication, activity),
    };
  // Mentors read where a learner placed themself as they read the result, and no sooner.
  if (reader.kind !== 'self') return { publication: released, beside: released && besideOf(released) };

  const standing = selfStanding({ activity, selfAssessment, evaluation });
  const resultWaits = isAskedFirst(standing, released);
  const publication = resultWaits ? undefined : released;
  const invitation = { standing, selfAssessment, resultWaits };
  if (!submitted || standing !== 'submitted' || publication?.content.presence !== 'present')
    return { publication, self: invitation, beside: besideOf(publication) };

  const look = (current: SelfAssessment) => (current.submittedAt ? seen(current, now) : current);
  const frozen = await changeSelf(submitted, look, ports.selfAssessments);
  // Taken back in another window at this very moment: then it comes first.
  if (!frozen.submittedAt) return learnerReading({ ...records, selfAssessment: frozen }, reader, ports);
  return { publication, self: { ...invitation, standing: 'frozen' }, beside: besideOf(publication) };
}

const judgedOf = (publication: Publication, activity: Activity) => ({
  grid: gridOf(activity, publication),
  content: publication.content,
});
