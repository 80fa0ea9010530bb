import { levelValue, withContentValue } from '../contentValue.js';
import type { EvaluationContent } from '../evaluation.js';
import type { Stroke } from './stroke.js';

/** What became of strokes on one learner's content. */
export interface AppliedStrokes {
  readonly content: EvaluationContent;
  /** Not applied: neither what the teacher saw nor what they want stands there. */
  readonly others: readonly Stroke[];
}

/** What stands where a stroke goes. */
export const strokeTarget = (content: EvaluationContent, { criterionId }: Stroke): string =>
  criterionId === undefined ? content.presence : levelValue(content, criterionId);

/**
 * Applies strokes on one learner where what the teacher saw still stands. A stroke whose wish stands there already
 * changes nothing: its answer may have been lost on the way.
 */
export function applyStrokes(content: EvaluationContent, strokes: readonly Stroke[]): AppliedStrokes {
  const others: Stroke[] = [];
  let applied = content;
  for (const stroke of strokes) {
    const stands = strokeTarget(applied, stroke);
    if (stands === stroke.to) continue;
    if (stands === stroke.from) applied = withContentValue(applied, stroke, stroke.to);
    else others.push(stroke);
  }
  return { content: applied, others };
}
