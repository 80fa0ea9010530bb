import { Router, type Response } from 'express';
import type { Framework } from '../../framework/framework.js';
import { checkGrid } from '../../grid/checkGrid.js';
import type { Scale } from '../../grid/scale.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf } from '../session/sessionGuard.js';
import { readEditorAction } from './editorAction.js';
import { editorFrame, editorPath, newerNotice } from './editorFrame.js';
import { edited } from './gridActions.js';
import { fieldsOf, type GridFields } from './gridFields.js';
import { readGridFields } from './gridForm.js';
import { gridOfFields } from './gridOfFields.js';
import { gridPage, type Notice } from './gridPage.js';
import { gridPreview } from './gridPreview.js';
import { openGrid, type OpenGrid, type OpenGridPorts } from './openGrid.js';
import { saveGrid } from './saveGrid.js';

export interface GridServices extends OpenGridPorts {
  readonly framework: Framework;
  readonly scales: readonly Scale[];
  readonly now: () => Date;
  readonly newId: () => string;
}

interface Shown {
  readonly fields: GridFields;
  readonly told?: boolean;
  readonly focus?: string;
  readonly notices?: readonly Notice[];
}

/** The grid editor, from the library or from an activity. */
export function gridRoutes(services: GridServices): Router {
  const { framework, scales: presets, now } = services;
  const router = Router();
  const teacher = only('teacher');

  router.get<{ gridId: string }>('/grids/:gridId/edit', teacher, async (req, res) => {
    const opened = await openGrid(req.params.gridId, sessionOf(res), services);
    const { version } = opened;
    showEditor(res, opened, {
      fields: fieldsOf(version.grid, version.version, wordsOf(res).locale),
    });
  });

  router.post<{ gridId: string }>('/grids/:gridId/edit', teacher, async (req, res) => {
    const session = sessionOf(res);
    const opened = await openGrid(req.params.gridId, session, services);
    const fields = readGridFields(req.body);
    const action = readEditorAction(req.body);
    if (action.name !== 'save') {
      const context = { framework, presets, newId: services.newId };
      return showEditor(res, opened, edited(fields, action, context));
    }
    const grid = gridOfFields(fields, framework.id, [opened.version.grid.scale, ...presets]);
    if (checkGrid(grid, framework).length > 0) {
      return showEditor(res.status(422), opened, { fields, told: true });
    }
    const outcome = await saveGrid(grid, { ...opened, base: fields.base }, session, services);
    if (outcome.kind === 'newer') {
      const { latest } = outcome;
      const notices = [newerNotice(latest, now(), wordsOf(res))];
      return showEditor(res.status(409), opened, { fields: { ...fields, base: latest.version }, notices });
    }
    res.redirect(303, `${editorPath(session, outcome.version.gridId)}?done=${outcome.kind}`);
  });

  router.post('/grids/:gridId/edit/preview', teacher, (req, res) => {
    const words = wordsOf(res);
    const grid = gridOfFields(readGridFields(req.body), framework.id, presets);
    res.render('grid/preview', { t: words.t, preview: gridPreview(grid, framework, words) });
  });

  function showEditor(res: Response, opened: OpenGrid, shown: Shown): void {
    const words = wordsOf(res);
    const frame = editorFrame(opened, { session: sessionOf(res), query: res.req.query, now: now() }, words);
    const view = {
      framework,
      presets,
      fields: shown.fields,
      told: shown.told ?? false,
      focus: shown.focus ?? '',
      ...frame,
      notices: [...(shown.notices ?? []), ...frame.notices],
    };
    res.render('grid/edit', gridPage(view, words));
  }
  return router;
}
