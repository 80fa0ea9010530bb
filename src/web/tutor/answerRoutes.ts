import { Router } from 'express';
import { NotFound } from '../../errors.js';
import { saveAnswers } from '../../evaluation/tutor/saveAnswers.js';
import { hasUnsent } from '../../evaluation/tutor/tutorAnswers.js';
import { wordsOf } from '../language.js';
import { answersPage } from './answersPage.js';
import { parseAnswersForm } from './answersForm.js';
import { donePage } from './donePage.js';
import { keepAnswers } from './keepAnswers.js';
import { noteTutorAct } from './noteTutorAct.js';
import { problemTexts } from './problemTexts.js';
import { savedText } from './savedText.js';
import { openAnswerDesk } from './tutorDesk.js';
import { entryOf } from './tutorGate.js';
import type { TutorServices } from './tutorServices.js';

const NUMBER = '/:number';

/** What a tutor observed of one learner: shown, saved on the way, sent to the teacher, corrected. */
export function answerRoutes(services: TutorServices): Router {
  const router = Router({ mergeParams: true });

  router.get(NUMBER, async (req, res) => {
    const desk = await openAnswerDesk(String(req.params['number']), res, services);
    if (!desk) return res.redirect(303, entryOf(res).base);
    if (desk.frozen) return res.redirect(303, `${desk.base}/${desk.learner.number}/done`);
    const { draft, revision } = desk.observation;
    const shown = { answers: draft, revision, problems: [], saved: req.query['saved'] === '1' };
    res.render('tutor/answers', answersPage(desk, shown, services.now(), wordsOf(res)));
  });

  router.post(NUMBER, (req, res) => keepAnswers(String(req.params['number']), req.body, res, services));

  router.get(`${NUMBER}/done`, async (req, res) => {
    const desk = await openAnswerDesk(String(req.params['number']), res, services);
    if (!desk) return res.redirect(303, entryOf(res).base);
    const { observation, frozen, base, learner } = desk;
    if (!frozen && (!observation.sent || hasUnsent(observation)))
      return res.redirect(303, `${base}/${learner.number}`);
    res.render('tutor/done', donePage(desk, services.now(), wordsOf(res)));
  });

  router.post(`${NUMBER}/draft`, async (req, res) => {
    const desk = await openAnswerDesk(String(req.params['number']), res, services);
    if (!desk) throw new NotFound('no such learner in this link');
    const { t, locale } = wordsOf(res);
    const form = parseAnswersForm(req.body, desk.grid);
    if (form.problems.length > 0) {
      const problems = Object.fromEntries(problemTexts(form.problems, wordsOf(res)));
      return res.status(422).json({ error: 'TOO_LONG', message: t('tutor:unsaved.tooLong'), problems });
    }
    if (desk.frozen) return res.status(423).json({ error: 'FROZEN', message: t('tutor:unsaved.frozen') });
    const outcome = await saveAnswers(desk.observation, { ...form, sends: false }, services);
    if (outcome.kind === 'taken')
      return res.status(423).json({ error: 'FROZEN', message: t('tutor:unsaved.frozen') });
    if (outcome.kind !== 'saved')
      return res.status(409).json({ error: 'CONFLICT', message: t('tutor:unsaved.conflict') });
    const { observation } = outcome;
    noteTutorAct('tutor.answersSaved', desk, services);
    res.json({
      revision: observation.revision,
      saved: savedText(observation, services.now(), { t, locale }),
    });
  });
  return router;
}
