import type { Response } from 'express';
import { judgementOf } from '../../evaluation/judgement.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { piece } from '../evaluation/piece.js';
import { wordsOf } from '../language.js';
import { observedCriteria } from './observedCriterion.js';

/** What stands beneath each criterion that was observed, as a page's script puts it in its place. */
export async function observedPieces(
  res: Response,
  { activity, evaluation }: LearnerDesk,
  now: Date,
): Promise<Readonly<Record<string, string>>> {
  const observedOf = observedCriteria({ activity, evaluation, now }, wordsOf(res));
  const { entries } = evaluation.content;
  const pieces = await Promise.all(
    activity.grid.criteria.map(async (criterion, index) => {
      const observed = observedOf(criterion, judgementOf(entries[criterion.id]));
      return observed
        ? [[`observed-${index}`, await piece(res, 'observation/criterion', { observed })] as const]
        : [];
    }),
  );
  return Object.fromEntries(pieces.flat());
}
