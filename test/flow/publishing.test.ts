import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import { judged, Lesson } from '../support/lesson.js';

describe('publishing a mark', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let names = 0;

    beforeEach(async () => {
      names += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${names}` });
    });

    it('brings mark and comment to the gradebook, exactly', async () => {
      const page = await lesson.publish('5', [4, 3], 'Bel accueil.\nÀ poursuivre « ensemble ».');
      assert.match(page.text, /L'évaluation de Bézier Chloé est publiée/);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
      assert.equal(lesson.feedback('5'), 'Bel accueil.\nÀ poursuivre « ensemble ».');
      const { delivery } = await lesson.evaluation('5');
      assert.equal(delivery?.state, 'sent');
      assert.equal(delivery?.readBack?.verdict, 'same');
    });

    it('tells on the class page that the mark was sent', async () => {
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      const [, mark, state, gradebook] = (await lesson.classPage.reload()).row('Bézier Chloé');
      assert.deepEqual([mark, state, gradebook], ['17,5', 'publié', 'envoyée']);
    });

    it('sends 0 as a mark, and a full mark whole', async () => {
      await lesson.publish('5', [1, 1]);
      await lesson.publish('6', [4, 4]);
      await app().delivered();
      assert.equal(lesson.mark('5'), 0);
      assert.equal(lesson.mark('6'), 20);
    });

    it('brings the marks of a whole class, each to its own learner', async () => {
      const learners = Array.from({ length: 24 }, (_, i) => String(5 + i));
      for (const [i, id] of learners.entries()) {
        await lesson.publish(id, i % 2 === 0 ? [4, 3] : [2, 3], `Élève ${id}`);
      }
      await app().delivered();
      const marks = learners.map((id) => [lesson.mark(id), lesson.feedback(id)]);
      assert.deepEqual(
        marks,
        learners.map((id, i) => [i % 2 === 0 ? 17.5 : 11, `Élève ${id}`]),
      );
    });

    it('replaces the mark when it is published again', async () => {
      await lesson.publish('5', [4, 3], 'Premier avis');
      await app().delivered();
      app().advance(2);
      await lesson.publish('5', [3, 3], '');
      await app().delivered();
      assert.equal(lesson.mark('5'), 15);
      assert.equal(lesson.feedback('5'), null);
    });

    it('keeps the order of one learner, by whole seconds, never in the future', async () => {
      await lesson.publish('5', [4, 4]);
      await lesson.publish('5', [3, 3]);
      await lesson.publish('5', [2, 2]);
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      const sent = lesson.scoresOf('5');
      const seconds = sent.map(({ body }) => Date.parse(body.timestamp) / 1000);
      assert.ok(seconds.every(Number.isInteger), String(seconds));
      assert.ok(
        seconds.every((second, i) => i === 0 || second > (seconds[i - 1] ?? 0)),
        String(seconds),
      );
      assert.ok(sent.every(({ at, body }) => Date.parse(body.timestamp) <= at.getTime()));
      assert.ok(sent.every(({ status }) => status === 200));
      assert.equal(lesson.mark('5'), 17.5);
    });

    it('takes the mark out of the gradebook when the publication is withdrawn', async () => {
      await lesson.publish('5', [4, 3], 'Bel accueil.');
      await app().delivered();
      app().advance(2);
      const page = await lesson.withdraw('5');
      assert.match(page.text, /La publication de Bézier Chloé est retirée/);
      await app().delivered();
      assert.equal(lesson.mark('5'), null);
      assert.equal(lesson.feedback('5'), null);
      const { publication, content } = await lesson.evaluation('5');
      assert.equal(publication, undefined);
      assert.equal(content.comment, 'Bel accueil.');
    });

    it('brings a mark back after a withdrawal', async () => {
      await lesson.publish('5', [4, 3]);
      await lesson.withdraw('5');
      await lesson.publish('5', [3, 3]);
      await app().delivered();
      assert.equal(lesson.mark('5'), 15);
    });

    it('sends no mark for an absent learner, and says so', async () => {
      const page = await (await lesson.grid('5')).choose('Présence', 'absent').press(/^Publier$/);
      assert.equal(page.status, 200);
      assert.match(page.text, /absent : pas de note/);
      await app().delivered();
      assert.deepEqual(lesson.scoresOf('5'), []);
    });

    it('erases the mark of a learner who turns out to have been absent', async () => {
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      app().advance(2);
      await (await lesson.grid('5')).choose('Présence', 'absent').press(/^Publier$/);
      await app().delivered();
      assert.equal(lesson.mark('5'), null);
    });

    it('goes on to the next learner', async () => {
      const page = await judged(await lesson.grid('5'), [4, 3]).press('Publier et suivant');
      assert.match(page.text, /L'évaluation de Bézier Chloé est publiée\. ?Revenir à Bézier Chloé/);
      assert.notEqual(page.heading, 'Bézier Chloé');
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
    });

    it('publishes nothing while nothing is judged, and keeps the draft', async () => {
      const page = await (
        await lesson.grid('5')
      )
        .fill('Commentaire général', 'À revoir ensemble')
        .press(/^Publier$/);
      assert.equal(page.status, 422);
      assert.match(page.text, /Rien n'est publié : choisissez au moins un niveau/);
      const evaluation = await lesson.evaluation('5');
      assert.equal(evaluation.content.comment, 'À revoir ensemble');
      assert.equal(evaluation.publication, undefined);
    });

    it('sends no mark of a certificative grid', async () => {
      const exam = await Lesson.start(app(), { title: `CCF ${names}`, purpose: 'Certificative' });
      const page = await exam.publish('5', [4, 3]);
      assert.match(page.text, /Évaluation certificative : aucune note n'est envoyée/);
      await app().delivered();
      assert.deepEqual(exam.scoresOf('5'), []);
    });
  });
});
