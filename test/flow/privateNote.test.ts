import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { eachApp } from '../support/eachApp.js';
import { GREETING, judged, Lesson } from '../support/lesson.js';

/** Found nowhere else, whatever is made of the words around it. */
const SECRET = 'sans-papiers-8f31';

describe('a private note', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
      const grid = judged(await lesson.grid('5'), [4, 3]).fill('Note privée', `Fragile, ${SECRET}.`);
      await grid.fill('Commentaire général', 'Bel accueil.').press(/^Publier$/);
      await app().delivered();
    });

    it('is there for the teachers', async () => {
      assert.equal((await lesson.evaluation('5')).privateNote, `Fragile, ${SECRET}.`);
      assert.ok((await lesson.grid('5')).html.includes(SECRET));
    });

    it('reaches no learner, before and after another publication', async () => {
      const learner = await app().as('5').launch(lesson.activity);
      assert.match(learner.text, /Bel accueil/);
      assert.ok(!learner.html.includes(SECRET));
      await lesson.withdraw('5');
      assert.ok(!(await learner.reload()).html.includes(SECRET));
      const other = await app().as('6').launch(lesson.activity);
      assert.ok(!other.html.includes(SECRET));
    });

    it('reaches no platform: no score, no deep linking answer, nothing that it holds', async () => {
      assert.equal(lesson.scoresOf('5').length, 1);
      assert.equal(lesson.mark('5'), 17.5);
      const picker = await lesson.teacher.chooseContent();
      const answer = await picker.fill('Titre', `Encore ${count}`).tick(GREETING).press('Ajouter au cours');
      assert.equal(answer.heading, 'Contenu ajouté', answer.summary);
      for (const page of [picker, answer]) assert.ok(!page.html.includes(SECRET));
      const { state } = app().platform;
      const everything = inspect(state, { depth: 20, maxArrayLength: null, maxStringLength: null });
      assert.ok(everything.includes('Bel accueil.'));
      assert.ok(!everything.includes(SECRET));
    });

    it('stands in no grid, activity, delivery or history, and so in no export of them', async () => {
      const { privateNote, ...rest } = await lesson.evaluation('5');
      assert.ok(privateNote?.includes(SECRET));
      assert.ok(!JSON.stringify(rest).includes(SECRET));
      const activity = await app().services.stores.activities.getForDelivery(rest.activityId);
      const grid = await app().services.stores.grids.get(activity!.gridVersionId, activity!);
      assert.ok(!JSON.stringify([activity, grid]).includes(SECRET));
    });

    it('is in no grid that is exported', async () => {
      const { activityId } = await lesson.evaluation('5');
      const activity = await app().services.stores.activities.getForDelivery(activityId);
      const version = await app().services.stores.grids.get(activity!.gridVersionId, activity!);
      for (const format of ['json', 'csv']) {
        const file = await lesson.classPage.fetch(`library/${version!.gridId}/export.${format}`);
        assert.equal(file.status, 200);
        assert.ok(file.body.includes(GREETING));
        assert.ok(!file.body.includes(SECRET));
      }
    });

    it('is not on the sheet of a closed evaluation, which leaves on paper', async () => {
      const exam = await Lesson.start(app(), { title: `CCF ${count}`, purpose: 'Certificative' });
      const grid = judged(await exam.grid('5'), [4, 3]).fill('Note privée', `Fragile, ${SECRET}.`);
      await (await grid.press(/^Clore/)).press(/^Clore/);
      const sheet = await exam.classPage.visit('learners/5/sheet');
      assert.equal(sheet.status, 200, sheet.summary);
      assert.ok((await exam.evaluation('5')).closing, sheet.summary);
      assert.ok(sheet.text.includes(GREETING));
      assert.ok(!sheet.html.includes(SECRET));
    });

    it('stands on no other page of the teacher', async () => {
      for (const path of ['class', 'learners/6', 'learners/5/history', 'learners/5/withdraw']) {
        const page = await lesson.classPage.visit(path);
        assert.equal(page.status, 200, page.summary);
        assert.ok(!page.html.includes(SECRET), path);
      }
    });
  });
});
