import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { Lesson } from '../support/lesson.js';
import { COLLEAGUE, TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { bareLink, startSchool } from './school.js';
import { Visitor, type VisitorOptions } from './visitor.js';

describe("in the LMS's frame, on a bad day", () => {
  let app: TestApp;
  let lesson: Lesson;
  const visitors: Visitor[] = [];

  before(async () => {
    app = await startSchool('fr');
  });
  after(async () => {
    await app.close();
    app.log.throwIfErrors();
  });
  beforeEach(async () => {
    lesson = await Lesson.start(app);
  });
  afterEach(async () => {
    for (const visitor of visitors.splice(0)) await visitor.close();
  });

  async function visitorAs(userId: string, options?: VisitorOptions): Promise<Visitor> {
    const visitor = await Visitor.open(app, options);
    visitors.push(visitor);
    await visitor.beUser(userId);
    return visitor;
  }

  async function gridOf(visitor: Visitor, learner: string): Promise<Frame> {
    const frame = await visitor.launch(lesson.activity);
    await frame.getByRole('link', { name: learner }).click();
    await frame.getByRole('heading', { name: learner }).waitFor();
    return frame;
  }

  /** What stands for the hidden radio button. */
  const level = (frame: Frame, criterion: string, value: number) =>
    frame.locator(`label:has([name="level.${criterion}"][value="${value}"])`);

  it('a teacher who is offline keeps what was typed, and it is saved when the network is back', async () => {
    const visitor = await visitorAs(TEACHER);
    const grid = await gridOf(visitor, 'Bézier Chloé');
    await visitor.context.setOffline(true);
    await level(grid, 'C1.2-1', 4).click();
    await grid.getByLabel('Commentaire général').fill('Écrit sans réseau');
    await grid.getByText(/pas de réponse du serveur/).waitFor();
    await assert.rejects(lesson.evaluation('5'), /nothing is stored/);

    await visitor.context.setOffline(false);
    await grid.getByText(/^enregistré à/).waitFor();
    const { content } = await lesson.evaluation('5');
    assert.equal(content.comment, 'Écrit sans réseau');
    assert.equal(content.entries['C1.2-1']?.levelId, '4');
  });

  /** A grid whose session ends with something typed and not saved. */
  async function typedTooLate(visitor: Visitor): Promise<Frame> {
    const grid = await gridOf(visitor, 'Bézier Chloé');
    await level(grid, 'C1.2-1', 3).click();
    await grid.getByText(/^enregistré à/).waitFor();
    app.clock.advance(9 * 3600);
    await grid.getByLabel('Commentaire général').fill('Tapé trop tard');
    await grid.getByText(/votre session est terminée/).waitFor();
    return grid;
  }

  it('what was typed when the session had ended comes back with the next launch', async () => {
    const visitor = await visitorAs(TEACHER, { cookies: 'allowed' });
    await typedTooLate(visitor);
    const again = await gridOf(visitor, 'Bézier Chloé');
    await again.getByText(/^enregistré à/).waitFor();
    assert.equal(await again.getByLabel('Commentaire général').inputValue(), 'Tapé trop tard');
    assert.equal((await lesson.evaluation('5')).content.comment, 'Tapé trop tard');
  });

  it('where a frame has no storage, the teacher is told to copy, and asked before leaving', async () => {
    const visitor = await visitorAs(TEACHER, { cookies: 'partitioned' });
    const grid = await typedTooLate(visitor);
    await grid.getByText(/Copiez vos commentaires/).waitFor();
    assert.equal(await grid.getByLabel('Commentaire général').inputValue(), 'Tapé trop tard');
    const asked = visitor.page.waitForEvent('dialog').then(async (dialog) => {
      await dialog.accept();
      return dialog.type();
    });
    await visitor.page.goto(app.platform.url);
    assert.equal(await asked, 'beforeunload');
  });

  it('two teachers on one learner lose nothing', async () => {
    const [mine, theirs] = [await visitorAs(TEACHER), await visitorAs(COLLEAGUE)];
    const myGrid = await gridOf(mine, 'Bézier Chloé');
    const theirGrid = await gridOf(theirs, 'Bézier Chloé');
    await theirGrid.getByLabel('Commentaire général').fill('Vu par François');
    await level(theirGrid, 'C1.2-2', 4).click();
    await theirGrid.getByText(/^enregistré à/).waitFor();

    await myGrid.getByLabel('Commentaire général').fill('Vu par Hélène');
    await myGrid.getByText(/François Kermadec a enregistré/).waitFor();
    await myGrid
      .getByRole('group', { name: /Commentaire général/ })
      .getByLabel(/Le vôtre/)
      .check();
    await myGrid.getByRole('button', { name: 'Enregistrer ces choix' }).click();
    await myGrid.getByText(/Le brouillon .* est enregistré/).waitFor();
    const { content } = await lesson.evaluation('5');
    assert.equal(content.comment, 'Vu par Hélène');
    assert.equal(content.entries['C1.2-2']?.levelId, '4', "the colleague's own change stays");
  });

  it('a mark that the gradebook refuses for now is told where the teacher looks', async () => {
    app.platform.setFault('serverError', { on: ['scores'], times: 1 });
    const visitor = await visitorAs(TEACHER);
    const grid = await gridOf(visitor, 'Bézier Chloé');
    await level(grid, 'C1.2-1', 4).click();
    await grid.getByRole('button', { name: 'Publier', exact: true }).click();
    await grid.getByText(/L'évaluation .* est publiée/).waitFor();
    await grid.getByRole('link', { name: 'La classe' }).click();
    await grid.getByRole('row', { name: /Bézier Chloé/ }).waitFor();
    await grid.goto(grid.url());
    const row = grid.getByRole('row', { name: /Bézier Chloé/ });
    await row
      .getByText(/sera renvoyée|en attente|envoyée/)
      .first()
      .waitFor();
    app.advance(10);
    await app.delivered();
    await grid.goto(grid.url());
    await row.getByText('envoyée').waitFor();
  });

  it('everything works without scripts', async () => {
    const visitor = await visitorAs(TEACHER, { javaScript: false });
    const { page } = visitor;
    const activity = bareLink(app, 'Sans script');
    await page.goto(`${app.platform.url}/activites/${activity.moduleId}`);
    const frame = await visitor.frame();
    // Without scripts the LMS's own pages wait for a click.
    await frame.getByRole('button', { name: 'Continuer' }).click();
    await frame.waitForURL(/auth\.php/);
    await frame.getByRole('button', { name: 'Continuer' }).click();
    await frame.getByRole('heading', { name: 'Choisir les attendus' }).waitFor();

    await frame.getByPlaceholder(/Rechercher/).fill('salutations');
    await frame.getByRole('button', { name: 'Rechercher' }).click();
    await frame.getByLabel('Les salutations sont adaptées', { exact: true }).check();
    await frame.getByRole('button', { name: 'Actualiser' }).click();
    await frame.locator('[data-preview] table').waitFor();
    await frame.getByRole('button', { name: 'Utiliser cette grille' }).click();

    await frame.getByRole('link', { name: 'Bézier Chloé' }).click();
    await level(frame, 'C1.2-2', 3).click();
    await frame.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await frame.getByText(/Le brouillon .* est enregistré/).waitFor();
    await frame.getByRole('button', { name: 'Publier', exact: true }).click();
    await frame.getByText(/L'évaluation .* est publiée/).waitFor();
    await app.delivered();
    const [column] = app.platform.lineItemsOf(activity.id);
    assert.equal(app.platform.gradeOf(column?.id ?? '', '5')?.finalGrade, 15);
  });
});
