import type { Mark } from '../grid/mark.js';
import type { Adjustment, EvaluationContent } from './evaluation.js';

/** Hundredths of the mark that counts: the teacher's own where they set one, else the computed one. */
export const countingHundredths = ({ hundredths }: Mark, { adjustment }: EvaluationContent): number =>
  adjustment?.hundredths ?? hundredths;

/** An adjustment as one value of the history: its hundredths, then its reason. Empty for none. */
export const adjustmentText = (adjustment: Adjustment | undefined): string =>
  adjustment ? `${adjustment.hundredths} ${adjustment.reason}` : '';

/** What `adjustmentText` wrote; undefined for none. */
export function readAdjustment(text: string): Adjustment | undefined {
  const [, hundredths, reason] = /^(\d+) (.*)$/s.exec(text) ?? [];
  if (hundredths === undefined || reason === undefined) return undefined;
  return { hundredths: Number(hundredths), reason };
}
