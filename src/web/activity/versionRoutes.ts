import { Router, type Response } from 'express';
import { NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { applyVersion } from '../../evaluation/applyVersion.js';
import type { ObservedSummary } from '../../evaluation/evaluation.js';
import { versionEffect } from '../../evaluation/versionEffect.js';
import { listedClass } from '../class/listedClass.js';
import { activityOf } from '../evaluation/boundActivity.js';
import { wordsOf } from '../language.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import type { ActivityServices } from './activityServices.js';
import { askedVersion, type AskedVersion } from './activityVersions.js';
import { parseApplyForm, type ApplyForm } from './applyForm.js';
import { applyPage, type Ticked } from './applyPage.js';
import { effectDigest } from './effectDigest.js';
import { republishedSubs } from './republishedSubs.js';

/** Another version of the grid: its effect on every learner, then, once confirmed, its application. */
export function versionRoutes(services: ActivityServices): Router {
  const router = Router();

  router.get('/activity/apply', async (req, res) => {
    const activity = activityOf(res);
    const asked = await target(req.query['version'], activity, res);
    if (asked.gridVersionId === activity.gridVersionId) return res.redirect(303, pageOf(res));
    const evaluations = await services.evaluations.listObserved(activity.id);
    const ticked = req.query['tick'] === 'none' ? 'none' : 'proposed';
    await show(res, { activity, asked, evaluations, ticked });
  });

  router.post('/activity/apply', async (req, res) => {
    const session = sessionOf(res);
    const activity = activityOf(res);
    const form = parseApplyForm(req.body);
    const asked = await target(form.version, activity, res);
    // Sent twice, or applied by a colleague: it is done.
    if (asked.gridVersionId === activity.gridVersionId) return res.redirect(303, pageOf(res));
    const evaluations = await services.evaluations.listObserved(activity.id);
    const effect = versionEffect(activity, evaluations, asked);
    if (form.from !== activity.gridVersionId || form.shown !== effectDigest(effect)) {
      return show(res.status(409), { activity, asked, evaluations, ticked: form, moved: true });
    }

    const { user } = session;
    const by = { sub: user.sub, ...(user.name !== undefined && { name: user.name }) };
    const choice = { target: asked, republishedSubs: republishedSubs(effect, form), by };
    const outcome = await applyVersion(activity, evaluations, choice, services);
    if (outcome.kind === 'closed')
      return show(res.status(409), { activity, asked, evaluations, ticked: form });
    if (outcome.kind === 'movedOn') return showAgain(res, activity, form);
    services.wakeDispatcher();
    res.redirect(303, `${pageOf(res)}?done=${asked.kind === 'undo' ? 'undone' : 'applied'}`);
  });

  async function target(id: unknown, activity: Activity, res: Response): Promise<AskedVersion> {
    const context = { activity, teacherSub: sessionOf(res).user.sub };
    const asked = typeof id === 'string' ? await askedVersion(id, context, services.grids) : undefined;
    if (!asked) throw new NotFound('no such version of this activity’s grid');
    return asked;
  }

  interface Shown {
    readonly activity: Activity;
    readonly asked: AskedVersion;
    readonly evaluations: readonly ObservedSummary[];
    readonly ticked: Ticked;
    /** Something changed since the teacher was shown the effect. */
    readonly moved?: boolean;
  }

  async function show(res: Response, shown: Shown): Promise<void> {
    const words = wordsOf(res);
    const session = sessionOf(res);
    const { roster } = await services.rosterReader.read(session);
    const effect = versionEffect(shown.activity, shown.evaluations, shown.asked);
    const learners = await listedClass({ ...shown, session, roster }, services, words);
    const shownDigest = effectDigest(effect);
    res.render(
      'activity/apply',
      applyPage({ ...shown, session, effect, learners, shownDigest, now: services.now() }, words),
    );
  }

  /** A colleague's application came between our reading and our writing. */
  async function showAgain(res: Response, before: Activity, form: ApplyForm): Promise<void> {
    const activity = await services.activities.get(before.id, sessionOf(res).scope);
    if (!activity) throw new NotFound('the activity is gone');
    const asked = await target(form.version, activity, res);
    if (asked.gridVersionId === activity.gridVersionId) return res.redirect(303, pageOf(res));
    const evaluations = await services.evaluations.listObserved(activity.id);
    await show(res.status(409), { activity, asked, evaluations, ticked: form, moved: true });
  }

  return router;
}

const pageOf = (res: Response): string => `${sessionPath(sessionOf(res))}/activity`;
