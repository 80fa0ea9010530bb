import { Router } from 'express';
import { wordsOf } from '../language.js';
import { sameOrigin } from '../session/sameOrigin.js';
import { answerRoutes } from './answerRoutes.js';
import { codeRoutes } from './codeRoutes.js';
import { learnersPage } from './learnersPage.js';
import { openTutorDesk } from './tutorDesk.js';
import { entryOf, tutorCookie, tutorGate, TUTOR_COOKIE } from './tutorGate.js';
import type { TutorServices } from './tutorServices.js';

export type { TutorServices } from './tutorServices.js';

/** A company tutor's pages: the code, the learners, what was observed of each. No account, no launch. */
export function tutorRoutes(services: TutorServices): Router {
  const router = Router({ mergeParams: true });
  router.use(tutorGate(services));
  router.use(codeRoutes(services));
  router.use(sameOrigin(services.url, (res) => entryOf(res).session?.csrfToken));

  router.post('/leave', async (_req, res) => {
    const { base, session } = entryOf(res);
    if (session) await services.tutorSessions.remove(session.cookieHash);
    res.clearCookie(TUTOR_COOKIE, tutorCookie(base));
    res.redirect(303, `${base}?left=1`);
  });

  router.get('/', async (_req, res) => {
    const desk = await openTutorDesk(res, services);
    const [only, ...others] = desk.learners;
    if (only && others.length === 0) return res.redirect(303, `${desk.base}/${only.number}`);
    const found = await Promise.all(
      desk.learners.map(({ sub }) => services.tutorObservations.find(desk.link.id, sub)),
    );
    res.render('tutor/learners', learnersPage(desk, found, services.now(), wordsOf(res)));
  });

  router.use(answerRoutes(services));

  // Mistyped: what is asked stands one page away, and « revenez à votre cours » would help no tutor.
  router.get('/*elsewhere', (_req, res) => res.redirect(303, entryOf(res).base));
  return router;
}
