import { Router, type Response } from 'express';
import type { Framework } from '../../framework/framework.js';
import { checkGrid } from '../../grid/checkGrid.js';
import type { GridProblem } from '../../grid/gridProblem.js';
import type { DeepLinkingAnswer } from '../../platform/deepLinkingAnswer.js';
import { useVersion } from '../attach/useVersion.js';
import { wordsOf } from '../language.js';
import { placeFor } from '../library/libraryServices.js';
import { keepScale } from '../scale/keepScale.js';
import { everyScale, offeredScales, type OfferedScales, type ScaleServices } from '../scale/offeredScales.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
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

export interface GridServices extends OpenGridPorts, ScaleServices {
  readonly framework: Framework;
  readonly deepLinkingAnswer: DeepLinkingAnswer;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** A grid in the editor, and what it may be changed with. */
interface Desk {
  readonly opened: OpenGrid;
  readonly offered: OfferedScales;
  /** Where it may be used as soon as it is saved. */
  readonly place: 'course' | 'activity' | undefined;
}

interface Shown {
  readonly fields: GridFields;
  readonly problems?: readonly GridProblem[];
  readonly problemsKey?: string;
  readonly focus?: string;
  readonly notices?: readonly Notice[];
  readonly scaleNotice?: Notice;
}

/** The grid editor, from the library or from an activity. */
export function gridRoutes(services: GridServices): Router {
  const { framework, now } = services;
  const router = Router();
  const teacher = only('teacher');

  router.get<{ gridId: string }>('/grids/:gridId/edit', teacher, async (req, res) => {
    const desk = await deskOf(req.params.gridId, res);
    const { version } = desk.opened;
    showEditor(res, desk, { fields: fieldsOf(version.grid, version.version, wordsOf(res).locale) });
  });

  router.post<{ gridId: string }>('/grids/:gridId/edit', teacher, async (req, res) => {
    const desk = await deskOf(req.params.gridId, res);
    const fields = readGridFields(req.body);
    const action = readEditorAction(req.body);
    if (action.name === 'save' || action.name === 'saveAndUse') return save(res, desk, fields, action.name);
    if (action.name === 'keepScale') return keep(res, desk, fields);
    const context = { framework, presets: everyScale(desk.offered), newId: services.newId };
    showEditor(res, desk, edited(fields, action, context));
  });

  router.post('/grids/:gridId/edit/preview', teacher, (req, res) => {
    const words = wordsOf(res);
    const grid = gridOfFields(readGridFields(req.body), framework.id, []);
    res.render('grid/preview', { t: words.t, preview: gridPreview(grid, framework, words) });
  });

  async function deskOf(gridId: string, res: Response): Promise<Desk> {
    const session = sessionOf(res);
    const [opened, offered, place] = await Promise.all([
      openGrid(gridId, session, services),
      offeredScales(session, services),
      placeFor(session, services),
    ]);
    return { opened, offered, place };
  }

  const gridOf = ({ opened, offered }: Desk, fields: GridFields) =>
    gridOfFields(fields, framework.id, [opened.version.grid.scale, ...everyScale(offered)]);

  async function save(
    res: Response,
    desk: Desk,
    fields: GridFields,
    button: 'save' | 'saveAndUse',
  ): Promise<void> {
    const session = sessionOf(res);
    const grid = gridOf(desk, fields);
    const problems = checkGrid(grid, framework);
    if (problems.length > 0) return showEditor(res.status(422), desk, { fields, problems });
    const outcome = await saveGrid(grid, { ...desk.opened, base: fields.base }, session, services);
    if (outcome.kind === 'newer') {
      const { latest } = outcome;
      const notices = [newerNotice(latest, now(), wordsOf(res))];
      return showEditor(res.status(409), desk, { fields: { ...fields, base: latest.version }, notices });
    }
    if (button === 'saveAndUse' && desk.place) return useVersion(res, outcome.version, services);
    res.redirect(303, `${editorPath(session, outcome.version.gridId)}?done=${outcome.kind}`);
  }

  /** Beside the grid, which stays as it is. */
  async function keep(res: Response, desk: Desk, fields: GridFields): Promise<void> {
    const session = sessionOf(res);
    const { t } = wordsOf(res);
    const outcome = await keepScale(gridOf(desk, fields).scale, desk.offered, session, services);
    if (outcome.kind === 'problems') {
      const { problems } = outcome;
      return showEditor(res.status(422), desk, { fields, problems, problemsKey: 'scale:problems' });
    }
    const offered = await offeredScales(session, services);
    const scaleNotice: Notice = {
      tone: outcome.kind === 'kept' ? 'done' : 'info',
      text: t(`scale:${outcome.kind}`, { name: fields.scaleName.trim() }),
      link: { href: `${sessionPath(session)}/scales`, text: t('scale:link') },
    };
    showEditor(res, { ...desk, offered }, { fields, scaleNotice, focus: 'keep-scale' });
  }

  function showEditor(res: Response, { opened, offered, place }: Desk, shown: Shown): void {
    const words = wordsOf(res);
    const frame = editorFrame(opened, { session: sessionOf(res), query: res.req.query, now: now() }, words);
    const view = {
      framework,
      offered,
      fields: shown.fields,
      problems: shown.problems ?? [],
      problemsTitle: words.t(shown.problemsKey ?? 'grid:edit.problems'),
      focus: shown.focus ?? '',
      ...(shown.scaleNotice && { scaleNotice: shown.scaleNotice }),
      ...frame,
      useLabel: place ? words.t(`grid:edit.saveAndUse.${place}`) : '',
      notices: [...(shown.notices ?? []), ...frame.notices],
    };
    res.render('grid/edit', gridPage(view, words));
  }
  return router;
}
