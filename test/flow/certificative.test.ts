import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import { eventually } from '../support/eventually.js';
import type { Page } from '../support/http/page.js';
import { judged, Lesson } from '../support/lesson.js';
import { COLLEAGUE } from '../support/person.js';

/** A mark, however it may be written: « 17,5 », « 17.5 », « /20 », « sur 20 ». */
const MARK = /17[,.]5|(?:\/|sur|out of)\s*20|scoreGiven|\bnote\b/i;

describe('a certificative activity', () => {
  eachApp((app) => {
    let count = 0;
    const begin = (purpose: 'Certificative' | 'Formative') => {
      count += 1;
      return Lesson.start(app(), { title: `Épreuve ${count}`, purpose });
    };

    /** What the tool asked of the gradebook of a lesson. */
    const gradebookCalls = (lesson: Lesson) => {
      const column = `/lineitems/${lesson.column.id}/`;
      return app().platform.state.requests.filter(({ url }) => url.includes(column));
    };
    const learnerSees = (lesson: Lesson, learnerId: string) => app().as(learnerId).launch(lesson.activity);

    it('never calls the gradebook: not when publishing, publishing again, withdrawing, closing', async () => {
      const lesson = await begin('Certificative');
      const requests = app().platform.state.requests.length;
      await lesson.publish('5', [4, 3], 'Bel accueil.');
      await lesson.publish('5', [2, 3], 'Autre avis.');
      await lesson.withdraw('5');
      await lesson.publish('6', [4, 3]);
      await close(lesson, '6');
      app().advance(60);
      await app().delivered();
      const asked = app()
        .platform.state.requests.slice(requests)
        .map(({ url }) => url);
      assert.deepEqual(
        asked.filter((url) => /lineitem|token/.test(url)),
        [],
      );
      assert.equal((await lesson.evaluation('5')).delivery, undefined);
      assert.equal(lesson.mark('6') ?? null, null);
    });

    it('shows learners their levels and nothing of a mark, computed or adjusted', async () => {
      const lesson = await begin('Certificative');
      const grid = judged(await lesson.grid('5'), [4, 3]).fill('Commentaire général', 'Bel accueil.');
      grid.fill('Note ajustée', '12').fill('Motif', 'Aide importante.');
      assert.match((await grid.press(/^Publier$/)).text, /est publiée/);
      assert.equal((await lesson.evaluation('5')).content.adjustment?.hundredths, 1200);
      const { html, text } = await learnerSees(lesson, '5');
      assert.match(text, /bien maîtrisé.*Bel accueil/s);
      assert.doesNotMatch(text, MARK);
      assert.doesNotMatch(mainOf(html), /\b12\b|Aide importante/);
    });

    it('shows the class no mark, and the evaluators a mark that they propose', async () => {
      const lesson = await begin('Certificative');
      await lesson.publish('5', [4, 3]);
      assert.doesNotMatch((await lesson.classPage.reload()).text, MARK);
      const grid = await lesson.grid('5');
      assert.match(grid.text, /17,5.*proposée au jury : ni montrée à l'élève, ni envoyée/s);
    });

    it('is closed, signed by another teacher, and then refuses every change', async () => {
      const lesson = await begin('Certificative');
      const grid = judged(await lesson.grid('5'), [4, 3]);
      await grid.press(/^Enregistrer/);
      const open = await lesson.grid('5');
      await close(lesson, '5');
      const before = await lesson.evaluation('5');

      const refused = await open.fill('Commentaire général', 'Un mot de trop.').press(/^Publier$/);
      assert.equal(refused.status, 409);
      assert.match(refused.text, /Rien n'est enregistré : cette évaluation a été close/);
      assert.match(refused.html, /Un mot de trop\./);
      const draft = await open.fetch('5/draft', {
        method: 'POST',
        body: open.entriesWith('Commentaire général').toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      });
      assert.equal(draft.status, 409);
      assert.equal((JSON.parse(draft.body) as { error: string }).error, 'CLOSED');
      assert.deepEqual(await lesson.evaluation('5'), before);

      const other = await (await app().as(COLLEAGUE).launch(lesson.activity)).visit('learners/5/sheet');
      const signed = await other.press(/^Co-signer$/);
      assert.match(signed.text, /Vous avez co-signé.*François Kermadec\s*a co-signé le/s);
      assert.match(signed.text, /intacte/);
    });

    it('is opened again for a reason, which stays in the history with the hash', async () => {
      const lesson = await begin('Certificative');
      await judged(await lesson.grid('5'), [4, 3]).press(/^Enregistrer/);
      await close(lesson, '5');
      const { closing } = await lesson.evaluation('5');
      const asked = await (await lesson.grid('5')).follow('Rouvrir');
      const without = await asked.press(/^Rouvrir$/);
      assert.equal(without.status, 422);
      assert.match(without.text, /Écrivez pourquoi/);
      const page = await without.fill('Motif', 'Erreur de saisie.').press(/^Rouvrir$/);
      assert.match(page.text, /est rouverte/);
      const history = await page.follow('Historique');
      assert.match(history.text, /a rouvert l'évaluation.*Motif : Erreur de saisie\./s);
      assert.ok(history.text.includes(closing!.hash));
      await judged(page, [3, 3]).press(/^Enregistrer/);
      assert.equal((await lesson.evaluation('5')).content.entries['C1.2-1']?.levelId, '3');
    });

    it('tells when what is stored no longer is what was closed', async () => {
      const lesson = await begin('Certificative');
      await judged(await lesson.grid('5'), [4, 3]).press(/^Enregistrer/);
      await close(lesson, '5');
      const evaluation = await lesson.evaluation('5');
      await app().services.stores.evaluations.save({
        ...evaluation,
        content: { ...evaluation.content, comment: 'Glissé après coup.' },
      });
      const sheet = await lesson.grid('5');
      assert.match(sheet.text, /modifiée.*ne correspond plus à l'empreinte/s);
      assert.match((await lesson.classPage.reload()).row('Bézier Chloé').join(' '), /modifiée/);
      const other = await (await app().as(COLLEAGUE).launch(lesson.activity)).visit('learners/5/sheet');
      assert.throws(() => other.button(/^Co-signer$/));
    });

    describe('made from a formative one', () => {
      let lesson: Lesson;

      beforeEach(async () => {
        lesson = await begin('Formative');
        await lesson.publish('5', [4, 3], 'Bel accueil.');
        await lesson.publish('6', [4, 3]);
        await app().delivered();
        app().advance(2);
      });

      const question = () => lesson.classPage.visit('activity/purpose');
      const become = async (): Promise<Page> => (await question()).press(/notes et passer en certificatif/);

      it('asks first, and tells how many marks would be taken back', async () => {
        const asked = await question();
        assert.match(asked.text, /2 notes sont déjà dans le carnet de notes de Moodle/);
        assert.deepEqual([lesson.mark('5'), lesson.mark('6')], [17.5, 17.5]);
        assert.match((await lesson.classPage.reload()).text, /Évaluation formative/);
      });

      it('takes every mark back from the gradebook, and then never calls it again', async () => {
        const page = await become();
        assert.match(page.text, /L'évaluation est certificative\. 2 notes sont retirées\./);
        await app().delivered();
        assert.deepEqual([lesson.mark('5'), lesson.mark('6')], [null, null]);
        const calls = gradebookCalls(lesson).length;
        await lesson.publish('5', [3, 3]);
        await lesson.withdraw('6');
        app().advance(60);
        await app().delivered();
        assert.equal(gradebookCalls(lesson).length, calls);
      });

      it('leaves learners their levels, and nothing of the mark that they saw', async () => {
        assert.match((await learnerSees(lesson, '5')).text, /17,5 \/ 20/);
        await become();
        const { text } = await learnerSees(lesson, '5');
        assert.match(text, /bien maîtrisé.*Bel accueil/s);
        assert.doesNotMatch(text, MARK);
      });

      it('asks again when someone publishes after the question', async () => {
        const asked = await question();
        await lesson.publish('7', [4, 3]);
        const again = await asked.press(/2 notes et passer en certificatif/);
        assert.equal(again.status, 409);
        assert.match(again.text, /publiées ou retirées entre-temps/);
        assert.match((await lesson.classPage.reload()).text, /Évaluation formative/);
        await again.press(/3 notes et passer en certificatif/);
        await app().delivered();
        assert.deepEqual([lesson.mark('5'), lesson.mark('6'), lesson.mark('7') ?? null], [null, null, null]);
      });

      it('keeps trying while the platform is down, and is told in words', async () => {
        app().platform.setFault('serverError', { on: ['scores'] });
        const page = await become();
        await eventually('a first try to fail', async () =>
          /nouvel envoi prévu/.test((await page.reload()).row('Bézier Chloé').join(' ')),
        );
        assert.deepEqual([lesson.mark('5'), lesson.mark('6')], [17.5, 17.5]);
        app().platform.clearFaults();
        app().advance(60);
        await app().delivered();
        assert.deepEqual([lesson.mark('5'), lesson.mark('6')], [null, null]);
      });

      it('becomes formative again: marks are shown and sent', async () => {
        await become();
        await app().delivered();
        app().advance(2);
        const asked = await question();
        assert.match(asked.text, /2 évaluations sont déjà publiées : ces élèves verront leur note sur 20/);
        const page = await asked.press(/Montrer les 2 notes/);
        assert.match(page.text, /L'évaluation est formative\. 2 évaluations publiées montrent leur note\./);
        await app().delivered();
        assert.deepEqual([lesson.mark('5'), lesson.mark('6')], [17.5, 17.5]);
        assert.match((await learnerSees(lesson, '5')).text, /17,5 \/ 20/);
      });

      it('stays certificative while an evaluation is closed', async () => {
        await become();
        await close(lesson, '5');
        const asked = await question();
        assert.match(asked.text, /1 évaluation est close\. Rouvrez-la d'abord/);
        assert.throws(() => asked.button(/passer en formatif/));
      });
    });
  });
});

async function close(lesson: Lesson, learnerId: string): Promise<void> {
  const asked = await (await lesson.grid(learnerId)).press(/^Clore/);
  assert.match(asked.text, /Clore l'évaluation \?/, asked.summary);
  const page = await asked.press(/^Clore/);
  assert.match(page.text, /1 évaluation close\./, page.summary);
}

/** The page's own part: no name of a file, no style. */
function mainOf(html: string): string {
  const main = /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1];
  assert.ok(main);
  return main;
}
