import { MAXIMUM_EVIDENCE, MAXIMUM_FILE_BYTES, MAXIMUM_PIXELS } from '../../evaluation/evidence/evidence.js';
import type { EvidenceReader } from '../../evaluation/evidence/visibleEvidence.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import type { FormProblem } from './evidenceForm.js';
import { formatBytes } from './formatBytes.js';

/** What is wrong with a field, and what to do: as one speaks to a learner, or to a teacher. */
export function problemText(problem: FormProblem, reader: EvidenceReader, { t, locale }: Words): string {
  const whole = (number: number) => formatHundredths(number * 100, locale);
  const key = `evidence:problem.${reader === 'learner' ? 'learner' : 'teacher'}.${problem.field}`;
  const largest = formatBytes(MAXIMUM_FILE_BYTES, locale);
  switch (problem.problem) {
    case 'tooLong':
      return t(`${key}.tooLong`, { limit: whole(problem.limit), excess: whole(problem.excess) });
    case 'tooLarge':
      return t(`${key}.tooLarge`, { size: formatBytes(problem.bytes, locale), limit: largest });
    case 'tooManyPixels':
      return t(`${key}.tooManyPixels`, { limit: whole(MAXIMUM_PIXELS / 1_000_000) });
    case 'full':
      return t(`evidence:full.${reader}`, { limit: MAXIMUM_EVIDENCE });
    default:
      return t(`${key}.${problem.problem}`);
  }
}
