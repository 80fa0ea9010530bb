import { onCurrentVersion } from '../../evaluation/appliedEvaluation.js';
import { decideEach } from '../../evaluation/decideEach.js';
import type { GroupJudgement } from '../../evaluation/group/groupJudgement.js';
import { judgedWithGroup, mergedJudgement, type GroupSheet } from '../../evaluation/group/judgeGroup.js';
import { sameContent } from '../../evaluation/sameContent.js';
import { blankEvaluation } from '../../evaluation/saveJudgement.js';
import { shortDigest } from '../evaluation/draftBase.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { blankJudgement, onVersionOf, type GroupDesk } from './groupDesk.js';

/** More writers than this at one instant, on one group, are no teachers. */
const MAXIMUM_TRIES = 10;

/**
 * Gives what was judged of a group to each present member, in a write each, then keeps it as the group's. In this
 * order a crash in between loses nothing: who has it already is found to have it, the others get it with the next
 * save. Absent, excused and closed ones are left as they are.
 */
export async function giveJudgement(
  { activity, actor, group, members }: GroupDesk,
  sheet: Pick<GroupSheet, 'content' | 'base' | 'same'>,
  services: EvaluationServices,
): Promise<void> {
  const { evaluations, now, newId } = services;
  const at = now();
  const whole: GroupSheet = { ...sheet, group: { id: group.id, name: group.name }, by: actor, at };
  await decideEach<'absent' | 'closed'>(
    members.map(({ learner }) => ({ learnerSub: learner.sub })),
    (evaluation) => {
      if (evaluation.closing) return 'closed';
      if (evaluation.content.presence !== 'present') return 'absent';
      const current = onCurrentVersion(evaluation, activity);
      const judged = judgedWithGroup(current, whole, shortDigest);
      return judged === current ? evaluation : judged;
    },
    {
      activity,
      by: actor,
      evaluations,
      blank: (sub) => blankEvaluation(activity, sub, newId(), { actor, at }),
    },
  );
  await keepJudgement(blankJudgement(activity, group.id, { actor, at }), whole, activity, services);
}

/** Keeps it over whatever colleagues kept meanwhile, but for what they alone changed. */
async function keepJudgement(
  blank: GroupJudgement,
  sheet: GroupSheet,
  activity: GroupDesk['activity'],
  { groupJudgements }: EvaluationServices,
): Promise<void> {
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    const stored = await groupJudgements.find(blank.activityId, blank.groupId);
    const current = stored ? onVersionOf(activity, stored) : blank;
    const content = mergedJudgement(sheet, current.content, shortDigest);
    if (sameContent(content, current.content) && current === (stored ?? blank)) return;
    if (await groupJudgements.save({ ...current, content, updatedAt: sheet.at, updatedBy: sheet.by })) return;
  }
  throw new Error(`The judgement of group ${blank.groupId} is written to all the time.`);
}
