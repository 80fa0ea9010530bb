import { MAXIMUM_COMMENT_LENGTH, type Adjustment } from '../../evaluation/evaluation.js';
import type { Grid } from '../../grid/grid.js';
import type { FieldProblem } from './fieldProblem.js';

/** An adjustment as it was typed. */
export interface AdjustmentFields {
  readonly mark: string;
  readonly reason: string;
}

export interface ParsedAdjustment {
  readonly typed: AdjustmentFields;
  /** Absent: the computed mark counts, or what was typed cannot. */
  readonly adjustment?: Adjustment;
  readonly problem?: FieldProblem;
}

/** Reads a mark and its reason: neither of them, or both. */
export function parseAdjustment(typed: AdjustmentFields, { maximumHundredths }: Grid): ParsedAdjustment {
  const { mark, reason } = typed;
  if (mark === '' && reason === '') return { typed };
  if (mark === '') return { typed, problem: { name: 'adjustedMark', kind: 'noMark' } };
  const hundredths = readHundredths(mark);
  if (hundredths === undefined || hundredths > maximumHundredths)
    return { typed, problem: { name: 'adjustedMark', kind: 'badMark' } };
  if (reason === '') return { typed, problem: { name: 'adjustmentReason', kind: 'noReason' } };
  const over = reason.length - MAXIMUM_COMMENT_LENGTH;
  if (over > 0) return { typed, problem: { name: 'adjustmentReason', kind: 'tooLong', over } };
  return { typed, adjustment: { hundredths, reason } };
}

/** « 14,5 », « 14.5 » or « 14 »; a comma at the end is a number that is still being typed. */
function readHundredths(mark: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d{1,6})(?:[.,](\d{0,2}))?$/.exec(mark.replace(/\s/g, '')) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** A stored adjustment as its form shows it. */
export const typedAdjustment = (
  adjustment: Adjustment | undefined,
  format: (hundredths: number) => string,
): AdjustmentFields => ({
  mark: adjustment ? format(adjustment.hundredths) : '',
  reason: adjustment?.reason ?? '',
});
