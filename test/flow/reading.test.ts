import assert from 'node:assert/strict';
import { ltiClaim } from '../../src/demo/vocabulary.js';
import { eachApp } from '../support/eachApp.js';
import { GREETING, judged, Lesson, PUBLIC } from '../support/lesson.js';

const MENTOR = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor';

describe("reading one's evaluation", () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
    });

    const secret = 'Fragile : à ne pas dire ainsi';
    const saveDraft = async (id: string) =>
      judged(await lesson.grid(id), [2, 2])
        .fill('Commentaire général', secret)
        .press(/^Enregistrer$/);

    describe('as the learner', () => {
      const asLearner = (id = '5') => app().as(id).launch(lesson.activity);

      it('shows what is expected before anything is judged', async () => {
        const page = await asLearner();
        assert.equal(page.status, 200);
        assert.equal(page.heading, `Accueil ${count}`);
        assert.match(page.text, /Ce que l'on attend de toi 2 attendus/);
        assert.match(page.text, /Ton professeur n'a pas encore publié ton évaluation/);
        assert.ok(page.text.includes(PUBLIC) && page.text.includes(GREETING));
        assert.match(page.document.all('header')[0]?.text ?? '', /Chloé Bézier \(élève\)/);
      });

      it('never shows a draft', async () => {
        await saveDraft('5');
        const page = await asLearner();
        assert.doesNotMatch(page.html, /Fragile/);
        assert.doesNotMatch(page.text, /11|Où tu en es/);
        assert.match(page.text, /n'a pas encore publié/);
      });

      it('shows levels, comments and mark once they are published', async () => {
        await judged(await lesson.grid('5'), [1, 4])
          .fill(new RegExp(`^Commentaire\\W+${PUBLIC}`), 'Regarde la personne.')
          .fill('Commentaire général', 'Un bel accueil.')
          .press(/^Publier$/);
        const page = await asLearner();
        assert.match(page.text, /Évaluation publiée le/);
        assert.match(page.text, /Note ?: ?10 \/ 20/);
        assert.match(page.text, /1 bien maîtrisé ?1 non maîtrisé/);
        assert.match(page.text, /Un bel accueil\./);
        assert.match(page.text, /Regarde la personne\./);
        const [, toWorkOn = ''] =
          /À travailler maintenant(.*)Ce que l'on attend de toi/.exec(page.text) ?? [];
        assert.ok(toWorkOn.includes(PUBLIC) && !toWorkOn.includes(GREETING), toWorkOn);
      });

      it('keeps showing the publication while the teacher goes on', async () => {
        await lesson.publish('5', [4, 3], 'Un bel accueil.');
        await saveDraft('5');
        const page = await asLearner();
        assert.match(page.text, /17,5 \/ 20.*Un bel accueil/);
        assert.doesNotMatch(page.html, /Fragile/);
      });

      it('shows nothing any more once the publication is withdrawn', async () => {
        await lesson.publish('5', [4, 3], 'Un bel accueil.');
        await lesson.withdraw('5');
        const page = await asLearner();
        assert.match(page.text, /n'a pas encore publié/);
        assert.doesNotMatch(page.html, /Un bel accueil|17,5/);
      });

      it('says absent, without a mark', async () => {
        await (await lesson.grid('5')).choose('Présence', 'absent').press(/^Publier$/);
        const page = await asLearner();
        assert.match(page.text, /Absent : il n'y a pas de note/);
      });

      it('shows no mark of a certificative evaluation', async () => {
        const exam = await Lesson.start(app(), { title: `CCF ${count}`, purpose: 'Certificative' });
        await exam.publish('5', [4, 3]);
        const page = await app().as('5').launch(exam.activity);
        assert.match(page.text, /bien maîtrisé/);
        assert.doesNotMatch(page.text, /\/ 20|17,5/);
      });

      it('shows their own, never another’s', async () => {
        await lesson.publish('6', [4, 4], 'Pour Amadou seul.');
        const page = await asLearner();
        assert.doesNotMatch(page.html, /Amadou/);
        for (const path of [
          'learners/6',
          'learners/5',
          'class',
          'attach',
          'learners/6/history',
          'mentees/6',
        ]) {
          const other = await page.visit(path);
          assert.equal(other.status, 403, path);
          assert.doesNotMatch(other.html, /Amadou/);
        }
      });

      it('escapes what a teacher typed', async () => {
        await lesson.publish('5', [4, 3], '<script>alert("1")</script> & « ok »');
        const page = await asLearner();
        assert.ok(page.text.includes('<script>alert("1")</script> & « ok »'));
        assert.ok(!page.html.includes('<script>alert'));
      });

      it('is reached again from the gradebook', async () => {
        await lesson.publish('5', [4, 3]);
        const page = await app().as('5').review(lesson.activity, '5');
        assert.match(page.text, /17,5 \/ 20/);
      });

      it("refuses another's from the gradebook, although the platform signs it", async () => {
        await lesson.publish('6', [4, 3], 'Pour Amadou seul.');
        const person = app().as('5');
        await person.lms('/');
        const path = `/mod/lti/launch.php?id=${lesson.activity.moduleId}&action=gradeReport&user=6`;
        const page = await person.lms(path);
        assert.equal(page.status, 403);
        assert.equal(page.code, 'REVIEW_OF_ANOTHER');
        assert.match(page.text, /Vous ne pouvez consulter que votre propre évaluation/);
        assert.doesNotMatch(page.html, /Amadou/);
      });
    });

    describe('as the teacher, from the gradebook', () => {
      it("opens the learner's grid", async () => {
        await lesson.publish('5', [4, 3]);
        const page = await lesson.teacher.review(lesson.activity, '5');
        assert.equal(page.heading, 'Bézier Chloé');
        assert.match(page.text, /Publié à \d\d h \d\d par Hélène Garnier-Roux/);
      });

      it('opens it before the class list was ever read', async () => {
        const { id: courseId } = app().platform.copyCourse('2', `Classe ${count}`);
        const activity = app().platform.state.activities.find((one) => one.courseId === courseId);
        const bare = await Lesson.start(app(), { title: 'Ailleurs', courseId });
        assert.ok(activity);
        app().advance(400);
        const page = await bare.teacher.review(bare.activity, '7');
        assert.equal(page.heading, 'Lefèvre Zoé');
      });
    });

    describe('as the teacher, where the platform gives no class list', () => {
      it('opens the grid of whoever the gradebook names', async () => {
        app().platform.setFault('noRoster');
        const { id: courseId } = app().platform.copyCourse('2', `Sans liste ${count}`);
        const unlisted = await Lesson.start(app(), { title: 'Sans liste', courseId });
        const page = await unlisted.teacher.review(unlisted.activity, '5');
        assert.match(page.heading, /^Élève [0-9a-f]{4}$/, page.summary);
        const published = await judged(page, [4, 3]).press(/^Publier$/);
        assert.equal(published.status, 200, published.summary);
        await app().delivered();
        assert.equal(unlisted.mark('5'), 17.5);
      });
    });

    describe('as a mentor', () => {
      const asMentor = (mentees: readonly string[]) =>
        app()
          .as('4')
          .launchWith(lesson.activity, {
            [ltiClaim('roles')]: [MENTOR],
            [ltiClaim('role_scope_mentor')]: mentees,
            name: 'Paul Tuteur',
          });

      it('lists the learners of the mentor, and opens their publications alone', async () => {
        await lesson.publish('5', [4, 3], 'Un bel accueil.');
        await saveDraft('6');
        const list = await asMentor(['5', '6']);
        assert.equal(list.heading, 'Élèves que vous suivez');
        const published = await list.follow('Chloé Bézier');
        assert.equal(published.heading, `Chloé Bézier · Accueil ${count}`);
        assert.match(published.text, /Où en est l'élève.*17,5 \/ 20.*Un bel accueil/);
        const draft = await list.follow('Amadou Diallo');
        assert.match(draft.text, /L'évaluation n'est pas encore publiée/);
        assert.doesNotMatch(draft.html, /Fragile/);
      });

      it('refuses everyone else', async () => {
        await lesson.publish('7', [4, 3], 'Pour Zoé seule.');
        const list = await asMentor(['5']);
        for (const path of ['mentees/7', 'learners/7', 'class', 'mine']) {
          const page = await list.visit(path);
          assert.equal(page.status, 403, path);
          assert.doesNotMatch(page.html, /Zoé seule/);
        }
      });

      it('says so where the platform names no learner', async () => {
        const list = await asMentor([]);
        assert.match(list.text, /n'indique aucun élève pour vous/);
      });
    });

    describe('as someone without a role in the course', () => {
      it('shows what is expected, and nobody’s evaluation', async () => {
        await lesson.publish('5', [4, 3], 'Un bel accueil.');
        const page = await app()
          .as('4')
          .launchWith(lesson.activity, { [ltiClaim('roles')]: [], sub: '5' });
        assert.ok(page.text.includes(GREETING));
        assert.doesNotMatch(page.html, /Un bel accueil|17,5/);
        assert.equal((await page.visit('class')).status, 403);
      });

      it('gives an administrator of the site no rights in the course', async () => {
        const admin = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator';
        const page = await app()
          .as('4')
          .launchWith(lesson.activity, { [ltiClaim('roles')]: [admin], sub: '2' });
        assert.equal((await page.visit('class')).status, 403);
        assert.equal((await page.visit('attach')).status, 403);
      });
    });
  });
});
