import { sameMark, type LearnerEffect, type VersionEffect } from '../../evaluation/versionEffect.js';
import type { ApplyForm } from './applyForm.js';

/** Whose publication follows: those ticked one by one, and, ticked as one, those whose mark stays. */
export function republishedSubs(
  { learners }: VersionEffect,
  { republish, same }: Pick<ApplyForm, 'republish' | 'same'>,
): ReadonlySet<string> {
  const chosen = learners.filter(
    (learner) => republish.has(learner.learnerSub) || (same && followsQuietly(learner)),
  );
  return new Set(chosen.map(({ learnerSub }) => learnerSub));
}

/** It can be shown on the new version with the mark it has, everything judged: nothing to decide one by one. */
export const followsQuietly = ({ published }: LearnerEffect): boolean =>
  published.kind === 'movable' && sameMark(published) && !published.incomplete;
