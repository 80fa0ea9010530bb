import type { Response } from 'express';
import type { Activity } from '../../evaluation/activity.js';
import { USUAL_DESK, type DeskSettings, type DeskStore } from '../../evaluation/desk/deskSettings.js';
import { standing } from '../../evaluation/group/changeGroups.js';
import type { LearnerGroups, LearnerGroupStore } from '../../evaluation/group/learnerGroups.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { RosterReader } from '../../platform/rosterReader.js';
import type { ListedLearner } from '../class/classList.js';
import { listedClass } from '../class/listedClass.js';
import { activityOf } from '../evaluation/boundActivity.js';
import { wordsOf } from '../language.js';
import { sessionOf } from '../session/sessionGuard.js';
import { listedGroups, type ListedGroup } from './listedGroups.js';

export interface GroupPorts {
  readonly desks: DeskStore;
  readonly learnerGroups: LearnerGroupStore;
  readonly rosterReader: RosterReader;
}

/** What the pages that make groups start from. */
export interface OpenGroups {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly settings: DeskSettings;
  readonly stored: LearnerGroups;
  readonly groups: readonly ListedGroup[];
  /** The class by name, and members of groups who left it. Empty while names are hidden: nobody makes groups of numbers. */
  readonly learners: readonly ListedLearner[];
}

export async function openGroups(res: Response, ports: GroupPorts): Promise<OpenGroups> {
  const session = sessionOf(res);
  const activity = activityOf(res);
  const owner = { activityId: activity.id, teacherSub: session.user.sub };
  const [{ roster }, stored, settings] = await Promise.all([
    // Groups are the course's, whatever activity the teacher comes from.
    ports.rosterReader.readCourse(session),
    ports.learnerGroups.get(session.scope),
    ports.desks.find(owner),
  ]);
  const words = wordsOf(res);
  const members = new Set(standing(stored).flatMap(({ memberSubs }) => memberSubs));
  const known = [...members].map((learnerSub) => ({ learnerSub }));
  const listed = { session, activity, roster, evaluations: known, settings: USUAL_DESK };
  return {
    session,
    activity,
    settings,
    stored,
    groups: listedGroups({ session, roster, stored }, words),
    learners: settings.namesHidden ? [] : await listedClass(listed, ports, words),
  };
}
