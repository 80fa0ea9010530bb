import assert from 'node:assert/strict';
import { ltiClaim } from '../../src/demo/vocabulary.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { posted } from '../support/http/posted.js';
import { GREETING, judged, LEVEL, Lesson, PUBLIC, type LevelCode } from '../support/lesson.js';

const MENTOR = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor';
const REMARK = 'Je souris, je crois.';
/** What a published evaluation of these tests says, and nothing else on a learner's page does. */
const RESULT = /17,5|Un bel accueil|Où tu en es|À travailler|Pour aller plus loin|class="criterion__level/;

describe('placing oneself', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Autoévaluation ${count}` });
    });

    const settings = (of = lesson) => of.classPage.visit('activity');
    const open = async (button = "Ouvrir l'autoévaluation", of = lesson) =>
      (await settings(of)).press(button);
    const learnerSees = (id = '5', of = lesson) => app().as(id).launch(of.activity);
    const placed = (form: Page, [first, second]: readonly [LevelCode, LevelCode]) =>
      form
        .choose(PUBLIC, LEVEL[first])
        .choose(GREETING, LEVEL[second])
        .fill(new RegExp(`^Remarque\\W+${PUBLIC}`), REMARK);
    const place = async (page: Page, levels: readonly [LevelCode, LevelCode]) =>
      placed(await page.visit('mine/self'), levels).press(/^Envoyer/);
    const publish = (id = '5') => lesson.publish(id, [4, 3], 'Un bel accueil.');

    it('is offered to nobody until the teacher opens it', async () => {
      const page = await learnerSees();
      assert.doesNotMatch(page.text, /[Pp]lace|autoévaluation/);
      assert.equal((await page.visit('mine/self')).heading, `Autoévaluation ${count}`);
      await publish();
      assert.match((await learnerSees()).text, /17,5 \/ 20/);
    });

    it('is seen by the teacher once it is sent, and not before', async () => {
      await open();
      const page = await learnerSees();
      assert.match(page.text, /Place-toi toi-même/);
      const form = placed(await page.follow('Me placer'), [4, 2]);
      const saved = await form.press('Enregistrer');
      assert.match(saved.text, /C'est enregistré/);
      assert.doesNotMatch((await lesson.grid('5')).html, /Autoévaluation de l|Je souris/);
      assert.doesNotMatch((await lesson.classPage.reload()).text, /autoévaluation faite/);
      assert.match((await saved.visit('.')).text, /Continuer \(2 \/ 2\)/);

      const sent = await saved.press(/^Envoyer/);
      assert.match(sent.text, /Ton autoévaluation est envoyée/);
      assert.match(sent.text, /Toi : bien maîtrisé \(4\)/);
      const grid = await lesson.grid('5');
      assert.match(grid.text, /Autoévaluation de l'élève/);
      assert.match(grid.text, /Élève : bien maîtrisé \(4\).*Je souris, je crois\./s);
      const classPage = await lesson.classPage.reload();
      assert.match(classPage.row('Bézier Chloé').join(' '), /autoévaluation faite/);
      assert.doesNotMatch(classPage.row('Diallo Amadou').join(' '), /autoévaluation faite/);
      assert.match(classPage.text, /Autoévaluation ouverte · 1 faite/);
    });

    it('is new on the class page until a teacher has opened the learner, and again once it is sent again', async () => {
      await open();
      const row = async () => {
        const page = await lesson.classPage.reload();
        return [page.row('Bézier Chloé').join(' '), page.text] as const;
      };
      const sent = await place(await learnerSees(), [4, 2]);
      const [told, page] = await row();
      assert.match(told, /nouvelle autoévaluation/);
      assert.match(page, /À faire.*1 nouvelle autoévaluation.*Afficher.*1 autoévaluation/s);

      await lesson.grid('5');
      const [seen, seenPage] = await row();
      assert.match(seen, /autoévaluation faite/);
      assert.doesNotMatch(seenPage, /nouvelle autoévaluation/);

      app().advance(60);
      await placed(await sent.press('La reprendre'), [2, 2]).press(/^Envoyer/);
      assert.match((await row())[0], /nouvelle autoévaluation/);
    });

    it('comes before the result: nothing of it is in the page, whoever looks at its source', async () => {
      await open();
      await publish();
      const page = await learnerSees();
      assert.match(page.text, /Ton résultat est prêt.*Me placer d'abord.*Voir mon résultat sans me placer/);
      assert.doesNotMatch(page.html, RESULT);
      const form = await page.follow("Me placer d'abord");
      assert.match(form.text, /Ton autoévaluation ne changera plus/);
      assert.doesNotMatch(form.html, RESULT);

      const result = await placed(form, [4, 1]).press('Envoyer et voir mon résultat');
      assert.match(result.text, /17,5 \/ 20.*Un bel accueil/);
      assert.match(result.text, /1 attendu placé pareil, 1 plus bas\./);
      assert.match(result.text, /Toi : bien maîtrisé \(4\) écart 0.*Toi : non maîtrisé \(1\) écart −2/);
      const grid = await lesson.grid('5');
      assert.match(grid.text, /écart 0.*écart −2/);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5, 'no mark knows of it');
    });

    it('may be skipped, for good', async () => {
      await open();
      await publish();
      const page = await learnerSees();
      const form = await page.visit('mine/self');
      const result = await page.press('Voir mon résultat sans me placer');
      assert.match(result.text, /17,5 \/ 20/);
      assert.doesNotMatch(result.text, /[Pp]lace/);

      const late = await placed(form, [4, 4]).press(/^Envoyer/);
      assert.equal(late.status, 409);
      assert.match(late.text, /Tu as déjà vu ton résultat/);
      assert.ok(late.html.includes(REMARK), 'what was typed is still there');
      assert.doesNotMatch((await lesson.grid('5')).text, /Autoévaluation de l/);
    });

    it('cannot be skipped where the teacher requires it, not even by hand', async () => {
      await open('Ouvrir et rendre obligatoire');
      await publish();
      const page = await learnerSees();
      assert.match(page.text, /te demande de te placer avant/);
      assert.throws(() => page.button('Voir mon résultat sans me placer'));
      assert.equal((await posted(await page.visit('mine/self'), 'mine/self/skip')).status, 303);
      const after = await page.reload();
      assert.match(after.text, /Ton résultat est prêt/);
      assert.doesNotMatch(after.html, RESULT);
      assert.match((await place(after, [3, 3])).text, /17,5 \/ 20/);
    });

    it('is frozen once the result was seen, and refuses what an open window sends', async () => {
      await open();
      const page = await learnerSees();
      const window = await page.visit('mine/self');
      await place(page, [4, 2]);
      await publish();
      assert.match((await page.reload()).text, /17,5 \/ 20/);

      const fields = placed(window, [1, 1]).entriesWith(new RegExp(`^Remarque\\W+${PUBLIC}`));
      const late = await posted(window, 'mine/self', fields);
      assert.equal(late.status, 409);
      assert.ok(late.body.includes(REMARK));
      assert.equal((await posted(window, 'mine/self/draft', fields)).status, 409);
      assert.equal((await posted(window, 'mine/self/takeBack')).status, 303);
      const read = await page.visit('mine/self');
      assert.equal(read.heading, 'Mon autoévaluation');
      assert.throws(() => read.button(/^Envoyer/));
      assert.match((await lesson.grid('5')).text, /Élève : bien maîtrisé \(4\)/);
    });

    it('can be taken back and sent again until then', async () => {
      await open();
      const sent = await place(await learnerSees(), [4, 2]);
      const form = await sent.press('La reprendre');
      assert.equal(form.heading, 'Me placer');
      assert.doesNotMatch((await lesson.grid('5')).text, /Autoévaluation de l/);
      await placed(form, [2, 2]).press(/^Envoyer/);
      assert.match((await lesson.grid('5')).text, /Élève : insuffisamment maîtrisé \(2\)/);
    });

    it('loses nothing to a second window', async () => {
      await open();
      const page = await learnerSees();
      const [one, other] = [await page.visit('mine/self'), await page.visit('mine/self')];
      await placed(one, [4, 2]).press('Enregistrer');
      const conflict = await other
        .choose(PUBLIC, LEVEL[1])
        .fill(/^Ce que j'ai réussi/, 'Écrit ailleurs.')
        .press(/^Envoyer/);
      assert.equal(conflict.status, 409);
      assert.match(conflict.text, /dans une autre fenêtre/);
      assert.ok(conflict.html.includes('Écrit ailleurs.'));
      assert.doesNotMatch((await lesson.grid('5')).text, /Autoévaluation de l/);
      const kept = await conflict.press(/^Envoyer/);
      assert.match(kept.text, /Toi : non maîtrisé \(1\)/);
    });

    it('sends nothing without a level, nor a text that is too long, and keeps what was typed', async () => {
      await open();
      const page = await learnerSees();
      const words = (await page.visit('mine/self')).fill(/^Ce que j'ai réussi/, 'Bof.');
      const empty = await words.press(/^Envoyer/);
      assert.equal(empty.status, 422);
      assert.match(empty.text, /choisis au moins un niveau/);
      assert.equal(empty.field(/^Ce que j'ai réussi/).value, 'Bof.');

      const long = await placed(empty, [4, 2])
        .fill(/^Ce que j'ai réussi/, 'é'.repeat(1005))
        .press(/^Envoyer/);
      assert.equal(long.status, 422);
      assert.match(long.text, /1 000 caractères : il y en a 5 de trop/);
      assert.equal(long.field(/^Ce que j'ai réussi/).value.length, 1005);
      const sent = await long.fill(/^Ce que j'ai réussi/, 'Assez.').press(/^Envoyer/);
      assert.match(sent.text, /Ton autoévaluation est envoyée/);
    });

    it('stays open while results are held, and is frozen by the first look after the release', async () => {
      await open();
      const moment = new Date(app().clock.now().getTime() + 2 * 3600 * 1000);
      const format = new Intl.DateTimeFormat('fr-FR', {
        timeZone: 'Europe/Paris',
        dateStyle: 'short',
        timeStyle: 'short',
      });
      const [day = '', time = ''] = format.format(moment).split(' ');
      await (
        await lesson.classPage.visit('activity/release')
      )
        .fill('Jour', day)
        .fill('Heure', time)
        .press(/date/);
      await publish();
      const sent = await place(await learnerSees(), [4, 2]);
      assert.match(sent.text, /Ton autoévaluation est envoyée\. Tant que tu n'as pas vu/);
      assert.doesNotMatch(sent.html, RESULT);
      app().advance(3 * 3600);
      const released = await learnerSees();
      assert.match(released.text, /17,5 \/ 20.*écart/);
      const back = await released.visit('mine/self');
      assert.equal(back.heading, 'Mon autoévaluation');
    });

    it('asks nothing of a learner whose result was out before it was opened', async () => {
      await publish();
      await open();
      const page = await learnerSees();
      assert.match(page.text, /17,5 \/ 20/);
      assert.doesNotMatch(page.text, /[Pp]lace/);
    });

    it('keeps what was sent in sight when the teacher closes it, and what was begun in store', async () => {
      await open();
      await place(await learnerSees('5'), [4, 2]);
      const begun = placed(await (await learnerSees('6')).visit('mine/self'), [4, 2]);
      await begun.press('Enregistrer');
      const closed = await (await settings()).press("Fermer l'autoévaluation");
      assert.match(closed.text, /Fermée : les élèves ne se placent pas/);
      await publish('5');
      await publish('6');
      assert.match((await learnerSees('5')).text, /17,5 \/ 20.*écart 0/);
      const six = await learnerSees('6');
      assert.match(six.text, /17,5 \/ 20/);
      assert.doesNotMatch(six.text, /écart|Toi :/);
      const late = await begun.choose(PUBLIC, LEVEL[1]).press(/^Envoyer/);
      assert.equal(late.status, 409);
      assert.match(late.text, /a fermé l'autoévaluation/);
      assert.ok(late.html.includes(REMARK));
    });

    it('is each learner’s own: nobody reads or writes another’s', async () => {
      await open();
      await place(await learnerSees('5'), [4, 2]);
      const six = await learnerSees('6');
      assert.doesNotMatch(six.html, /Je souris/);
      assert.doesNotMatch((await six.visit('mine/self')).html, /Je souris/);
      for (const path of ['learners/5', 'activity', 'class', 'mentees/5']) {
        assert.equal((await six.visit(path)).status, 403, path);
      }
      for (const path of ['mine/self', 'mine/self/draft', 'mine/self/skip', 'mine/self/takeBack']) {
        assert.equal((await posted(lesson.classPage, path)).status, 403, `a teacher posts to ${path}`);
      }
      const form = await six.visit('mine/self');
      const opening = new URLSearchParams({ action: 'closed' });
      assert.equal((await posted(form, 'activity/self', opening)).status, 403);
      assert.match((await lesson.classPage.reload()).text, /Autoévaluation ouverte/);
    });

    it('is read by mentors as they read the result: beside it, and no sooner', async () => {
      await open();
      await place(await learnerSees('5'), [4, 2]);
      const mentees = await app()
        .as('4')
        .launchWith(lesson.activity, {
          [ltiClaim('roles')]: [MENTOR],
          [ltiClaim('role_scope_mentor')]: ['5', '6'],
        });
      assert.doesNotMatch((await mentees.follow('Chloé Bézier')).html, /Je souris|L'élève :/);
      await publish('5');
      await publish('6');
      const read = await mentees.follow('Chloé Bézier');
      assert.match(read.text, /Autoévaluation de l'élève.*L'élève : bien maîtrisé \(4\) écart 0/);
      assert.ok(read.html.includes(REMARK));
      // The mentor's look is not the learner's, and what the learner is asked first is no matter of the mentor's.
      assert.match((await mentees.follow('Amadou Diallo')).text, /17,5 \/ 20/);
      assert.match((await learnerSees('6')).text, /Ton résultat est prêt/);
    });

    it('stands beside a certificative evaluation in levels alone, and leaves its closing intact', async () => {
      const exam = await Lesson.start(app(), { title: `CCF ${count}`, purpose: 'Certificative' });
      await open("Ouvrir l'autoévaluation", exam);
      const grid = judged(await exam.grid('5'), [4, 3]).fill('Commentaire général', 'Un bel accueil.');
      await grid.press(/^Publier$/);
      await (await (await exam.grid('5')).press(/^Clore/)).press(/^Clore/);
      const before = await exam.evaluation('5');
      const sent = await place(await learnerSees('5', exam), [4, 2]);
      assert.match(sent.text, /bien maîtrisé \(4\).*écart 0.*écart −1/);
      assert.doesNotMatch(sent.text, /\/ 20|17,5/);
      assert.deepEqual(await exam.evaluation('5'), before);
      assert.match((await exam.classPage.visit('learners/5')).text, /intacte/);
    });
  });
});
