import type { Activity } from '../../evaluation/activity.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { draftOn } from '../../evaluation/versionEffect.js';
import { parseEvaluationForm, type EvaluationForm } from './evaluationForm.js';

/** A form, and the grid version that its page was made from. */
export interface ReadEvaluationForm extends EvaluationForm {
  readonly gridVersionId: string;
  /** Another version was applied since: what was written is kept, nothing is decided on what nobody saw. */
  readonly stale: boolean;
}

/**
 * Reads the form of a learner's grid on the version it was made from, as it is to be stored on the activity's.
 *
 * @throws {BadRequest} as `parseEvaluationForm`.
 */
export function readEvaluationForm(body: unknown, activity: Activity): ReadEvaluationForm {
  const gridVersionId = versionOfForm(body, activity);
  if (gridVersionId === activity.gridVersionId) {
    return { ...parseEvaluationForm(body, activity.grid), gridVersionId, stale: false };
  }
  const grid = gridOf(activity, { gridVersionId });
  const form = parseEvaluationForm(body, grid);
  const content = draftOn(activity.grid, form.draft.content, grid);
  return { ...form, draft: { ...form.draft, content }, action: 'save', gridVersionId, stale: true };
}

function versionOfForm(body: unknown, { gridVersionId, pastGrids = [] }: Activity): string {
  const { gridVersion } = (body ?? {}) as Record<string, unknown>;
  const past = pastGrids.find((one) => one.gridVersionId === gridVersion);
  return past?.gridVersionId ?? gridVersionId;
}
