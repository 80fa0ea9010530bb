import type { Change } from '../evaluation.js';

/**
 * One thing that a teacher set in the table of a class: what a learner reached on a criterion, or whether they were
 * there. It names what the teacher had before them, so that two teachers in different cells never meet.
 */
export interface Stroke {
  readonly learnerSub: string;
  readonly field: Extract<Change['field'], 'level' | 'presence'>;
  /** Of a level. */
  readonly criterionId?: string;
  /** Values are written as `contentChanges` writes them: a level's id, `NOT_JUDGED`, empty for an open criterion. */
  readonly from: string;
  readonly to: string;
}

/** Strokes on one cell are one: what stood there first, and what was wanted last. In the order of their first ones. */
export function mergedStrokes(strokes: readonly Stroke[]): readonly Stroke[] {
  const merged = new Map<string, Stroke>();
  for (const stroke of strokes) {
    const key = JSON.stringify([stroke.learnerSub, stroke.field, stroke.criterionId]);
    const { from } = merged.get(key) ?? stroke;
    merged.set(key, { ...stroke, from });
  }
  return [...merged.values()];
}
