import type { Activity } from '../../src/demo/site/state.js';
import { gridJson } from '../../src/grid/exchange/gridJson.js';
import type { Page } from '../support/http/page.js';
import { COLLEAGUE, Person, TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { richGrid } from './richGrid.js';
import { bareLink } from './school.js';

/** A school year's worth of grids: in use, edited, shared, closed. */
export interface GridSchool {
  /** Formative: an adjusted mark published, some ready, a newer version that waits to be applied. */
  readonly lesson: Activity;
  /** Formative, its publications held until a date. */
  readonly held: Activity;
  /** Certificative: closed by this teacher and co-signed, closed by a colleague, ready, begun. */
  readonly exam: Activity;
  /** `gridId` of the grid of `lesson`. */
  readonly gridId: string;
  /** `gridId` of a grid that a colleague shares. */
  readonly colleagues: string;
}

const CRITERIA = richGrid.criteria.map(({ id }) => id);
const COMMENT = 'Tu te présentes bien ; reformule avant de répondre.';

export async function gridSchool(app: TestApp): Promise<GridSchool> {
  const teacher = new Person(app, TEACHER);
  const colleague = new Person(app, COLLEAGUE);

  const lesson = bareLink(app, 'Accueil téléphonique, semaine 12');
  const classPage = await taught(await teacher.launch(lesson), gridJson(richGrid));
  await publishAdjusted(await classPage.visit('learners/5'));
  await judge(await classPage.visit('learners/6'), PUBLISH, [2, 3, 3, 4, 3]);
  await judge(await classPage.visit('learners/7'), READY, [4, 4, 3, 3, 4], COMMENT);
  await judge(await classPage.visit('learners/8'), READY, [3, 3, 3, 3, 3]);
  await judge(await classPage.visit('learners/9'), SAVE, [3, 2]);
  await app.delivered();
  const gridId = await newerVersion(await classPage.visit('activity'));

  const held = bareLink(app, 'Accueil téléphonique, bilan');
  const heldClass = await taught(await teacher.launch(held), gridJson(richGrid));
  await holdUntil(await heldClass.visit('activity/release'), '2060-06-12', '18:00');
  await judge(await heldClass.visit('learners/5'), PUBLISH, [4, 3, 3, 4, 4], COMMENT);

  const exam = bareLink(app, 'CCF U31, situation 1');
  const examGrid = gridJson({ ...richGrid, purpose: 'certificative' });
  const examClass = await taught(await teacher.launch(exam), examGrid);
  const theirExam = await colleague.launch(exam);
  for (const id of ['5', '6', '7'])
    await judge(await examClass.visit(`learners/${id}`), SAVE, [4, 3, 3, 4, 3], COMMENT);
  await judge(await examClass.visit('learners/8'), READY, [3, 3, 2, 3, 3]);
  await judge(await examClass.visit('learners/9'), PUBLISH, [3, 2, 2, 3]);
  await close(await examClass.visit('learners/5/close'));
  await (await theirExam.visit('learners/5/sheet')).press(/^(Co-signer|Co-sign)$/);
  await close(await theirExam.visit('learners/6/close'));

  const theirs = await taught(
    await colleague.launch(bareLink(app, 'Accueil du mardi')),
    gridJson({ ...richGrid, title: 'Standard de la mairie' }),
  );
  const colleagues = await shareFirst(await theirs.visit('library'));
  await archiveCopy(await classPage.visit(`library/${gridId}`));
  await keepScales(await classPage.visit('scales'), await theirs.visit('scales'));
  return { lesson, held, exam, gridId, colleagues };
}

/** One of their own, one taken away, one of a colleague's that is shared. */
async function keepScales(mine: Page, theirs: Page): Promise<void> {
  const copy = async (scales: Page, preset: string, name: string) => {
    const form = await scales.visit(`scales/new?from=${preset}`);
    return form.pressWith(SAVE, (entries) => entries.set('scaleName', name));
  };
  const names = { own: 'Mes quatre degrés', away: 'Celle de la rentrée', shared: 'Échelle du lycée' };
  await copy(mine, 'lsl-pro', names.own);
  const twice = await copy(mine, 'acquis', names.away);
  await twice.press(new RegExp(names.away));
  const shared = await (await copy(theirs, 'novice-expert', names.shared)).follow(names.shared);
  await shared.pressWith(/partage|sharing/, (entries) => entries.set('visibility', 'deployment'));
}

const SAVE = /^(Enregistrer|Save)$/;
const READY = /^(Prêt|Ready)/;
const PUBLISH = /^(Publier|Publish)$/;

/** Imports a grid from a bare link's picker, and uses it. */
async function taught(picker: Page, json: string): Promise<Page> {
  const form = await picker.visit('library/import');
  const imported = await form.pressWith(/^(Importer|Import)$/, (entries) => entries.set('text', json));
  return imported.press(/^(Utiliser ici|Use here)$/);
}

const judge = (grid: Page, button: RegExp, levels: readonly number[], comment = ''): Promise<Page> =>
  grid.pressWith(button, (entries) => {
    levels.forEach((level, i) => entries.set(`level.${CRITERIA[i]}`, String(level)));
    entries.set('generalComment', comment);
    entries.set(`comment.${CRITERIA[2]}`, comment);
  });

const publishAdjusted = (grid: Page): Promise<Page> =>
  grid.pressWith(PUBLISH, (entries) => {
    [4, 3, 3, 2, 4].forEach((level, i) => entries.set(`level.${CRITERIA[i]}`, String(level)));
    entries.set('adjustedMark', '15');
    entries.set('adjustmentReason', "L'appelant était mal audible : ce n'est pas de ton fait.");
    entries.set('generalComment', COMMENT);
    entries.set(`comment.${CRITERIA[2]}`, COMMENT);
    entries.set('privateNote', 'Ligne coupée deux fois.');
  });

/** One criterion out, one heavier, another scale for the rest of the year: many levels to judge again. */
async function newerVersion(activity: Page): Promise<string> {
  const editor = await activity.follow(/^(Modifier la grille|Change the grid)$/);
  await editor.pressWith(SAVE, (entries) => {
    entries.append('removed', 'criterion:C1.4-4');
    entries.append('removed', 'level:2');
    entries.set('weight C1.2-2', '3');
  });
  const [, gridId = ''] = /grids\/([^/]+)\/edit/.exec(editor.url.pathname) ?? [];
  return gridId;
}

const holdUntil = (form: Page, day: string, time: string): Promise<Page> =>
  form.pressWith(/date/, (entries) => {
    entries.set('day', day);
    entries.set('time', time);
  });

const close = (question: Page): Promise<Page> => question.press(/^(Clore|Close)/);

async function shareFirst(library: Page): Promise<string> {
  const [entry] = library.document.all('h3');
  const grid = await library.visit(entry?.all('a')[0]?.attribute('href') ?? '');
  await grid.pressWith(/partage|sharing/, (entries) => entries.set('visibility', 'deployment'));
  return grid.url.pathname.split('/').at(-1) ?? '';
}

async function archiveCopy(grid: Page): Promise<void> {
  const copy = await grid.press(/^(Dupliquer|Duplicate)$/);
  await copy.press(/^(Archiver|Archive)$/);
}
