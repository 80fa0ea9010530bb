import { Router, type Response } from 'express';
import { makeTutorLink, newSecrets } from '../../evaluation/tutor/makeTutorLink.js';
import { competencies } from '../../framework/frameworkIndex.js';
import { activityOf } from '../evaluation/boundActivity.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { sha256 } from '../release/sha256.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { handOver, linkPath } from './handover.js';
import { parseInvitation, readInvitation, type TypedInvitation } from './inviteForm.js';
import { invitePage, type InviteView } from './invitePage.js';
import { dayChoices } from './lastDay.js';
import { linksPage } from './linksPage.js';
import { teachersClass } from './teachersClass.js';
import { sheetQuery, workshopSheet } from './workshopSheet.js';
import type { TutorLinkServices } from './tutorLinkServices.js';

/** The links of an activity, an invitation to a tutor, and the same questions on paper. */
export function inviteRoutes(services: TutorLinkServices): Router {
  const router = Router();
  const { tutorLinks, tutorObservations, now } = services;
  const titles = new Map(competencies(services.framework).map(({ code, title }) => [code, title]));

  router.get('/tutors', async (_req, res) => {
    const { id } = activityOf(res);
    const [links, progress, { learners }] = await Promise.all([
      tutorLinks.list(id),
      tutorObservations.listProgress(id),
      teachersClass(res, services),
    ]);
    const view = {
      session: sessionOf(res),
      activity: activityOf(res),
      links,
      progress,
      learners,
      now: now(),
    };
    res.render('tutorLinks/index', linksPage(view, wordsOf(res)));
  });

  router.get('/tutors/new', async (req, res) => {
    const { learner } = req.query;
    const { grid } = activityOf(res);
    const blank: TypedInvitation = {
      tutorName: '',
      company: '',
      learners: typeof learner === 'string' ? [learner] : [],
      criteria: grid.criteria.map(({ id }) => id),
      day: dayChoices(now()).usual,
      action: 'invite',
    };
    showForm(res, { ...(await teachersClass(res, services)), typed: blank, problems: [] });
  });

  router.post('/tutors/new', async (req, res) => {
    const typed = parseInvitation(req.body);
    const known = await teachersClass(res, services);
    const read = readInvitation(typed, { ...known, grid: activityOf(res).grid, now: now() });
    if (read.kind === 'problems') return showForm(res.status(422), { ...known, typed, ...read });
    const { invitation, dated } = read;
    if (typed.action === 'sheet')
      return res.redirect(303, `${tutorsPath(res)}/sheet?${sheetQuery(invitation, dated)}`);

    const { platform } = sessionOf(res);
    const id = services.newId();
    const { given, stored } = newSecrets(id, { ...services, sha256 });
    const made = {
      id,
      by: actorOf(sessionOf(res)),
      at: now(),
      ...(platform.name && { school: platform.name }),
    };
    await tutorLinks.add(makeTutorLink(activityOf(res), invitation, stored, made));
    handOver(res, id, given);
    res.redirect(303, `${linkPath(res, id)}?done=made`);
  });

  router.get('/tutors/sheet', async (req, res) => {
    const typed = { ...parseInvitation(req.query), action: 'sheet' as const };
    const known = await teachersClass(res, services);
    const read = readInvitation(typed, { ...known, grid: activityOf(res).grid, now: now() });
    if (read.kind === 'problems') return showForm(res.status(422), { ...known, typed, ...read });
    const view = { ...read, session: sessionOf(res), activity: activityOf(res), roster: known.roster };
    res.render('tutorLinks/sheet', workshopSheet(view, wordsOf(res)));
  });

  function showForm(
    res: Response,
    shown: Pick<InviteView, 'learners' | 'namesHidden' | 'typed' | 'problems'>,
  ): void {
    const view = { ...shown, session: sessionOf(res), activity: activityOf(res), titles, now: now() };
    res.render('tutorLinks/invite', invitePage(view, wordsOf(res)));
  }
  return router;
}

const tutorsPath = (res: Response): string => `${sessionPath(sessionOf(res))}/tutors`;
