import { Router, type Request, type Response } from 'express';
import { BadRequest, NotFound } from '../../errors.js';
import { newSecrets } from '../../evaluation/tutor/makeTutorLink.js';
import { linkState, type TutorLink } from '../../evaluation/tutor/tutorLink.js';
import { activityOf } from '../evaluation/boundActivity.js';
import { wordsOf } from '../language.js';
import { sha256 } from '../release/sha256.js';
import { sessionOf } from '../session/sessionGuard.js';
import { handedOver, handOver, linkPath } from './handover.js';
import { invitationPage } from './invitationPage.js';
import { readLastDay, type DayProblem } from './lastDay.js';
import { linkPage } from './linkPage.js';
import { teachersClass } from './teachersClass.js';
import type { TutorLinkServices } from './tutorLinkServices.js';

/** One link: what was given away, how far its tutor is, and what ends, prolongs or renews it. */
export function linkRoutes(services: TutorLinkServices): Router {
  const router = Router();
  const { tutorLinks, tutorObservations, codeSeal, now } = services;

  router.get('/tutors/:id', async (req, res) => {
    await show(req, res, await linkOf(req, res));
  });

  router.get('/tutors/:id/invitation', async (req, res) => {
    const link = await linkOf(req, res);
    const given = handedOver(req, link, codeSeal);
    // Address and code are known to nobody any more: the link's page says what to do.
    if (!given) return res.redirect(303, linkPath(res, link.id));
    const roster = await services.rosters.get(link);
    const view = { link, given, roster, activity: activityOf(res), url: services.url };
    res.render('tutorLinks/invitation', invitationPage(view, wordsOf(res)));
  });

  router.post('/tutors/:id/revoke', async (req, res) => {
    const { id } = await linkOf(req, res);
    await tutorLinks.setRevoked(id, activityOf(res).id, now());
    done(res, id, 'revoked');
  });

  router.post('/tutors/:id/restore', async (req, res) => {
    const { id } = await linkOf(req, res);
    await tutorLinks.setRevoked(id, activityOf(res).id, undefined);
    done(res, id, 'restored');
  });

  router.post('/tutors/:id/unlock', async (req, res) => {
    const { id } = await linkOf(req, res);
    await tutorLinks.unlock(id, activityOf(res).id);
    done(res, id, 'unlocked');
  });

  router.post('/tutors/:id/extend', async (req, res) => {
    const link = await linkOf(req, res);
    const day = dayOf(req);
    const end = readLastDay(day, now());
    if (end.kind !== 'end') return show(req, res.status(422), link, { day, problem: end.kind });
    await tutorLinks.extend(link.id, activityOf(res).id, end.expiresAt);
    done(res, link.id, 'extended');
  });

  router.post('/tutors/:id/renew', async (req, res) => {
    const link = await linkOf(req, res);
    const day = dayOf(req);
    const end = readLastDay(day, now());
    if (end.kind !== 'end') return show(req, res.status(422), link, { day, problem: end.kind });
    const { given, stored } = newSecrets(link.id, { ...services, sha256 });
    await tutorLinks.renew(link.id, activityOf(res).id, { ...stored, expiresAt: end.expiresAt });
    handOver(res, link.id, given);
    done(res, link.id, 'renewed');
  });

  /** @throws {NotFound} for a link of another activity, as for none. */
  async function linkOf(req: Request, res: Response): Promise<TutorLink> {
    const link = await tutorLinks.get(String(req.params['id']), activityOf(res).id);
    if (!link) throw new NotFound('no such tutor link in this activity');
    return link;
  }

  async function show(
    req: Request,
    res: Response,
    link: TutorLink,
    refused?: { day: string; problem: DayProblem },
  ): Promise<void> {
    const [progress, { learners, roster }] = await Promise.all([
      tutorObservations.listProgress(link.activityId),
      teachersClass(res, services),
    ]);
    const given = linkState(link, now()) === 'open' ? handedOver(req, link, codeSeal) : undefined;
    const view = {
      session: sessionOf(res),
      activity: activityOf(res),
      link,
      progress: progress.filter(({ linkId }) => linkId === link.id),
      learners,
      roster,
      url: services.url,
      done: req.query['done'],
      now: now(),
      ...(given && { given }),
      ...(refused && { refused }),
    };
    res.render('tutorLinks/show', linkPage(view, wordsOf(res)));
  }
  return router;
}

const done = (res: Response, id: string, what: string): void =>
  res.redirect(303, `${linkPath(res, id)}?done=${what}`);

function dayOf(req: Request): string {
  const { day = '' } = (req.body ?? {}) as Record<string, unknown>;
  if (typeof day !== 'string') throw new BadRequest('a day is text');
  return day.trim();
}
