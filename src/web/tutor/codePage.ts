import type { Words } from '../language.js';

export type CodeProblem =
  { readonly kind: 'noCode' } | { readonly kind: 'wrongCode'; readonly triesLeft: number };

interface AskedCode {
  readonly base: string;
  /** What was posted: answers that came without a session wait behind the code. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The learner whose page was asked for; empty: none. */
  readonly learner: string;
  readonly left: boolean;
  readonly problem?: CodeProblem;
}

const CARRIED = /^(?:level\..+|comment\..+|generalComment|tutorName|company|revision|action)$/s;

/** Everything views/tutor/code.ejs may use. Before the code nobody is named, neither learner nor teacher. */
export function codePage({ base, fields, learner, left, problem }: AskedCode, { t }: Words) {
  const carried = learner && carriesAnswers(fields) ? carriedFields(fields) : [];
  return {
    title: t('tutor:code.title'),
    action: `${base}/code`,
    learner,
    carried,
    notice: carried.length > 0 ? t('tutor:code.carried') : left ? t('tutor:code.left') : '',
    problem:
      problem?.kind === 'wrongCode'
        ? t('tutor:code.wrong', { count: problem.triesLeft })
        : problem
          ? t('tutor:code.none')
          : '',
  };
}

/** Whether a form holds answers, and not a code alone. */
export const carriesAnswers = (fields: Readonly<Record<string, unknown>>): boolean =>
  fields['revision'] !== undefined;

const carriedFields = (fields: Readonly<Record<string, unknown>>) =>
  Object.entries(fields).flatMap(([name, value]) =>
    CARRIED.test(name) && typeof value === 'string' ? [{ name, value }] : [],
  );
