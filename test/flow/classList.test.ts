import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { Lesson } from '../support/lesson.js';
import { unenrol } from '../support/unenrol.js';

const namesIn = (page: Page) =>
  page.document
    .all('tr')
    .slice(1)
    .map((row) => row.all('th')[0]?.text ?? '');

describe('the class list', () => {
  let count = 0;
  const lesson = (app: Parameters<typeof Lesson.start>[0]) => {
    count += 1;
    // A course of its own: a class list is kept a course.
    const { id: courseId } = app.platform.copyCourse('2', `Classe ${count}`);
    return Lesson.start(app, { title: `Accueil ${count}`, courseId });
  };

  eachApp((app) => {
    it('names every active learner, by family name, and nobody else', async () => {
      const { classPage } = await lesson(app());
      const names = namesIn(classPage);
      assert.equal(names.length, 24);
      assert.ok(names.includes('Bézier Chloé'));
      assert.ok(names.includes('de La Tour d’Auvergne-Lauraguais Théodore'));
      assert.ok(!names.some((name) => /Petit|Roche|Garnier/.test(name)), 'suspended, outsider or teacher');
      assert.ok(names.indexOf('Bézier Chloé') < names.indexOf('Diallo Amadou'));
    });

    it('is read to its last page', async () => {
      app().platform.state.rosterPageSize = 5;
      const { classPage } = await lesson(app());
      delete app().platform.state.rosterPageSize;
      assert.equal(namesIn(classPage).length, 24);
    });

    it('shows stable codes where the platform keeps names to itself, and who could change that', async () => {
      app().platform.setFault('noNames');
      const { classPage } = await lesson(app());
      const names = namesIn(classPage);
      assert.equal(names.length, 24);
      assert.ok(
        names.every((name) => /^Élève [0-9a-f]{4}$/.test(name)),
        names.join(),
      );
      assert.equal(new Set(names).size, 24);
      assert.match(classPage.text, /demandez à un administrateur de choisir/);
      assert.deepEqual(namesIn(await classPage.reload()), names);
    });

    it('lets unnamed learners be evaluated like the others', async () => {
      app().platform.setFault('noNames');
      const unnamed = await lesson(app());
      const page = await unnamed.publish('5', [4, 3]);
      assert.match(page.text, /L'évaluation d'Élève [0-9a-f]{4} est publiée/);
      await app().delivered();
      assert.equal(unnamed.mark('5'), 17.5);
    });

    it('says why it is missing, and is made of the learners who come', async () => {
      app().platform.setFault('noRoster');
      const unlisted = await lesson(app());
      assert.match(unlisted.classPage.text, /Moodle ne transmet pas la liste de la classe/);
      assert.match(unlisted.classPage.text, /demandez à un administrateur/);
      assert.deepEqual(namesIn(unlisted.classPage), []);

      await app().as('5').launch(unlisted.activity);
      await app().as('6').launch(unlisted.activity);
      const classPage = await unlisted.classPage.reload();
      assert.deepEqual(namesIn(classPage), ['Chloé Bézier', 'Amadou Diallo'].toSorted());
      await unlisted.publish('5', [4, 3]);
      await app().delivered();
      assert.equal(unlisted.mark('5'), 17.5);
    });

    it('stays when the platform stops answering, with what to do', async () => {
      const known = await lesson(app());
      app().platform.setFault('serverError', { on: ['roster'] });
      const page = await known.classPage.press('Actualiser la liste');
      assert.equal(page.status, 200);
      assert.equal(namesIn(page).length, 24);
      assert.match(page.text, /Moodle n'a pas donné la liste de la classe à temps/);
      assert.match(page.text, /vos évaluations sont intactes/);
      app().platform.clearFaults();
      const refreshed = await page.press('Actualiser la liste');
      assert.doesNotMatch(refreshed.text, /n'a pas donné la liste/);
    });

    it('sets learners who left apart, with what was written about them', async () => {
      const full = await lesson(app());
      await full.publish('5', [4, 3]);
      await app().delivered();
      unenrol(app().platform, full.activity.courseId, '5');
      const page = await full.classPage.press('Actualiser la liste');
      assert.match(page.text, /Ne sont plus dans la liste/);
      assert.equal(namesIn(page).length, 24 + 1);
      const [, mark] = page.row('Bézier Chloé');
      assert.equal(mark, '17,5');
      assert.match((await full.grid('5')).text, /N'est plus dans la liste de la classe/);
    });

    it('counts what is to do, and filters by it', async () => {
      const begun = await lesson(app());
      await begun.publish('5', [4, 3]);
      const page = await begun.classPage.reload();
      assert.match(page.text, /23 à évaluer/);
      const published = await page.follow('1 publiée');
      assert.deepEqual(namesIn(published), ['Bézier Chloé']);
    });

    it('is asked for once by many teachers at once', async () => {
      const { activity, teacher } = await lesson(app());
      app().advance(400);
      const reads = () =>
        app().platform.state.requests.filter(({ url }) => url.includes(`/${activity.courseId}/bindings`))
          .length;
      const before = reads();
      const page = await teacher.launch(activity);
      await Promise.all(Array.from({ length: 5 }, () => page.reload()));
      assert.ok(reads() - before <= 2, `${reads() - before} reads`);
    });
  });
});
