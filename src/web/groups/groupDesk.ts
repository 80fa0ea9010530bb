import type { Response } from 'express';
import { NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { EMPTY_CONTENT } from '../../evaluation/changeContent.js';
import type { DeskSettings } from '../../evaluation/desk/deskSettings.js';
import type { Actor, EvaluationSummary } from '../../evaluation/evaluation.js';
import { gridOf, isOnFormerVersion } from '../../evaluation/gridOf.js';
import type { GroupJudgement } from '../../evaluation/group/groupJudgement.js';
import { draftOn } from '../../evaluation/versionEffect.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { ListedLearner } from '../class/classList.js';
import { listedClass } from '../class/listedClass.js';
import { activityOf } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { sessionOf } from '../session/sessionGuard.js';
import { inGroup, readGroups, type ListedGroup } from './listedGroups.js';

/** One group before a teacher who judges it as one. */
export interface GroupDesk {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly actor: Actor;
  readonly settings: DeskSettings;
  readonly group: ListedGroup;
  /** Those who are in the class, with their evaluations as the activity's version reads them. */
  readonly members: readonly GroupMember[];
  /** On the activity's version; blank before the first save. */
  readonly judgement: GroupJudgement;
}

export interface GroupMember {
  readonly learner: ListedLearner;
  /** Absent: nothing is written of them. */
  readonly evaluation?: EvaluationSummary;
}

/** @throws {NotFound} for a group that the course does not have. */
export async function openGroupDesk(
  groupId: string,
  res: Response,
  ports: EvaluationServices,
): Promise<GroupDesk> {
  const session = sessionOf(res);
  const activity = activityOf(res);
  const words = wordsOf(res);
  const owner = { activityId: activity.id, teacherSub: session.user.sub };
  const [{ roster }, evaluations, settings, stored] = await Promise.all([
    ports.rosterReader.read(session),
    ports.evaluations.list(activity.id),
    ports.desks.find(owner),
    ports.groupJudgements.find(activity.id, groupId),
  ]);
  const groups = await readGroups({ session, roster }, ports, words);
  const group = groups.find(({ id }) => id === groupId);
  if (!group) throw new NotFound('no such group in this course');

  const listed = await listedClass({ session, activity, roster, evaluations, settings }, ports, words);
  const byLearner = new Map(evaluations.map((one) => [one.learnerSub, onVersionOf(activity, one)]));
  const members = inGroup(listed, group)
    .filter(({ left }) => !left)
    .map((learner) => memberOf(learner, byLearner.get(learner.sub)));
  const actor = actorOf(session);
  const blank = blankJudgement(activity, groupId, { actor, at: ports.now() });
  const judgement = stored ? onVersionOf(activity, stored) : blank;
  return { session, activity, actor, settings, group, members, judgement };
}

const memberOf = (learner: ListedLearner, evaluation: EvaluationSummary | undefined): GroupMember => ({
  learner,
  ...(evaluation && { evaluation }),
});

/** What is judged, as the activity's version reads it. */
export function onVersionOf<Of extends Pick<GroupJudgement, 'content'> & { readonly gridVersionId?: string }>(
  activity: Activity,
  judged: Of,
): Of {
  if (!isOnFormerVersion(activity, judged)) return judged;
  const content = draftOn(activity.grid, judged.content, gridOf(activity, judged));
  return { ...judged, content, gridVersionId: activity.gridVersionId };
}

/** Of a group that nobody has judged, not stored yet. */
export const blankJudgement = (
  activity: Activity,
  groupId: string,
  by: { readonly actor: Actor; readonly at: Date },
): GroupJudgement => ({
  activityId: activity.id,
  groupId,
  revision: 0,
  gridVersionId: activity.gridVersionId,
  content: EMPTY_CONTENT,
  updatedAt: by.at,
  updatedBy: by.actor,
});
