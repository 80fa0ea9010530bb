import { Router, type Request, type Response } from 'express';
import { TutorLinkEnded } from '../../errors.js';
import { enterLink } from '../../evaluation/tutor/enterLink.js';
import { readCode } from '../../evaluation/tutor/linkCode.js';
import { sessionEnd } from '../../evaluation/tutor/tutorSession.js';
import { wordsOf } from '../language.js';
import { sha256 } from '../release/sha256.js';
import { sameOrigin } from '../session/sameOrigin.js';
import { carriesAnswers, codePage, type CodeProblem } from './codePage.js';
import { keepAnswers } from './keepAnswers.js';
import { enterAs, entryOf, tutorCookie, TUTOR_COOKIE } from './tutorGate.js';
import { noteTutorAct } from './noteTutorAct.js';
import type { TutorServices } from './tutorServices.js';

const SECRET_BYTES = 32;

/** The code, asked once a browser; what was asked for meanwhile, or typed, goes through it. */
export function codeRoutes(services: TutorServices): Router {
  const router = Router({ mergeParams: true });

  // Whoever has the code needs no other proof, and a second tab asks with a form from before the session.
  router.post(
    '/code',
    sameOrigin(services.url, () => undefined),
    async (req, res) => {
      const { link, base } = entryOf(res);
      const typed = fieldsOf(req);
      const code = readCode(String(typed['code'] ?? ''));
      if (code === undefined) return ask(req, res, { kind: 'noCode' });
      const outcome = await enterLink(link.tokenHash, code, services);
      if (outcome.kind === 'shut') throw new TutorLinkEnded('no try is left, or the link has ended');
      if (outcome.kind === 'wrongCode') {
        if (outcome.triesLeft === 0) throw new TutorLinkEnded('the last try was wrong');
        return ask(req, res, outcome);
      }
      await openSession(res);
      noteTutorAct('tutor.entered', entryOf(res), services);
      const number = numberOf(typed['learner']);
      if (number && carriesAnswers(typed)) return keepAnswers(number, typed, res, services);
      res.redirect(303, number ? `${base}/${number}` : base);
    },
  );

  router.use((req, res, next) => {
    if (entryOf(res).session) return next();
    if (req.accepts(['html', 'json']) === 'json') {
      const message = wordsOf(res).t('tutor:unsaved.session');
      return res.status(401).json({ error: 'SESSION_EXPIRED', message });
    }
    ask(req, res);
  });

  async function openSession(res: Response): Promise<void> {
    const { link, base } = entryOf(res);
    const cookie = services.randomBytes(SECRET_BYTES).toString('base64url');
    const session = {
      cookieHash: sha256(cookie),
      linkId: link.id,
      tokenHash: link.tokenHash,
      csrfToken: services.randomBytes(SECRET_BYTES).toString('base64url'),
      expiresAt: sessionEnd(link, services.now()),
    };
    await services.tutorSessions.add(session);
    enterAs(res, { link, base, session });
    res.cookie(TUTOR_COOKIE, cookie, { ...tutorCookie(base), expires: session.expiresAt });
  }

  function ask(req: Request, res: Response, problem?: CodeProblem): void {
    const fields = fieldsOf(req);
    const asked = {
      base: entryOf(res).base,
      fields,
      learner: numberOf(/^\/(\d+)/.exec(req.path)?.[1] ?? fields['learner']),
      left: req.query['left'] === '1',
      ...(problem && { problem }),
    };
    const status = problem ? 422 : req.method === 'GET' ? 200 : 401;
    res.status(status).render('tutor/code', codePage(asked, wordsOf(res)));
  }
  return router;
}

const fieldsOf = (req: Request) => (req.body ?? {}) as Readonly<Record<string, unknown>>;

const numberOf = (value: unknown): string =>
  typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) ? value : '';
