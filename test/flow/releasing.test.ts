import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { judged, Lesson, type LevelCode } from '../support/lesson.js';

const HOUR_SECONDS = 3600;

describe('releasing publications', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Diffusion ${count}` });
    });

    const ready = async (learnerId: string, levels: readonly [LevelCode, LevelCode]) => {
      const page = await judged(await lesson.grid(learnerId), levels).press(/^Prêt/);
      assert.match(page.text, /est prête/, page.summary);
    };
    const learnerSees = (learnerId: string) => app().as(learnerId).launch(lesson.activity);

    /** Hours ahead of the app's clock, on the minute, as a teacher types it in Paris. */
    async function holdFor(hours: number): Promise<Page> {
      const moment = new Date(app().clock.now().getTime() + hours * HOUR_SECONDS * 1000);
      const parts = new Intl.DateTimeFormat('fr-FR', {
        timeZone: 'Europe/Paris',
        dateStyle: 'short',
        timeStyle: 'short',
      }).format(moment);
      const [day = '', time = ''] = parts.split(' ');
      const form = await lesson.classPage.visit('activity/release');
      const page = await form.fill('Jour', day).fill('Heure', time).press(/date/);
      assert.match(page.text, /La date est enregistrée/, page.summary);
      return page;
    }

    /** Nothing is under way: what is pending waits for its release. */
    const held = async (learnerId: string) => (await lesson.evaluation(learnerId)).delivery;

    it('keeps what is ready from everyone until it is published with the others', async () => {
      await ready('5', [4, 3]);
      await ready('6', [2, 3]);
      await (await lesson.grid('7')).choose('Présence', 'absent').press(/^Prêt/);
      assert.match((await learnerSees('5')).text, /n'a pas encore publié/);
      const published = await (await lesson.classPage.reload()).press('Publier les 3 prêtes');
      assert.match(published.text, /3 évaluations publiées\./);
      await app().delivered();
      assert.deepEqual([lesson.mark('5'), lesson.mark('6'), lesson.mark('7') ?? null], [17.5, 11, null]);
      assert.match((await learnerSees('5')).text, /17,5 \/ 20/);
      assert.match((await learnerSees('7')).text, /Absent/);
    });

    it('publishes what a colleague found ready, while another is saving', async () => {
      await ready('5', [4, 3]);
      const page = await lesson.classPage.reload();
      const grid = await lesson.grid('5');
      const [published, saved] = await Promise.all([
        page.press("Publier l'évaluation prête"),
        grid.fill('Commentaire général', 'Encore un mot.').press(/^Enregistrer/),
      ]);
      assert.match(published.text, /1 évaluation publiée\./, published.summary);
      assert.ok(saved.status === 200 || saved.status === 409, saved.summary);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
    });

    it('lets nobody see anything before the date, then everyone, without any click', async () => {
      await holdFor(2);
      await lesson.publish('5', [4, 3], 'Bel accueil.');
      app().advance(HOUR_SECONDS);
      const seen = await learnerSees('5');
      assert.match(seen.text, /n'a pas encore publié/);
      assert.doesNotMatch(seen.html, /17,5|Bel accueil/);
      assert.deepEqual(lesson.scoresOf('5'), []);
      assert.match(
        (await lesson.classPage.reload()).row('Bézier Chloé').join(' '),
        /retenue.*La note partira/,
      );

      app().advance(HOUR_SECONDS + 60);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
      assert.match((await learnerSees('5')).text, /17,5 \/ 20.*Bel accueil/s);
    });

    it('takes what waits along when the date moves, later and sooner', async () => {
      await holdFor(2);
      await lesson.publish('5', [4, 3]);
      await holdFor(6);
      app().advance(3 * HOUR_SECONDS);
      assert.deepEqual(lesson.scoresOf('5'), []);
      assert.match((await learnerSees('5')).text, /n'a pas encore publié/);
      await holdFor(1);
      app().advance(HOUR_SECONDS + 60);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
    });

    it('shows and sends everything once the date is taken away', async () => {
      await holdFor(2);
      await lesson.publish('5', [4, 3]);
      const form = await lesson.classPage.visit('activity/release');
      const page = await form.press(/Enlever la date et montrer l'évaluation publiée maintenant/);
      assert.match(page.text, /visible dès maintenant/);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
      assert.match((await learnerSees('5')).text, /17,5/);
    });

    it('leaves what left already, says so, and hides it from learners here', async () => {
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      await holdFor(2);
      assert.equal(lesson.mark('5'), 17.5);
      const form = await lesson.classPage.visit('activity/release');
      assert.match(form.text, /1 note est déjà partie vers Moodle : elle y reste visible/);
      assert.match((await learnerSees('5')).text, /n'a pas encore publié/);
      assert.equal(lesson.scoresOf('5').length, 1);
    });

    it('holds a mark that is published again, and leaves the one before where it is', async () => {
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      await holdFor(2);
      app().advance(2);
      await lesson.publish('5', [2, 3]);
      assert.ok((await held('5'))?.heldUntil);
      assert.equal(lesson.mark('5'), 17.5);
      app().advance(2 * HOUR_SECONDS + 60);
      await app().delivered();
      assert.equal(lesson.mark('5'), 11);
    });

    it('takes a mark back at once, whatever is held', async () => {
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      await holdFor(2);
      app().advance(2);
      await lesson.withdraw('5');
      await app().delivered();
      assert.equal(lesson.mark('5'), null);
    });

    it('asks the platform for nothing when what was held is withdrawn', async () => {
      await holdFor(2);
      await lesson.publish('5', [4, 3]);
      await lesson.withdraw('5');
      await app().delivered();
      assert.deepEqual(lesson.scoresOf('5'), []);
      app().advance(3 * HOUR_SECONDS);
      await app().delivered();
      assert.deepEqual(lesson.scoresOf('5'), []);
    });

    it('survives a restart in between', async () => {
      await holdFor(2);
      await lesson.publish('5', [4, 3]);
      await app().restart();
      assert.deepEqual(lesson.scoresOf('5'), []);
      app().advance(2 * HOUR_SECONDS + 60);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
    });
  });
});
