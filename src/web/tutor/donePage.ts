import { isAnswered } from '../../evaluation/tutor/tutorAnswers.js';
import type { Words } from '../language.js';
import { levelClass } from '../levelClass.js';
import { requestFacts } from './requestFacts.js';
import { savedText } from './savedText.js';
import type { AnswerDesk } from './tutorDesk.js';

/** Everything views/tutor/done.ejs may use: what the teacher has, and what can still be done. */
export function donePage(desk: AnswerDesk, now: Date, words: Words) {
  const { t } = words;
  const { base, learner, learners, grid, observation, frozen } = desk;
  const facts = { ...requestFacts(desk, words), ...(frozen && { until: '' }) };
  const answers = (observation.sent ?? { answers: observation.draft }).answers;
  const open = grid.criteria.filter(({ id }) => !isAnswered(answers.entries[id])).length;
  const { name } = learner;
  const sent = observation.sent !== undefined;
  return {
    title: t(frozen ? 'tutor:done.frozenTitle' : 'tutor:done.title'),
    lead: frozen
      ? t(sent ? 'tutor:done.frozen' : 'tutor:done.frozenUnsent', { name, teacher: facts.teacher })
      : t('tutor:done.lead', { name, teacher: facts.teacher }),
    open: !frozen && open > 0 ? t('tutor:done.open', { count: open }) : '',
    state: savedText(observation, now, words),
    facts,
    heading: t('tutor:done.heading', { name }),
    lines: grid.criteria.map(({ id, text }) => {
      const { levelId, notObserved, comment = '' } = answers.entries[id] ?? {};
      const level = grid.scale.levels.find((one) => one.id === levelId);
      return {
        text,
        level: level && { label: level.label, sign: level.sign, class: levelClass(level) },
        none: level ? '' : t(notObserved ? 'tutor:notObserved' : 'tutor:noAnswer'),
        comment,
      };
    }),
    comment: answers.comment,
    by: [answers.tutor.name, answers.tutor.company ?? ''].filter(Boolean).join(', '),
    correct: frozen ? '' : `${base}/${learner.number}`,
    others: learners.length > 1 ? base : '',
    leave: `${base}/leave`,
  };
}
