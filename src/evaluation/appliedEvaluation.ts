import type { Activity, Application } from './activity.js';
import { contentChanges } from './changeContent.js';
import type { Evaluation, EvaluationSummary, HistoryEntry } from './evaluation.js';
import { gridOf, isOnFormerVersion, versionOf } from './gridOf.js';
import { replacePublication } from './publish.js';
import { draftOn, movedPublication, opens } from './versionEffect.js';

/**
 * An evaluation on the version that its activity has now, with a line of history. Its publication follows where
 * the teacher wished so, and only the one that they were shown: one made meanwhile stays.
 */
export function appliedEvaluation(
  evaluation: Evaluation,
  activity: Activity,
  { by, at, republished }: Application,
): Evaluation {
  const { ready, ...kept } = evaluation;
  const { learnerSub, publication, history } = evaluation;
  const from = gridOf(activity, evaluation);
  const content = draftOn(activity.grid, evaluation.content, from);
  const opened = opens(evaluation.content, content, { from, to: activity.grid });
  const changes = contentChanges(evaluation.content, content);
  const versions = { from: versionOf(activity, evaluation), to: activity.gridVersionId };
  const entry: HistoryEntry = { at, by, action: 'applied', changes, versions };
  const applied: Evaluation = {
    ...kept,
    ...(ready && !opened && { ready }),
    gridVersionId: activity.gridVersionId,
    content,
    history: [...history, entry],
    updatedAt: at,
    updatedBy: by,
  };
  if (!publication) return applied;
  const stays = {
    ...applied,
    publication: { ...publication, gridVersionId: versionOf(activity, publication) },
  };
  const wished = republished.find((one) => one.learnerSub === learnerSub);
  if (wished?.publishedAt.getTime() !== publication.at.getTime()) return stays;
  const moved = movedPublication(publication, activity, activity);
  if (moved.kind === 'stuck') return stays;
  return replacePublication(applied, { ...moved.publication, at, by }, activity, at);
}

/**
 * An evaluation as drafts are judged now. One that a version passed by (saved by a page that was opened before, or
 * closed at that moment and reopened since) is read on the activity's version; closed ones never are.
 */
export function onCurrentVersion<Read extends EvaluationSummary>(evaluation: Read, activity: Activity): Read {
  if (evaluation.closing || !isOnFormerVersion(activity, evaluation)) return evaluation;
  const content = draftOn(activity.grid, evaluation.content, gridOf(activity, evaluation));
  return { ...evaluation, gridVersionId: activity.gridVersionId, content };
}
