import type { Response } from 'express';
import { NotFound, TutorAnswersFrozen } from '../../errors.js';
import { saveAnswers } from '../../evaluation/tutor/saveAnswers.js';
import { wordsOf } from '../language.js';
import { answersPage, type ShownAnswers } from './answersPage.js';
import { parseAnswersForm } from './answersForm.js';
import { noteTutorAct } from './noteTutorAct.js';
import { openAnswerDesk, type AnswerDesk } from './tutorDesk.js';
import type { TutorServices } from './tutorServices.js';

/**
 * Keeps what a tutor's form says about a learner, and sends it where its button says so. What cannot be kept comes
 * back as it was typed, with the reason.
 *
 * @throws {TutorAnswersFrozen} when nothing changes any more; the answer shows the texts to copy.
 */
export async function keepAnswers(
  number: string,
  body: unknown,
  res: Response,
  services: TutorServices,
): Promise<void> {
  const desk = await openAnswerDesk(number, res, services);
  if (!desk) throw new NotFound('no such learner in this link');
  if (desk.frozen) throw new TutorAnswersFrozen('answers came after the teacher’s decision');
  const form = parseAnswersForm(body, desk.grid);
  if (form.problems.length > 0) return show(res.status(422), desk, form, services);

  const outcome = await saveAnswers(desk.observation, form, services);
  if (outcome.kind === 'taken') throw new TutorAnswersFrozen('answers came after the teacher’s decision');
  if (outcome.kind === 'nothingSaid')
    return show(res.status(422), desk, { ...form, nothingSaid: true }, services);
  if (outcome.kind === 'conflict') {
    const { current } = outcome;
    const shown = { ...form, revision: current.revision, theirs: current.draft };
    return show(res.status(409), { ...desk, observation: current }, shown, services);
  }
  noteTutorAct(form.sends ? 'tutor.answersSent' : 'tutor.answersSaved', desk, services);
  const own = `${desk.base}/${desk.learner.number}`;
  res.redirect(303, form.sends ? `${own}/done` : `${own}?saved=1`);
}

function show(res: Response, desk: AnswerDesk, shown: ShownAnswers, { now }: TutorServices): void {
  res.render('tutor/answers', answersPage(desk, shown, now(), wordsOf(res)));
}
