import { Router, type Response } from 'express';
import { z } from 'zod';
import { BadRequest, NotFound } from '../../errors.js';
import { checkScale } from '../../grid/checkScale.js';
import { keptScale, type KeptScale } from '../../grid/keptScale.js';
import { mayChange, mayUse } from '../../grid/libraryRights.js';
import type { Scale } from '../../grid/scale.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { readEditorAction } from '../grid/editorAction.js';
import { scaleFields, type ScaleFields } from '../grid/gridFields.js';
import { readScaleFields } from '../grid/gridForm.js';
import { editedScale } from '../grid/scaleActions.js';
import { scaleOfFields } from '../grid/scaleOfFields.js';
import { wordsOf } from '../language.js';
import { changed, ownerOf, readSharing } from '../library/sharing.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { offeredScales, type ScaleServices } from './offeredScales.js';
import { scalePage, type ScaleView } from './scalePage.js';
import { scalesPage } from './scalesPage.js';

export interface ScaleRoutesServices extends ScaleServices {
  readonly now: () => Date;
  readonly newId: () => string;
}

/** A teacher's own scales, for grids to come. */
export function scaleRoutes(services: ScaleRoutesServices): Router {
  const { scales, keptScales, now } = services;
  const router = Router();
  router.use('/scales', only('teacher'));

  router.get('/scales', async (req, res) => {
    const session = sessionOf(res);
    const [offered, own] = await Promise.all([
      offeredScales(session, services),
      keptScales.own(ownerOf(session)),
    ]);
    const archived = own.filter(({ archivedAt }) => archivedAt);
    const view = { session, offered, archived, query: req.query, now: now() };
    res.render('scale/index', scalesPage(view, wordsOf(res)));
  });

  router.get('/scales/new', async (req, res) => {
    const { name, levels } = await startFrom(req.query['from'], sessionOf(res));
    // A name of its own tells it from what it began as.
    const own = req.query['from'] === undefined ? '' : wordsOf(res).t('library:copyOf', { title: name });
    show(res, { fields: scaleFields({ id: NEW, name: own, levels }), revision: 0, focus: 'scale-name' });
  });

  router.post('/scales/new', async (req, res) => {
    const session = sessionOf(res);
    const fields = readScaleFields(req.body);
    const scale = acted(res, req.body, { fields, revision: 0 });
    if (!scale) return;
    await keptScales.add(keptScale(scale, session, services));
    done(res, 'saved');
  });

  router.get('/scales/:scaleId/edit', async (req, res) => {
    const kept = await ownScale(req.params.scaleId, sessionOf(res));
    show(res, { kept, fields: scaleFields(kept.scale), revision: kept.revision });
  });

  router.post('/scales/:scaleId/edit', async (req, res) => {
    const session = sessionOf(res);
    const kept = await ownScale(req.params.scaleId, session);
    const fields = { ...readScaleFields(req.body), scaleId: kept.scale.id };
    const revision = revisionOf(req.body);
    const scale = acted(res, req.body, { kept, fields, revision });
    if (!scale) return;
    if (await keptScales.change(ownerOf(session), { scale, revision, at: now() })) return done(res, 'saved');
    // Saving again writes over what the other window saved, now that the teacher knows of it.
    const latest = await ownScale(kept.scale.id, session);
    show(res.status(409), { kept: latest, fields, revision: latest.revision, moved: true });
  });

  router.post('/scales/:scaleId/share', async (req, res) => {
    const session = sessionOf(res);
    const kept = await ownScale(req.params.scaleId, session);
    await changed(keptScales.share(kept.scale.id, ownerOf(session), readSharing(req.body, kept, session)));
    done(res, 'shared');
  });

  router.post('/scales/:scaleId/archive', async (req, res) => {
    const session = sessionOf(res);
    const kept = await ownScale(req.params.scaleId, session);
    await changed(keptScales.archive(kept.scale.id, ownerOf(session), kept.archivedAt ?? now()));
    done(res, 'archived');
  });

  router.post('/scales/:scaleId/restore', async (req, res) => {
    const session = sessionOf(res);
    const kept = await ownScale(req.params.scaleId, session);
    await changed(keptScales.archive(kept.scale.id, ownerOf(session), undefined));
    done(res, 'restored');
  });

  /** The scale that is to be kept; undefined once another button, or a problem, has been answered. */
  function acted(res: Response, body: unknown, view: Omit<ScaleView, 'session'>): Scale | undefined {
    const action = readEditorAction(body);
    if (action.name === 'save') {
      const scale = scaleOfFields(view.fields, []);
      const problems = checkScale(scale);
      if (problems.length === 0) return scale;
      show(res.status(422), { ...view, problems });
      return undefined;
    }
    const edited = editedScale(view.fields, action, { presets: scales, newId: services.newId });
    if (!edited) throw new BadRequest('a button that no editor of ours has');
    const fields: ScaleFields = { ...edited.fields, scaleId: view.fields.scaleId };
    show(res, { ...view, fields, focus: edited.focus });
    return undefined;
  }

  function show(res: Response, view: Omit<ScaleView, 'session'>): void {
    res.render('scale/edit', scalePage({ ...view, session: sessionOf(res) }, wordsOf(res)));
  }

  /** @throws {NotFound} for what is not theirs: whether it exists is not told. */
  async function ownScale(id: string, session: LaunchSession): Promise<KeptScale> {
    const kept = await keptScales.get(id, session.scope);
    if (!kept || !mayChange(kept, session)) throw new NotFound('no such scale of this teacher');
    return kept;
  }

  /** A scale to copy: the first preset where none is named. @throws {NotFound} for one that they may not use. */
  async function startFrom(from: unknown, session: LaunchSession): Promise<Scale> {
    const preset = scales.find(({ id }) => from === undefined || id === from);
    const kept = !preset && typeof from === 'string' ? await keptScales.get(from, session.scope) : undefined;
    const scale = preset ?? (kept && mayUse(kept, session) ? kept.scale : undefined);
    if (!scale) throw new NotFound('no such scale to copy');
    return scale;
  }
  return router;
}

/** Stands for the id that a scale gets once it is kept. */
const NEW = 'new';

const form = z.looseObject({
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});

function revisionOf(body: unknown): number {
  const parsed = form.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest('a scale without a revision');
  return parsed.data.revision;
}

const done = (res: Response, what: string): void =>
  res.redirect(303, `${sessionPath(sessionOf(res))}/scales?done=${what}`);
