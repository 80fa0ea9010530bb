import assert from 'node:assert/strict';
import type { Activity } from '../../src/demo/site/state.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { COLLEAGUE, COURSE, TEACHER, type Person } from '../support/person.js';
import { GREETING, Lesson, PUBLIC } from '../support/lesson.js';

describe('attaching criteria', () => {
  eachApp((app) => {
    let teacher: Person;

    beforeEach(() => {
      teacher = app().as(TEACHER);
    });

    const criteriaOf = (gridPage: Page) =>
      gridPage.document.all('fieldset').flatMap((one) => {
        const legend = one.all('legend')[0]?.text ?? '';
        return /coef/.test(legend) ? [legend] : [];
      });

    /** « Choisir le contenu », one criterion, « Ajouter au cours ». */
    async function addByChoosing(title: string, courseId = COURSE): Promise<Activity> {
      const picker = await teacher.chooseContent(courseId);
      assert.equal(picker.heading, 'Choisir les attendus');
      const back = await picker.fill('Titre', title).tick(GREETING).press('Ajouter au cours');
      assert.equal(back.heading, 'Contenu ajouté', back.summary);
      const activity = app().platform.state.activities.find((one) => one.title === title);
      assert.ok(activity);
      return activity;
    }

    describe('by choosing content', () => {
      it('adds an activity with a column to the course, and opens on the class', async () => {
        const activity = await addByChoosing('Accueillir');
        assert.equal(activity.url, `${app().url}/lti/launch`);
        const [column, ...others] = app().platform.lineItemsOf(activity.id);
        assert.deepEqual(others, []);
        assert.equal(column?.scoreMaximum, 20);
        assert.equal(column?.label, 'Accueillir');

        const classPage = await teacher.launch(activity);
        assert.equal(classPage.heading, 'Accueillir');
        assert.match(classPage.text, /1 attendu · note sur 20/);
        const grid = await classPage.visit('learners/5');
        assert.equal(criteriaOf(grid).length, 1);
        assert.ok(criteriaOf(grid)[0]?.startsWith(GREETING));
      });

      it('lets the teacher reword the grid first, and adds it to the course as it was saved', async () => {
        const picker = await teacher.chooseContent();
        const editor = await picker
          .fill('Titre', 'Accueillir au guichet')
          .tick(GREETING)
          .press("Affiner d'abord");
        assert.equal(editor.heading, 'Modifier la grille');
        const back = await editor.pressWith('Enregistrer et ajouter au cours', (entries) =>
          entries.set('text C1.2-2', 'Salue et sourit'),
        );
        assert.equal(back.heading, 'Contenu ajouté', back.summary);
        const activity = app().platform.state.activities.find(
          ({ title }) => title === 'Accueillir au guichet',
        );
        assert.ok(activity);
        const grid = await (await teacher.launch(activity)).visit('learners/5');
        assert.deepEqual(criteriaOf(grid).length, 1);
        assert.match(criteriaOf(grid)[0] ?? '', /^Salue et sourit/);
      });

      it('proposes a title when the teacher leaves it empty', async () => {
        const picker = await teacher.chooseContent();
        await picker.tick(GREETING).press('Ajouter au cours');
        assert.equal(app().platform.state.activities.at(-1)?.title, '1.2 Prendre contact avec le public');
      });

      it('brings the mark to the column that came with it', async () => {
        const activity = await addByChoosing('Accueillir et noter');
        const grid = await (await teacher.launch(activity)).visit('learners/5');
        await grid.choose(GREETING, 'bien maîtrisé').press(/^Publier$/);
        await app().delivered();
        const [column] = app().platform.lineItemsOf(activity.id);
        assert.equal(app().platform.gradeOf(column?.id ?? '', '5')?.finalGrade, 20);
      });

      it('takes scale, weights, maximum and rounding as they were chosen', async () => {
        const picker = await teacher.chooseContent();
        await picker
          .fill('Titre', 'Sur 10')
          .tick(GREETING)
          .tick(PUBLIC)
          .fill(`coef. : ${GREETING}`, '2,5')
          .fill('Niveaux de maîtrise', 'acquis')
          .fill('Note sur', '10')
          .fill('Arrondie au', '1')
          .press('Ajouter au cours');
        const activity = app().platform.state.activities.at(-1);
        assert.ok(activity);
        assert.equal(app().platform.lineItemsOf(activity.id)[0]?.scoreMaximum, 10);
        const grid = await (await teacher.launch(activity)).visit('learners/5');
        await grid
          .choose(PUBLIC, 'en cours')
          .choose(GREETING, /A acquis$/)
          .press(/^Publier$/);
        await app().delivered();
        // (1 × 50 % + 2.5 × 100 %) / 3.5 × 10 = 8.571…
        const [column] = app().platform.lineItemsOf(activity.id);
        assert.equal(app().platform.gradeOf(column?.id ?? '', '5')?.finalGrade, 8.57);
      });

      it('asks for no column where no mark is sent', async () => {
        const picker = await teacher.chooseContent();
        await picker.fill('Titre', 'CCF').tick('Certificative').tick(GREETING).press('Ajouter au cours');
        const activity = app().platform.state.activities.at(-1);
        assert.ok(activity);
        assert.deepEqual(app().platform.lineItemsOf(activity.id), []);
      });

      it('adds as many activities as are chosen, each with its own grid', async () => {
        const first = await addByChoosing('Une première');
        const second = await addByChoosing('Une seconde');
        assert.notEqual(first.custom, second.custom);
        assert.equal((await teacher.launch(second)).heading, 'Une seconde');
      });

      it("gives the platform's data back", async () => {
        app().platform.state.deepLinkingData = 'opaque & "quoted"';
        await addByChoosing('Avec des données');
        delete app().platform.state.deepLinkingData;
      });

      it('opens no picker to a learner', async () => {
        const page = await app()
          .as('5')
          .launch(await addByChoosing('Pour les élèves'));
        const picker = await page.visit('attach');
        assert.equal(picker.status, 403);
        assert.match(picker.text, /Votre rôle dans ce cours ne permet pas d'ouvrir cette page/);
      });
    });

    describe('behind a bare link', () => {
      const bareLink = (title: string, column?: { scoreMaximum: number }) =>
        app().platform.addActivity({
          courseId: COURSE,
          toolId: app().tool.id,
          title,
          ...(column && { column }),
        });

      it('shows the picker at the first launch, with the title of the link', async () => {
        const picker = await teacher.launch(bareLink('Lien nu'));
        assert.equal(picker.heading, 'Choisir les attendus');
        assert.equal(picker.entriesWith('Titre').get('title'), 'Lien nu');
      });

      it('goes to the class once criteria are chosen, for every teacher', async () => {
        const lesson = await Lesson.start(app(), { title: 'Lien équipé' });
        assert.equal(lesson.classPage.heading, 'Lien équipé');
        const colleague = await app().as(COLLEAGUE).launch(lesson.activity);
        assert.equal(colleague.heading, 'Lien équipé');
        assert.match(colleague.url.pathname, /\/class$/);
      });

      it('lets a learner wait for the teacher', async () => {
        const page = await app().as('5').launch(bareLink('Pas prêt'));
        assert.equal(page.heading, "L'activité n'est pas encore prête");
      });

      it('makes one activity when two teachers choose at once: the first one’s', async () => {
        const link = bareLink('À deux', { scoreMaximum: 20 });
        const [mine, theirs] = [await teacher.launch(link), await app().as(COLLEAGUE).launch(link)];
        const first = await mine.tick(GREETING).press('Utiliser cette grille');
        const second = await theirs.tick(PUBLIC).press('Utiliser cette grille');
        const [a, b] = [await first.visit('learners/5'), await second.visit('learners/5')];
        assert.deepEqual(criteriaOf(a), criteriaOf(b));
        assert.ok(criteriaOf(a)[0]?.startsWith(GREETING));
      });

      it('makes a column where the link came without one', async () => {
        const lesson = await Lesson.start(app(), { title: 'Sans colonne', ungraded: true });
        await lesson.publish('5', [4, 3]);
        await app().delivered();
        assert.equal(lesson.column.scoreMaximum, 20);
        assert.equal(lesson.mark('5'), 17.5);
      });

      it('lets the teacher reword the grid first, and use it as it was saved, once', async () => {
        const link = bareLink('Au guichet', { scoreMaximum: 20 });
        const picker = await teacher.launch(link);
        const editor = await picker.tick(GREETING).press("Affiner d'abord");
        const classPage = await editor.pressWith('Enregistrer et utiliser ici', (entries) =>
          entries.set('text C1.2-2', 'Salue et sourit'),
        );
        assert.equal(classPage.heading, 'Au guichet');
        assert.match((await classPage.visit('learners/5')).text, /Salue et sourit/);
        const again = await editor.reload();
        assert.throws(() => again.button('Enregistrer et utiliser ici'));
        const saved = await editor.pressWith('Enregistrer et utiliser ici', (entries) => {
          entries.set('base', '2');
          entries.set('text C1.2-2', 'Encore autrement');
        });
        assert.match(saved.text, /Version 3 enregistrée/);
        assert.match((await classPage.visit('learners/5')).text, /Salue et sourit/);
      });
    });

    describe('by copying', () => {
      it('gives a duplicated activity its own class from the same grid, without a question', async () => {
        const original = await addByChoosing('À dupliquer');
        const first = await (await teacher.launch(original)).visit('learners/5');
        await first.choose(GREETING, 'bien maîtrisé').press(/^Publier$/);
        const copy = app().platform.duplicateActivity(original.id);

        const classPage = await teacher.launch(copy);
        assert.equal(classPage.heading, 'À dupliquer (copie)');
        const [, mark, state] = classPage.row('Bézier Chloé');
        assert.deepEqual([mark, state], ['', 'à évaluer']);
        const grid = await classPage.visit('learners/5');
        assert.deepEqual(criteriaOf(grid), criteriaOf(first));

        await grid.choose(GREETING, 'insuffisamment maîtrisé').press(/^Publier$/);
        await app().delivered();
        const marks = [original, copy].map(({ id }) => {
          const [column] = app().platform.lineItemsOf(id);
          return app().platform.gradeOf(column?.id ?? '', '5')?.finalGrade;
        });
        assert.deepEqual(marks, [20, 7]);
      });

      it('gives the activities of a copied course their own, even to a learner who comes first', async () => {
        const original = await addByChoosing('À copier');
        const course = app().platform.copyCourse(COURSE, 'Accueil, année suivante');
        const copy = app().platform.state.activities.find(
          (one) => one.courseId === course.id && one.title === 'À copier',
        );
        assert.ok(copy);
        assert.equal(copy.custom, original.custom);
        const learner = await app().as('5').launch(copy);
        assert.equal(learner.heading, 'À copier');
        assert.match(learner.text, /Ton professeur n'a pas encore publié/);
        assert.equal((await teacher.launch(copy)).heading, 'À copier');
      });

      it('asks which criteria when the link carries a grid that is not known here', async () => {
        const activity = app().platform.addActivity({
          courseId: COURSE,
          toolId: app().tool.id,
          title: 'Grille inconnue',
          custom: 'attendus_grid=nulle-part',
          column: { scoreMaximum: 20 },
        });
        const picker = await teacher.launch(activity);
        assert.equal(picker.heading, 'Choisir les attendus');
        assert.match(picker.text, /La grille liée à cette activité n'est pas connue ici/);
        assert.equal((await app().as('5').launch(activity)).heading, "L'activité n'est pas encore prête");
      });
    });
  });
});
