import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { GREETING, judged, LEVEL, Lesson, PUBLIC } from '../support/lesson.js';
import { COURSE } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { unenrol } from '../support/unenrol.js';

/** Learners of the platform's group 1, in this order: Bézier, Lefèvre, N’Diaye. */
const GROUP_1 = ['5', '7', '9'];

/** Another enrolment's groups, as an administrator of the platform sets them. */
function moveTo(app: TestApp, userId: string, groupIds: readonly string[]): void {
  const { courses } = app.platform.state;
  const at = courses.findIndex(({ id }) => id === COURSE);
  const course = courses[at]!;
  const enrolments = course.enrolments.map((one) => (one.userId === userId ? { ...one, groupIds } : one));
  courses[at] = { ...course, enrolments };
}

describe('groups, from the platform and made here', () => {
  eachApp((app) => {
    let count = 0;
    const begin = (purpose: 'Certificative' | 'Formative' = 'Formative') => {
      count += 1;
      return Lesson.start(app(), { title: `Atelier ${count}`, purpose });
    };
    const names = (page: Page) =>
      page.document
        .all('th')
        .filter((cell) => cell.attribute('scope') === 'row')
        .flatMap((cell) => cell.all('a').map(({ text }) => text));

    /** A group of the course, made on the page for it. */
    const make = async ({ classPage }: Lesson, name: string, subs: readonly string[]): Promise<Page> => {
      const form = await classPage.visit('groups/new');
      return form.pressWith('Enregistrer', (entries) => {
        entries.set('name', name);
        for (const sub of subs) entries.append('learner', sub);
      });
    };
    const groupPage = async (lesson: Lesson, name: string) =>
      (await lesson.classPage.visit('groups')).follow(name);
    /** The grid of a group. */
    const sheetOf = async (lesson: Lesson, name: string) => {
      const page = await groupPage(lesson, name);
      return page.visit(`${page.url.pathname}/evaluation`);
    };

    it('are those that learners’ own launches tell, as long as they tell them', async () => {
      const lesson = await begin();
      assert.doesNotMatch((await lesson.classPage.visit('class')).text, /\(Moodle\)/);
      for (const id of GROUP_1) await app().as(id).launch(lesson.activity);
      const first = await lesson.classPage.visit('class?group=lms.1');
      assert.match(first.text, /Groupe 1 \(Moodle\) · 3/);
      assert.deepEqual(names(first), ['Bézier Chloé', 'Lefèvre Zoé', 'N’Diaye Anaïs']);

      moveTo(app(), '7', ['2']);
      moveTo(app(), '9', []);
      for (const id of ['7', '9']) await app().as(id).launch(lesson.activity);
      const then = await lesson.classPage.visit('class?group=lms.1');
      assert.deepEqual(names(then), ['Bézier Chloé']);
      assert.deepEqual(names(await lesson.classPage.visit('class?group=lms.2')), ['Lefèvre Zoé']);
    });

    it('outlive a reading of the class list, which tells none', async () => {
      const lesson = await begin();
      await app().as('5').launch(lesson.activity);
      await lesson.classPage.press('Actualiser la liste');
      assert.deepEqual(names(await lesson.classPage.visit('class?group=lms.1')), ['Bézier Chloé']);
    });

    it('are named by a teacher, for every activity of the course', async () => {
      const [lesson, other] = [await begin(), await begin()];
      await app().as('5').launch(lesson.activity);
      const page = await (await lesson.classPage.visit('groups')).follow('Groupe 1 (Moodle)');
      await page.fill('Nom du groupe', 'Demi-classe A').press('Enregistrer');
      assert.match((await other.classPage.visit('class')).text, /Demi-classe A \(Moodle\) · 1/);
    });

    it('are judged once, then differ for one member, and the marks of all arrive', async () => {
      const lesson = await begin();
      await make(lesson, 'Binôme', ['5', '6']);
      const list = await lesson.classPage.visit('groups');
      const sheet = await (
        await list.follow('Afficher dans la classe – Binôme')
      ).follow('Évaluer le groupe Binôme');
      judged(sheet, [3, 3]).fill('Commentaire général', 'Bel atelier.');
      const saved = await sheet.press('Enregistrer');
      assert.match(saved.text, /C'est enregistré pour chaque élève présent/);

      const own = await lesson.grid('5');
      assert.match(own.text, /Évalué avec le groupe Binôme/);
      await own.choose(PUBLIC, LEVEL[4]).press(/^Enregistrer$/);
      const again = await sheetOf(lesson, 'Binôme');
      assert.match(again.text, /Diffère, et garde son niveau :\s*Bézier Chloé\s*4/);
      const published = await again.choose(GREETING, LEVEL[2]).press('Publier le groupe');
      assert.match(published.text, /2 évaluations publiées/);
      assert.deepEqual(names(published), ['Bézier Chloé', 'Diallo Amadou']);
      await app().delivered();
      assert.deepEqual([lesson.mark('5'), lesson.mark('6')], [13.5, 11]);
      assert.equal(lesson.feedback('6'), 'Bel atelier.');
      assert.equal(lesson.mark('7') ?? null, null);
    });

    it('show learners nothing but their own evaluation, once it is published', async () => {
      const lesson = await begin();
      await make(lesson, 'Trio', ['5', '6']);
      const sheet = await sheetOf(lesson, 'Trio');
      await judged(sheet, [3, 3]).press('Enregistrer');
      assert.doesNotMatch((await app().as('5').launch(lesson.activity)).text, /maîtrisé : |Trio/);
      await (await sheetOf(lesson, 'Trio')).press('Publier le groupe');
      const { text } = await app().as('5').launch(lesson.activity);
      assert.match(text, /Évaluation publiée/);
      assert.doesNotMatch(text, /Trio|Diallo/);
    });

    it('send no mark of a certificative activity, and change nothing of who is closed', async () => {
      const lesson = await begin('Certificative');
      await make(lesson, 'Jury', ['5', '6']);
      const sheet = await sheetOf(lesson, 'Jury');
      await judged(sheet, [3, 3]).press('Publier le groupe');
      const asked = await (await lesson.grid('5')).press("Clore l'évaluation…");
      await asked.press(/^Clore/);
      const before = await lesson.evaluation('5');
      assert.ok(before.closing, asked.text);
      const again = await sheetOf(lesson, 'Jury');
      await judged(again, [1, 1]).press('Publier le groupe');
      assert.deepEqual(await lesson.evaluation('5'), before);
      assert.equal((await lesson.evaluation('6')).content.entries['C1.2-1']?.levelId, '1');
      await app().delivered();
      assert.deepEqual(lesson.scoresOf('6'), []);
    });

    it('keep who left the course out of what is judged, and in the group', async () => {
      const lesson = await begin();
      await make(lesson, 'Quatuor', ['10', '11']);
      const enrol = unenrol(app().platform, COURSE, '11');
      await lesson.classPage.press('Actualiser la liste');
      const page = await groupPage(lesson, 'Quatuor');
      assert.match(page.text, /n'est plus dans la liste/);
      const sheet = await sheetOf(lesson, 'Quatuor');
      await judged(sheet, [3, 3]).press('Enregistrer');
      await assert.rejects(lesson.evaluation('11'), /nothing is stored/);
      enrol();
      await lesson.classPage.press('Actualiser la liste');
      await (await sheetOf(lesson, 'Quatuor')).press('Enregistrer');
      assert.equal((await lesson.evaluation('11')).content.entries['C1.2-1']?.levelId, '3');
    });

    it('keep what they were given when the tool starts again', async () => {
      const lesson = await begin();
      await make(lesson, 'Redémarrage', ['12']);
      const sheet = await sheetOf(lesson, 'Redémarrage');
      const saved = await judged(sheet, [3, 4]).press('Enregistrer');
      assert.match(saved.text, /C'est enregistré/);
      await app().restart();
      const again = await sheetOf(lesson, 'Redémarrage');
      assert.match(again.html, /name="level\.C1\.2-2" value="4"[^>]* checked/);
    });
  });
});
