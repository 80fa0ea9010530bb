import type { Response } from 'express';
import { NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import { openActivity, type OpenActivityPorts } from '../../evaluation/openActivity.js';
import { releasedPublication } from '../../evaluation/release.js';
import { onCurrentGrid } from '../../evaluation/selfAssessment/placeSelf.js';
import {
  blankSelfAssessment,
  type SelfAssessment,
  type SelfAssessmentStore,
} from '../../evaluation/selfAssessment/selfAssessment.js';
import {
  isAskedFirst,
  selfStanding,
  type SelfStanding,
} from '../../evaluation/selfAssessment/selfStanding.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { sessionOf } from '../session/sessionGuard.js';

export interface SelfPorts extends OpenActivityPorts {
  readonly evaluations: EvaluationStore;
  readonly selfAssessments: SelfAssessmentStore;
}

/** A learner before their own self-assessment. */
export interface SelfDesk {
  readonly session: LaunchSession;
  readonly activity: Activity;
  /** A blank one, of revision 0, before the first save. */
  readonly selfAssessment: SelfAssessment;
  readonly standing: SelfStanding;
  /** Whether a result shows as soon as this is submitted, or skipped. */
  readonly resultWaits: boolean;
}

/** Always the session's own learner. @throws {NotFound} where no grid is attached. */
export async function openSelf(res: Response, ports: SelfPorts): Promise<SelfDesk> {
  const session = sessionOf(res);
  const activity = await openActivity(session, ports);
  if (!activity) throw new NotFound('nothing to place oneself on');
  const { sub } = session.user;
  const [evaluation, stored] = await Promise.all([
    ports.evaluations.find(activity.id, sub),
    ports.selfAssessments.find(activity.id, sub),
  ]);
  const now = ports.now();
  const standing = selfStanding({ activity, selfAssessment: stored, evaluation });
  return {
    session,
    activity,
    selfAssessment: stored
      ? onCurrentGrid(stored, activity)
      : blankSelfAssessment(activity, sub, ports.newId(), now),
    standing,
    resultWaits: isAskedFirst(standing, releasedPublication(evaluation, activity, now)),
  };
}
