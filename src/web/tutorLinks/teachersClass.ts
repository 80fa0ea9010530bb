import type { Response } from 'express';
import type { Roster } from '../../platform/roster.js';
import type { ListedLearner } from '../class/classList.js';
import { listedClass } from '../class/listedClass.js';
import { activityOf } from '../evaluation/boundActivity.js';
import { wordsOf } from '../language.js';
import { sessionOf } from '../session/sessionGuard.js';
import type { TutorLinkServices } from './tutorLinkServices.js';

/** A class as its teacher sees it. */
export interface TeachersClass {
  readonly roster: Roster;
  /** Those who left it too, where something was written about them. */
  readonly learners: readonly ListedLearner[];
  /** Learners are numbers: nobody can choose one to name to a tutor. */
  readonly namesHidden: boolean;
}

export async function teachersClass(res: Response, ports: TutorLinkServices): Promise<TeachersClass> {
  const session = sessionOf(res);
  const activity = activityOf(res);
  const [{ roster }, evaluations, settings] = await Promise.all([
    ports.rosterReader.read(session),
    ports.evaluations.list(activity.id),
    ports.desks.find({ activityId: activity.id, teacherSub: session.user.sub }),
  ]);
  const view = { session, activity, roster, evaluations, settings };
  const learners = await listedClass(view, ports, wordsOf(res));
  return { roster, learners, namesHidden: settings.namesHidden };
}
