import type { Response } from 'express';
import { NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { onCurrentVersion } from '../../evaluation/appliedEvaluation.js';
import type { Actor, Evaluation } from '../../evaluation/evaluation.js';
import { hasVersionOf } from '../../evaluation/gridOf.js';
import { blankEvaluation } from '../../evaluation/saveJudgement.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { RosterReader } from '../../platform/rosterReader.js';
import type { Roster } from '../../platform/roster.js';
import { placeOf, type ListedLearner, type Place } from '../class/classList.js';
import { listedClass } from '../class/listedClass.js';
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
  readonly actor: Actor;
  /** The whole class, to name another learner. */
  readonly list: readonly ListedLearner[];
}

/** @throws {NotFound} for someone who is no learner of the class list and has no evaluation. */
export async function openDesk(sub: string, res: Response, ports: LearnerPorts): Promise<LearnerDesk> {
  const session = sessionOf(res);
  const { id } = activityOf(res);
  const [kept, stored] = await Promise.all([
    ports.rosters.get(session.scope),
    ports.evaluations.find(id, sub),
  ]);
  const activity = await activityBehind(stored, res, ports);
  const found = stored && onCurrentVersion(stored, activity);
  const roster = await rosterNaming(sub, { kept, session, reader: ports.rosterReader });
  const list = await namedClass(found, { session, activity, roster }, res, ports);
  const learner = list.find((one) => one.sub === sub);
  if (!learner) throw new NotFound('no such learner in this class');

  const place = placeOf(sub, list);
  const actor = actorOf(session);
  const by = { actor, at: ports.now() };
  const evaluation = found ?? blankEvaluation(activity, sub, ports.newId(), by);
  return { session, activity, learner, evaluation, actor, list, ...(place && { place }) };
}

/** Where names are hidden, those of the others depend on what has come out of them. */
async function namedClass(
  found: Evaluation | undefined,
  known: Pick<LearnerDesk, 'session' | 'activity'> & { roster: Roster | undefined },
  res: Response,
  ports: LearnerPorts,
): Promise<readonly ListedLearner[]> {
  const { activity, session } = known;
  const settings = await ports.desks.find({ activityId: activity.id, teacherSub: session.user.sub });
  const others = settings.namesHidden ? await ports.evaluations.list(activity.id) : [];
  const evaluations = [
    ...others.filter(({ learnerSub }) => learnerSub !== found?.learnerSub),
    ...(found ? [found] : []),
  ];
  return listedClass({ ...known, evaluations, settings }, ports, wordsOf(res));
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
