import type { Grid, GridCriterion } from '../grid/grid.js';
import { nearestLevel, type Level } from '../grid/scale.js';
import { countingHundredths } from './adjustment.js';
import type { EvaluationContent } from './evaluation.js';
import { contentMark } from './publish.js';

/** What a teacher writes a comment about: a criterion, or the whole of an evaluation. */
export type PhraseSubject = GridCriterion | typeof OVERALL;

/** Stands where the id of a criterion would; none of theirs looks like it. */
export const OVERALL = '*';

export const subjectsOf = ({ criteria }: Grid): readonly PhraseSubject[] => [...criteria, OVERALL];

export const subjectId = (subject: PhraseSubject): string => (subject === OVERALL ? OVERALL : subject.id);

/** Names a subject across grids: a criterion by its official code, else by what it says. */
export function subjectKey({ frameworkId }: Grid, subject: PhraseSubject): string {
  if (subject === OVERALL) return `overall ${frameworkId}`;
  const { criterionCode, text } = subject;
  return criterionCode === undefined ? `text ${text}` : `code ${frameworkId} ${criterionCode}`;
}

/** What is written about it; empty: nothing. */
export const subjectComment = (content: EvaluationContent, subject: PhraseSubject): string =>
  subject === OVERALL ? content.comment : (content.entries[subject.id]?.comment ?? '');

export function withSubjectComment(
  content: EvaluationContent,
  subject: PhraseSubject,
  comment: string,
): EvaluationContent {
  if (subject === OVERALL) return { ...content, comment };
  const entry = { ...content.entries[subject.id], comment };
  return { ...content, entries: { ...content.entries, [subject.id]: entry } };
}

/**
 * The level that a comment is written at: the criterion's, or the one whose share is nearest to the whole mark's.
 * Undefined where nothing is judged.
 */
export function subjectLevel(
  grid: Grid,
  content: EvaluationContent,
  subject: PhraseSubject,
): Level | undefined {
  const { levels } = grid.scale;
  if (subject !== OVERALL) {
    const { levelId, notJudged } = content.entries[subject.id] ?? {};
    return notJudged ? undefined : levels.find(({ id }) => id === levelId);
  }
  const mark = contentMark({ grid }, content);
  return mark && nearestLevel(levels, (countingHundredths(mark, content) / mark.maximumHundredths) * 100);
}
