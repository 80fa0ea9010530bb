import { Router, type Response } from 'express';
import { openActivity, type OpenActivityPorts } from '../../evaluation/openActivity.js';
import type { Framework } from '../../framework/framework.js';
import { buildGrid } from '../../grid/buildGrid.js';
import { firstVersion } from '../../grid/firstVersion.js';
import { keepGrid } from '../../grid/keepGrid.js';
import type { LibraryGridStore } from '../../grid/libraryGrid.js';
import type { ReadyGrid } from '../../grid/readyGrid.js';
import type { DeepLinkingAnswer } from '../../platform/deepLinkingAnswer.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { editorPath } from '../grid/editorFrame.js';
import { wordsOf } from '../language.js';
import { offeredScales, scalesNamed, type ScaleServices } from '../scale/offeredScales.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import {
  emptyFields,
  parseAttachFields,
  readAttachFields,
  type AttachFields,
  type AttachProblem,
} from './attachForm.js';
import { attachPage } from './attachPage.js';
import { previewOf } from './previewPage.js';
import { startFrom } from './readyGrids.js';
import { useVersion } from './useVersion.js';

export interface AttachServices extends OpenActivityPorts, ScaleServices {
  readonly framework: Framework;
  readonly readyGrids: readonly ReadyGrid[];
  readonly library: LibraryGridStore;
  readonly deepLinkingAnswer: DeepLinkingAnswer;
}

/** The picker, behind a deep linking request or a bare link's first launch. */
export function attachRoutes(services: AttachServices): Router {
  const { framework, readyGrids } = services;
  const router = Router();
  const teacher = only('teacher');

  router.get('/attach', teacher, async (_req, res) => {
    const session = sessionOf(res);
    if (await alreadyAttached(session, services)) return res.redirect(303, `${sessionPath(session)}/class`);
    await showPicker(res, emptyFields(session.resourceLink?.title ?? ''), []);
  });

  router.post('/attach', teacher, async (req, res) => {
    const session = sessionOf(res);
    const fields = readAttachFields(req.body, framework);
    const action = actionOf(req.body);
    if (action.startsWith('start:')) {
      return showPicker(res, startFrom(fields, action.slice('start:'.length), readyGrids), []);
    }
    if (action !== 'attach' && action !== 'refine') return showPicker(res, fields, []);
    const parsed = parseAttachFields(fields, await scalesNamed(fields.scale, session, services));
    if (parsed.kind === 'problems') {
      res.status(422);
      return showPicker(res, fields, parsed.problems);
    }
    const version = firstVersion(buildGrid(framework, parsed.choice), session, services);
    await keepGrid(version, session, services);
    if (action === 'refine') return res.redirect(303, editorPath(session, version.gridId));
    await useVersion(res, version, services);
  });

  router.post('/attach/preview', teacher, async (req, res) => {
    const fields = readAttachFields(req.body, framework);
    const words = wordsOf(res);
    const scales = await scalesNamed(fields.scale, sessionOf(res), services);
    res.render('grid/preview', { t: words.t, preview: previewOf({ framework, scales }, fields, words) });
  });

  async function showPicker(
    res: Response,
    fields: AttachFields,
    problems: readonly AttachProblem[],
  ): Promise<void> {
    const session = sessionOf(res);
    const offered = await offeredScales(session, services);
    const deepLinking = session.deepLinking !== undefined;
    const unknownGrid = !deepLinking && session.custom['grid'] !== undefined;
    const view = { framework, offered, readyGrids, fields, problems, deepLinking, unknownGrid };
    res.render('attach/edit', attachPage(view, wordsOf(res)));
  }
  return router;
}

async function alreadyAttached(session: LaunchSession, ports: OpenActivityPorts): Promise<boolean> {
  return session.message !== 'deepLinking' && (await openActivity(session, ports)) !== undefined;
}

const actionOf = (body: unknown): string => String((body as { action?: unknown } | undefined)?.action);
