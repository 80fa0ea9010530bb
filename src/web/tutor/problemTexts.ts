import { MAXIMUM_COMMENT_LENGTH } from '../../evaluation/evaluation.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import type { AnswerProblem } from './answersForm.js';
import { MAXIMUM_NAME_LENGTH } from './tutorFields.js';

/** Each problem as a sentence, by the name of its field. */
export const problemTexts = (problems: readonly AnswerProblem[], words: Words): ReadonlyMap<string, string> =>
  new Map(problems.map((problem) => [problem.name, textOf(problem, words)]));

function textOf(problem: AnswerProblem, { t, locale }: Words): string {
  if (problem.kind !== 'tooLong')
    return t(`tutor:problem.${problem.name}.${problem.kind}`, { limit: MAXIMUM_NAME_LENGTH });
  const limit = formatHundredths(MAXIMUM_COMMENT_LENGTH * 100, locale);
  return t('evaluation:tooLong', { limit, count: problem.over });
}
