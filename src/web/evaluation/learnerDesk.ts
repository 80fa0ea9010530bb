import type { Response } from 'express';
import { NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { onCurrentVersion } from '../../evaluation/appliedEvaluation.js';
import type { DeskSettings } from '../../evaluation/desk/deskSettings.js';
import type { Actor, Evaluation } from '../../evaluation/evaluation.js';
import type { EvidenceFolder } from '../../evaluation/evidence/evidence.js';
import { hasVersionOf } from '../../evaluation/gridOf.js';
import { blankEvaluation } from '../../evaluation/saveJudgement.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { RosterReader } from '../../platform/rosterReader.js';
import type { LinkRoster } from '../../platform/roster.js';
import { placeOf, type ListedLearner, type Place } from '../class/classList.js';
import { listedClass } from '../class/listedClass.js';
import { nextToJudge } from '../class/nextToJudge.js';
import { chosenGroup, inGroup, readGroups, type ListedGroup } from '../groups/listedGroups.js';
import { wordsOf } from '../language.js';
import { sessionOf } from '../session/sessionGuard.js';
import { activityOf } from './boundActivity.js';
import type { EvaluationServices } from './evaluationServices.js';

/** One learner before a teacher: what every page about a learner starts from. */
export interface LearnerDesk {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly learner: ListedLearner;
  /** The group that the teacher goes through; absent for the whole class. */
  readonly group?: ListedGroup;
  /** In the group, or in the class. Absent for learners who left, or may not open the activity. */
  readonly place?: Place;
  /** Whom to judge next, in the group or the class; absent when nobody else is left. */
  readonly next?: ListedLearner;
  /** A blank one, of revision 0, before the first save. */
  readonly evaluation: Evaluation;
  /** Absent while there is none. */
  readonly evidence?: EvidenceFolder;
  readonly actor: Actor;
  /** In which order, and under which names, the teacher sees the class. */
  readonly settings: DeskSettings;
  /** The whole class, to name another learner. */
  readonly list: readonly ListedLearner[];
}

/** @throws {NotFound} for someone who is no learner of the course and of whom nothing is kept. */
export async function openDesk(sub: string, res: Response, ports: EvaluationServices): Promise<LearnerDesk> {
  const session = sessionOf(res);
  const { id } = activityOf(res);
  const [kept, stored, evidence] = await Promise.all([
    ports.rosterReader.kept(session),
    ports.evaluations.find(id, sub),
    ports.evidence.find(id, sub),
  ]);
  const activity = await activityBehind(stored, res, ports);
  const found = stored && onCurrentVersion(stored, activity);
  const roster = await rosterNaming(sub, { kept, session, reader: ports.rosterReader });
  const settings = await ports.desks.find({ activityId: activity.id, teacherSub: session.user.sub });
  const isKnown = found !== undefined || roster.members.some((member) => member.sub === sub && member.active);
  // Someone of the course who may not open the activity is judged all the same, when a teacher comes for it.
  const isNamed =
    roster.excluded.has(sub) || (!isKnown && (evidence || (await hasSpoken(activity.id, sub, ports))));
  const others = isNamed ? [sub] : [];
  const list = await namedClass(found, { session, activity, roster, settings, others }, res, ports);
  const learner = list.find((one) => one.sub === sub);
  if (!learner) throw new NotFound('no such learner in this class');

  const group = await groupOf(sub, res, { session, roster }, ports);
  const place = placeOf(sub, inGroup(list, group));
  const actor = actorOf(session);
  const by = { actor, at: ports.now() };
  const evaluation = found ?? blankEvaluation(activity, sub, ports.newId(), by);
  const around = { ...(place && { place }), ...(group && { group }), ...(evidence && { evidence }) };
  return { session, activity, learner, evaluation, actor, settings, list, ...around };
}

/** The desk of a page from which the teacher goes on to another learner. */
export async function openDeskToGoOn(
  sub: string,
  res: Response,
  ports: EvaluationServices,
): Promise<LearnerDesk> {
  const desk = await openDesk(sub, res, ports);
  const evaluations = await ports.evaluations.list(desk.activity.id);
  const next = nextToJudge(inGroup(desk.list, desk.group), evaluations, sub);
  return { ...desk, ...(next && { next }) };
}

/** Who left without an evaluation is found by what they said. */
async function hasSpoken(activityId: string, sub: string, ports: EvaluationServices): Promise<boolean> {
  const [thread, selfAssessment] = await Promise.all([
    ports.questions.find(activityId, sub),
    ports.selfAssessments.find(activityId, sub),
  ]);
  return thread !== undefined || selfAssessment?.submittedAt !== undefined;
}

/** The group of the page's address, `?group=`; none for a learner who is not in it. */
async function groupOf(
  sub: string,
  res: Response,
  known: Pick<LearnerDesk, 'session'> & { roster: LinkRoster },
  ports: EvaluationServices,
): Promise<ListedGroup | undefined> {
  const { query } = res.req;
  if (query['group'] === undefined) return undefined;
  const group = chosenGroup(query, await readGroups(known, ports, wordsOf(res)));
  return group?.memberSubs.has(sub) ? group : undefined;
}

/** Where names are hidden, those of the others depend on what has come out of them. */
async function namedClass(
  found: Evaluation | undefined,
  known: Pick<LearnerDesk, 'session' | 'activity' | 'settings'> & {
    readonly roster: LinkRoster;
    readonly others: readonly string[];
  },
  res: Response,
  ports: EvaluationServices,
): Promise<readonly ListedLearner[]> {
  const { activity, settings } = known;
  const others = settings.namesHidden ? await ports.evaluations.list(activity.id) : [];
  const evaluations = [
    ...others.filter(({ learnerSub }) => learnerSub !== found?.learnerSub),
    ...(found ? [found] : []),
  ];
  return listedClass({ ...known, evaluations }, ports, wordsOf(res));
}

/** A version may be applied between our reading the activity and the evaluation. */
async function activityBehind(
  evaluation: Evaluation | undefined,
  res: Response,
  { activities }: EvaluationServices,
): Promise<Activity> {
  const activity = activityOf(res);
  if (!evaluation || hasVersionOf(activity, evaluation)) return activity;
  return (await activities.get(activity.id, sessionOf(res).scope)) ?? activity;
}

/** A teacher may come straight to a learner (submission review) before the list was ever read. */
async function rosterNaming(
  sub: string,
  { kept, session, reader }: { kept: LinkRoster; session: LaunchSession; reader: RosterReader },
): Promise<LinkRoster> {
  const named = kept.readAt && kept.members.some((member) => member.sub === sub);
  return named ? kept : (await reader.read(session)).roster;
}

/** A session's teacher, as the history names them. */
export function actorOf({ user }: LaunchSession): Actor {
  return { sub: user.sub, ...(user.name !== undefined && { name: user.name }) };
}
