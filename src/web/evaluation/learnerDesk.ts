import type { Response } from 'express';
import { NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { onCurrentVersion } from '../../evaluation/appliedEvaluation.js';
import type { Actor, Evaluation } from '../../evaluation/evaluation.js';
import type { EvidenceFolder } from '../../evaluation/evidence/evidence.js';
import { hasVersionOf } from '../../evaluation/gridOf.js';
import { blankEvaluation } from '../../evaluation/saveJudgement.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { RosterReader } from '../../platform/rosterReader.js';
import type { Roster } from '../../platform/roster.js';
import { classList, placeOf, type ListedLearner, type Place } from '../class/classList.js';
import { wordsOf } from '../language.js';
import { sessionOf } from '../session/sessionGuard.js';
import { activityOf } from './boundActivity.js';
import type { LearnerPorts } from './evaluationServices.js';

/** One learner before a teacher: what every page about a learner starts from. */
export interface LearnerDesk {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly learner: ListedLearner;
  /** Absent for learners who left the class list. */
  readonly place?: Place;
  /** A blank one, of revision 0, before the first save. */
  readonly evaluation: Evaluation;
  /** Absent while there is none. */
  readonly evidence?: EvidenceFolder;
  readonly actor: Actor;
  /** The whole class, to name another learner. */
  readonly list: readonly ListedLearner[];
}

/** @throws {NotFound} for someone who is no learner of the class list and has no evaluation. */
export async function openDesk(sub: string, res: Response, ports: LearnerPorts): Promise<LearnerDesk> {
  const session = sessionOf(res);
  const { id } = activityOf(res);
  const [kept, stored, evidence] = await Promise.all([
    ports.rosters.get(session.scope),
    ports.evaluations.find(id, sub),
    ports.evidence.find(id, sub),
  ]);
  const activity = await activityBehind(stored, res, ports);
  const found = stored && onCurrentVersion(stored, activity);
  const roster = await rosterNaming(sub, { kept, session, reader: ports.rosterReader });
  const list = classList(roster, found ? [sub] : [], wordsOf(res));
  const learner = list.find((one) => one.sub === sub);
  if (!learner) throw new NotFound('no such learner in this class');

  const place = placeOf(sub, list);
  const actor = actorOf(session);
  const by = { actor, at: ports.now() };
  const evaluation = found ?? blankEvaluation(activity, sub, ports.newId(), by);
  return {
    session,
    activity,
    learner,
    evaluation,
    actor,
    list,
    ...(place && { place }),
    ...(evidence && { evidence }),
  };
}

/** A version may be applied between our reading the activity and the evaluation. */
async function activityBehind(
  evaluation: Evaluation | undefined,
  res: Response,
  { activities }: LearnerPorts,
): Promise<Activity> {
  const activity = activityOf(res);
  if (!evaluation || hasVersionOf(activity, evaluation)) return activity;
  return (await activities.get(activity.id, sessionOf(res).scope)) ?? activity;
}

/** A teacher may come straight to a learner (submission review) before the list was ever read. */
async function rosterNaming(
  sub: string,
  { kept, session, reader }: { kept: Roster | undefined; session: LaunchSession; reader: RosterReader },
): Promise<Roster | undefined> {
  const named = kept?.readAt && kept.members.some((member) => member.sub === sub);
  return named ? kept : (await reader.read(session)).roster;
}

/** A session's teacher, as the history names them. */
export function actorOf({ user }: LaunchSession): Actor {
  return { sub: user.sub, ...(user.name !== undefined && { name: user.name }) };
}
