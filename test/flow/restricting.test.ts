import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { judged, Lesson } from '../support/lesson.js';
import { unenrol } from '../support/unenrol.js';

/** Of the demo course: each second learner is in group 1, the others in group 2. */
const IN_GROUP_1 = '5';
const ALSO_IN_GROUP_1 = '7';
const IN_GROUP_2 = '6';

describe('an activity that the platform keeps for a group', () => {
  eachApp((app) => {
    let count = 0;
    /** In a course of its own: a class list is kept a course. */
    const begin = async (groupId?: string) => {
      count += 1;
      const { id: courseId } = app().platform.copyCourse('2', `Classe ${count}`);
      const options = { title: `Accueil ${count}`, courseId };
      return Lesson.start(app(), { ...options, ...(groupId && { groupId }) });
    };
    const restrict = ({ activity }: Lesson, groupId?: string) =>
      app().platform.restrictActivity(activity.id, groupId);
    const refresh = ({ classPage }: Lesson) => classPage.press('Actualiser la liste');

    /** Names under each heading of the class page. */
    const listed = ({ document }: Page) =>
      document
        .all('section')
        .filter((section) => section.attribute('class') === 'class-list')
        .map((section) => ({
          heading: section.all('h2')[0]?.text ?? '',
          names: section.all('tbody').flatMap((body) => body.all('th').map(({ text }) => text)),
        }));
    const present = (page: Page) => listed(page)[0]?.names.length;
    const reads = ({ activity }: Lesson) =>
      app()
        .platform.state.requests.map(({ url }) => url)
        .filter((url) => url.includes(`/CourseSection/${activity.courseId}/`))
        .map((url) => (url.includes('rlid=') ? 'link' : 'course'));

    it('lists those of the group, and says that the course has more', async () => {
      const { classPage: page } = await begin('1');
      const [learners, ...others] = listed(page);
      assert.equal(learners?.names.length, 12);
      assert.ok(learners.names.includes('Bézier Chloé') && !learners.names.includes('Diallo Amadou'));
      assert.deepEqual(others, []);
      assert.match(page.text, /12 à évaluer/);
      assert.match(page.text, /Moodle n'ouvre pas cette activité à 12 élèves du cours/);
    });

    it('leaves another activity of the course as it is', async () => {
      const lesson = await begin('1');
      const { courseId } = lesson.activity;
      const open = await Lesson.start(app(), { title: 'Ouverte', courseId });
      assert.equal(present(await refresh(lesson)), 12);
      const page = await refresh(open);
      assert.equal(present(page), 24);
      assert.doesNotMatch(page.text, /n'ouvre pas/);
    });

    it('lists the others again once it is open to them', async () => {
      const lesson = await begin('1');
      assert.equal(present(await refresh(lesson)), 12);
      restrict(lesson);
      assert.equal(present(await lesson.classPage.visit('class')), 12, 'the list is fresh');
      assert.equal(present(await refresh(lesson)), 24);
    });

    it('sets apart who was judged before, with their mark, and judges them on', async () => {
      const lesson = await begin();
      await lesson.publish(IN_GROUP_2, [4, 3]);
      await app().delivered();
      restrict(lesson, '1');
      const page = await refresh(lesson);
      assert.deepEqual(listed(page).slice(1), [
        { heading: "N'ont pas accès à l'activité", names: ['Diallo Amadou'] },
      ]);
      assert.equal(page.row('Diallo Amadou')[1], '17,5');
      assert.match(page.text, /12 à évaluer/);

      const grid = await lesson.grid(IN_GROUP_2);
      assert.match(grid.text, /N'a pas accès à l'activité/);
      await judged(grid, [4, 4]).press(/^Publier$/);
      await app().delivered();
      assert.equal(lesson.mark(IN_GROUP_2), 20);
    });

    it('tells who left the course from who may not open it', async () => {
      const lesson = await begin();
      await lesson.publish(IN_GROUP_2, [4, 3]);
      await lesson.publish('8', [4, 3]);
      restrict(lesson, '1');
      unenrol(app().platform, lesson.activity.courseId, '8');
      assert.deepEqual(
        listed(await refresh(lesson)).map(({ heading, names }) => [heading, names.length]),
        [
          ['', 12],
          ["N'ont pas accès à l'activité", 1],
          ['Ne sont plus dans la liste', 1],
        ],
      );
    });

    it('lists a learner from their own launch on, however fresh the list', async () => {
      const lesson = await begin('1');
      await refresh(lesson);
      restrict(lesson);
      await app().as(IN_GROUP_2).launch(lesson.activity);
      const page = await lesson.classPage.visit('class');
      assert.equal(present(page), 13);
      assert.match(page.text, /Diallo Amadou/);
    });

    it('opens the grid of a learner whom the gradebook names', async () => {
      const lesson = await begin('1');
      await refresh(lesson);
      const grid = await lesson.teacher.review(lesson.activity, IN_GROUP_2);
      assert.match(grid.text, /N'a pas accès à l'activité/);
      await judged(grid, [4, 4]).press(/^Publier$/);
      await app().delivered();
      assert.equal(lesson.mark(IN_GROUP_2), 20);
    });

    it('goes from one of the group to the next, on the grid and on the table', async () => {
      const lesson = await begin('1');
      const page = await refresh(lesson);
      assert.match((await lesson.grid(IN_GROUP_1)).text, /2 \/ 12/);
      await lesson.publish(IN_GROUP_1, [4, 3]);
      const next = (await page.reload()).link(/Évaluer le suivant/);
      assert.match(next.text, /Aydın Çağla/);
      const table = await page.visit('class/table');
      assert.equal(table.document.all('tr').filter((row) => row.attribute('data-learner')).length, 12);
    });

    it('offers the groups that may open it, and shows the course where groups are made', async () => {
      const lesson = await begin('1');
      for (const id of [IN_GROUP_1, ALSO_IN_GROUP_1]) await app().as(id).launch(lesson.activity);
      restrict(lesson);
      await app().as(IN_GROUP_2).launch(lesson.activity);
      restrict(lesson, '1');
      const page = await refresh(lesson);
      assert.match(page.text, /Groupe 1 \(Moodle\) · 2/);
      assert.doesNotMatch(page.text, /Groupe 2 \(Moodle\)/);
      const making = await page.visit('groups/new');
      assert.equal(
        making.document.all('input').filter((one) => one.attribute('name') === 'learner').length,
        24,
      );
    });

    it('asks the platform no more than it must', async () => {
      const open = await begin();
      assert.deepEqual(reads(open).toSorted(), ['course', 'link'], 'a course that was never read');
      app().advance(400);
      await open.teacher.launch(open.activity);
      assert.deepEqual(reads(open).slice(2), ['link'], 'open to everyone');
      restrict(open, '1');
      app().advance(400);
      const page = await open.teacher.launch(open.activity);
      assert.equal(present(page), 12);
      assert.deepEqual(reads(open).slice(3), ['link', 'course'], 'somebody is left out');
      app().advance(400);
      await page.reload();
      assert.deepEqual(reads(open).slice(5), ['link']);
    });

    it('is closed to a learner of another group on the platform itself', async () => {
      const lesson = await begin('1');
      const page = await app().as(IN_GROUP_2).lms(`/activites/${lesson.activity.moduleId}`);
      assert.equal(page.status, 403);
    });
  });
});
