import type { Grid } from '../grid/grid.js';
import type { Mark } from '../grid/mark.js';
import type { Adjustment, EvaluationContent } from './evaluation.js';

/** Hundredths of the mark that counts: the teacher's own where they set one, else the computed one. */
export const countingHundredths = ({ hundredths }: Mark, { adjustment }: EvaluationContent): number =>
  adjustment?.hundredths ?? hundredths;

/** Whether an adjusted mark is more than a grid gives. */
export const isAboveMaximum = (adjustment: Adjustment | undefined, { maximumHundredths }: Grid): boolean =>
  adjustment !== undefined && adjustment.hundredths > maximumHundredths;

/** A content with the adjusted mark that a grid has room for; one above its maximum is set aside, never erased. */
export function withFittingAdjustment(content: EvaluationContent, grid: Grid): EvaluationContent {
  const { adjustment, formerAdjustment, ...rest } = content;
  const known = adjustment ?? formerAdjustment;
  if (known === undefined) return content;
  return isAboveMaximum(known, grid) ? { ...rest, formerAdjustment: known } : { ...rest, adjustment: known };
}

/** An adjustment as one value of the history: its hundredths, then its reason. Empty for none. */
export const adjustmentText = (adjustment: Adjustment | undefined): string =>
  adjustment ? `${adjustment.hundredths} ${adjustment.reason}` : '';

/** What `adjustmentText` wrote; undefined for none. */
export function readAdjustment(text: string): Adjustment | undefined {
  const [, hundredths, reason] = /^(\d+) (.*)$/s.exec(text) ?? [];
  if (hundredths === undefined || reason === undefined) return undefined;
  return { hundredths: Number(hundredths), reason };
}
