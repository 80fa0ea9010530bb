import { isAnswered, sameAnswers } from '../../evaluation/tutor/tutorAnswers.js';
import type { TutorAnswers, TutorEntry } from '../../evaluation/tutor/tutorObservation.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import type { Words } from '../language.js';
import { levelClass } from '../levelClass.js';
import { NOT_OBSERVED, type AnswerProblem } from './answersForm.js';
import { problemTexts } from './problemTexts.js';
import { requestFacts } from './requestFacts.js';
import { savedText } from './savedText.js';
import type { AnswerDesk } from './tutorDesk.js';

/** What stands in the form: what is stored, or what was typed and could not be. */
export interface ShownAnswers {
  readonly answers: TutorAnswers;
  readonly revision: number;
  readonly problems: readonly AnswerProblem[];
  /** The button was pressed, and did what it says. */
  readonly saved?: boolean;
  /** Nothing was sent, because there is nothing to send. */
  readonly nothingSaid?: boolean;
  /** What another page of the same link saved meanwhile: the next save replaces it. */
  readonly theirs?: TutorAnswers;
}

/** Everything views/tutor/answers.ejs may use: what a tutor observed of one learner. */
export function answersPage(desk: AnswerDesk, shown: ShownAnswers, now: Date, words: Words) {
  const { t } = words;
  const { base, learner, learners, grid, observation, link } = desk;
  const { answers, revision } = shown;
  const problems = problemTexts(shown.problems, words);
  const own = `${base}/${learner.number}`;
  const facts = requestFacts(desk, words);
  return {
    title: learner.name,
    heading: t('tutor:answers.heading', { name: learner.name }),
    facts,
    back: learners.length > 1 ? base : '',
    action: own,
    draftKey: `tutor ${link.id} ${learner.number}`,
    revision,
    notice: noticeOf(shown, problems, words),
    theirs: shown.theirs ? theirsOf(answers, shown.theirs, grid, words) : [],
    saved: savedText(observation, now, words),
    criteria: grid.criteria.map((criterion, index) =>
      criterionView({ criterion, index, grid }, answers.entries[criterion.id] ?? {}, problems),
    ),
    columns: grid.scale.levels.some((level) => level.descriptor) || hasDescriptors(grid) ? 'stacked' : 'side',
    comment: answers.comment,
    commentProblem: problems.get('generalComment') ?? '',
    tutorName: answers.tutor.name,
    tutorNameProblem: problems.get('tutorName') ?? '',
    company: answers.tutor.company ?? '',
    companyProblem: problems.get('company') ?? '',
    progress: t('tutor:answers.progress', {
      done: grid.criteria.filter(({ id }) => isAnswered(answers.entries[id])).length,
      total: grid.criteria.length,
    }),
    send: t(observation.sent ? 'tutor:answers.sendAgain' : 'tutor:answers.send'),
  };
}

const hasDescriptors = ({ criteria }: Grid) =>
  criteria.some(({ descriptors = {} }) => Object.values(descriptors).some((text) => text !== ''));

function noticeOf(
  { saved, nothingSaid, theirs }: ShownAnswers,
  problems: ReadonlyMap<string, string>,
  { t }: Words,
) {
  if (theirs) return { tone: 'problem', text: t('tutor:answers.conflict') };
  if (problems.size > 0)
    return { tone: 'problem', text: t('tutor:answers.problems', { count: problems.size }) };
  if (nothingSaid) return { tone: 'problem', text: t('tutor:answers.nothingSaid') };
  return saved ? { tone: 'done', text: t('tutor:answers.saved') } : undefined;
}

function criterionView(
  { criterion, index, grid }: { criterion: GridCriterion; index: number; grid: Grid },
  entry: TutorEntry,
  problems: ReadonlyMap<string, string>,
) {
  const { id, text, descriptors = {} } = criterion;
  const comment = entry.comment ?? '';
  const problem = problems.get(`comment.${id}`) ?? '';
  return {
    index,
    text,
    levelName: `level.${id}`,
    chosen: entry.notObserved ? NOT_OBSERVED : (entry.levelId ?? ''),
    levels: grid.scale.levels.map((level) => ({
      ...level,
      class: levelClass(level),
      descriptor: descriptors[level.id] ?? level.descriptor ?? '',
    })),
    commentName: `comment.${id}`,
    comment,
    commented: comment !== '' || problem !== '',
    problem,
  };
}

/** Where what is stored says something else: criterion by criterion, in words. */
function theirsOf(mine: TutorAnswers, theirs: TutorAnswers, grid: Grid, words: Words) {
  const { t } = words;
  const differs = (entries: TutorAnswers['entries']) => ({ ...theirs, entries, comment: '' });
  const lines = grid.criteria
    .filter(
      ({ id }) =>
        !sameAnswers(differs({ [id]: mine.entries[id] ?? {} }), differs({ [id]: theirs.entries[id] ?? {} })),
    )
    .map(({ id, text }) => ({ text, answer: entryText(theirs.entries[id] ?? {}, grid, words) }));
  return [
    ...lines,
    ...(mine.comment === theirs.comment
      ? []
      : [{ text: t('tutor:answers.comment'), answer: theirs.comment || t('evaluation:empty') }]),
  ];
}

/** An answer in words: « maîtrisé · À l'aise au comptoir. » */
function entryText(
  { levelId, notObserved, comment = '' }: TutorEntry,
  { scale }: Grid,
  { t }: Words,
): string {
  const level = scale.levels.find(({ id }) => id === levelId);
  const judged = notObserved ? t('tutor:notObserved') : (level?.label ?? '');
  return [judged, comment].filter(Boolean).join(' · ') || t('tutor:noAnswer');
}
