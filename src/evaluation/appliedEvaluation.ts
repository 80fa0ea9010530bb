import type { Activity, Application } from './activity.js';
import { contentChanges } from './changeContent.js';
import type { Evaluation, HistoryEntry } from './evaluation.js';
import { gridOf, isOnFormerVersion, versionOf } from './gridOf.js';
import { replacePublication } from './publish.js';
import { recounted } from './observation/recount.js';
import { movedDraft, movedPublication, opens } from './versionEffect.js';

/**
 * An evaluation on the version that its activity has now, with a line of history. Its publication follows where
 * the teacher wished so, and only the one that they were shown: one made meanwhile stays.
 */
export function appliedEvaluation(
  evaluation: Evaluation,
  activity: Activity,
  { by, at, republished }: Application,
): Evaluation {
  const { ready, counted: _before, ...kept } = evaluation;
  const { learnerSub, publication, history } = evaluation;
  const from = gridOf(activity, evaluation);
  const { content, counted } = movedDraft(evaluation, from, activity);
  const opened = opens(evaluation.content, content, { from, to: activity.grid });
  const changes = contentChanges(evaluation.content, content);
  const versions = { from: versionOf(activity, evaluation), to: activity.gridVersionId };
  const entry: HistoryEntry = { at, by, action: 'applied', changes, versions };
  const applied: Evaluation = {
    ...kept,
    ...(ready && !opened && { ready }),
    gridVersionId: activity.gridVersionId,
    content,
    ...(counted && { counted }),
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
 * An evaluation as drafts are judged now. One that a version, or a rule that counts observations, passed by (saved by
 * a page that was opened before, or closed at that moment and reopened since) is read with the activity's; closed
 * ones never are.
 */
export function onCurrentVersion(evaluation: Evaluation, activity: Activity): Evaluation {
  if (evaluation.closing) return evaluation;
  if (!isOnFormerVersion(activity, evaluation)) return recounted(evaluation, activity);
  const moved = movedDraft(evaluation, gridOf(activity, evaluation), activity);
  return { ...moved, gridVersionId: activity.gridVersionId };
}
