import { Router, type Response } from 'express';
import { attachGrid, openActivity, type OpenActivityPorts } from '../../evaluation/openActivity.js';
import type { Framework } from '../../framework/framework.js';
import { buildGrid, type GridChoice } from '../../grid/buildGrid.js';
import type { GridVersion } from '../../grid/grid.js';
import type { Scale } from '../../grid/scale.js';
import type { DeepLinkingAnswer } from '../../platform/deepLinkingAnswer.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { wordsOf } from '../language.js';
import { setFramePolicy } from '../securityHeaders.js';
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

export interface AttachServices extends OpenActivityPorts {
  readonly framework: Framework;
  readonly scales: readonly Scale[];
  readonly deepLinkingAnswer: DeepLinkingAnswer;
}

/** The picker, behind a deep linking request or a bare link's first launch. */
export function attachRoutes(services: AttachServices): Router {
  const { framework, scales, now, newId, grids } = services;
  const router = Router();
  const teacher = only('teacher');

  router.get('/attach', teacher, async (_req, res) => {
    const session = sessionOf(res);
    if (await alreadyAttached(session, services)) return res.redirect(303, `${sessionPath(session)}/class`);
    showPicker(res, emptyFields(session.resourceLink?.title ?? ''), []);
  });

  router.post('/attach', teacher, async (req, res) => {
    const session = sessionOf(res);
    const fields = readAttachFields(req.body, framework);
    if (actionOf(req.body) !== 'attach') return showPicker(res, fields, []);
    const parsed = parseAttachFields(fields, scales);
    if (parsed.kind === 'problems') {
      res.status(422);
      return showPicker(res, fields, parsed.problems);
    }
    const version = newVersion(session, parsed.choice);
    await grids.add(version);
    if (session.deepLinking) return answerPlatform(res, session, version);
    await attachGrid(session, version.id, services);
    res.redirect(303, `${sessionPath(session)}/class`);
  });

  router.post('/attach/preview', teacher, (req, res) => {
    const fields = readAttachFields(req.body, framework);
    const words = wordsOf(res);
    res.render('attach/preview', { t: words.t, preview: previewOf({ framework, scales }, fields, words) });
  });

  function showPicker(res: Response, fields: AttachFields, problems: readonly AttachProblem[]): void {
    const session = sessionOf(res);
    const deepLinking = session.deepLinking !== undefined;
    const unknownGrid = !deepLinking && session.custom['grid'] !== undefined;
    const view = { framework, scales, fields, problems, deepLinking, unknownGrid };
    res.render('attach/edit', attachPage(view, wordsOf(res)));
  }

  function newVersion({ scope, user }: LaunchSession, choice: GridChoice): GridVersion {
    return {
      ...scope,
      id: newId(),
      gridId: newId(),
      version: 1,
      ownerSub: user.sub,
      grid: buildGrid(framework, choice),
      createdAt: now(),
    };
  }

  async function answerPlatform(res: Response, session: LaunchSession, version: GridVersion): Promise<void> {
    const { returnUrl, jwt } = await services.deepLinkingAnswer(session, version);
    setFramePolicy(res, { frameAncestors: session.platform.origins, formAction: new URL(returnUrl).origin });
    res.render('attach/return', { returnUrl, jwt, gridTitle: version.grid.title });
  }
  return router;
}

async function alreadyAttached(session: LaunchSession, ports: OpenActivityPorts): Promise<boolean> {
  return session.message !== 'deepLinking' && (await openActivity(session, ports)) !== undefined;
}

const actionOf = (body: unknown): unknown => (body as { action?: unknown } | undefined)?.action;
