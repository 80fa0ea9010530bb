import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { GREETING, judged, Lesson, LEVEL, PUBLIC } from '../support/lesson.js';
import { COLLEAGUE } from '../support/person.js';

describe('two teachers on one evaluation', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let colleague: Page;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
      colleague = await app().as(COLLEAGUE).launch(lesson.activity);
    });

    /** Both have the grid before them; the colleague saves first. */
    async function bothOpen(): Promise<{ mine: Page; theirs: Page }> {
      return { mine: await lesson.grid('5'), theirs: await colleague.visit('learners/5') };
    }

    const level = async (criterion: string) => {
      const { content } = await lesson.evaluation('5');
      const entries = Object.entries(content.entries);
      return entries.find(([id]) => id === criterion)?.[1].levelId;
    };

    it('are shown both versions, and nothing is overwritten', async () => {
      const { mine, theirs } = await bothOpen();
      await judged(theirs, [4, 4])
        .fill('Commentaire général', 'Vu par François')
        .press(/^Enregistrer$/);
      const conflict = await judged(mine, [2, 3])
        .fill('Commentaire général', 'Vu par Hélène')
        .press(/^Enregistrer$/);

      assert.equal(conflict.status, 409);
      assert.match(conflict.text, /François Kermadec a enregistré à \d\d h \d\d, pendant que vous évaluiez/);
      assert.match(conflict.text, /Rien n'est écrasé, rien n'est perdu/);
      assert.match(conflict.text, /Vu par François/);
      assert.match(conflict.text, /Vu par Hélène/);
      assert.equal((await lesson.evaluation('5')).content.comment, 'Vu par François');
      assert.equal(await level('C1.2-1'), '4');
    });

    it('settle it field by field', async () => {
      const { mine, theirs } = await bothOpen();
      await judged(theirs, [4, 4])
        .fill('Commentaire général', 'Vu par François')
        .press(/^Enregistrer$/);
      const conflict = await judged(mine, [2, 3])
        .fill('Commentaire général', 'Vu par Hélène')
        .press(/^Enregistrer$/);
      const settled = await conflict
        .choose(PUBLIC, 'Le vôtre')
        .choose(GREETING, 'François Kermadec')
        .choose('Commentaire général', 'Le vôtre')
        .press('Enregistrer ces choix');
      assert.equal(settled.status, 200);
      const { content } = await lesson.evaluation('5');
      assert.equal(content.comment, 'Vu par Hélène');
      assert.deepEqual([await level('C1.2-1'), await level('C1.2-2')], ['2', '4']);
      assert.match((await settled.follow('Historique')).text, /François Kermadec a modifié/);
    });

    it('never meet where they changed different fields only to find the other’s gone', async () => {
      const { mine, theirs } = await bothOpen();
      await theirs.choose(PUBLIC, LEVEL[4]).press(/^Enregistrer$/);
      const conflict = await mine.choose(GREETING, LEVEL[3]).press(/^Enregistrer$/);
      assert.equal(conflict.status, 409);
      assert.match(conflict.text, /changé par François Kermadec seulement/);
      assert.match(conflict.text, /changé par vous seulement/);
      // What one side alone changed is proposed already.
      await conflict.press('Enregistrer ces choix');
      assert.deepEqual([await level('C1.2-1'), await level('C1.2-2')], ['4', '3']);
    });

    it('are shown a third version when one came meanwhile', async () => {
      const { mine, theirs } = await bothOpen();
      await judged(theirs, [4, 4]).press(/^Enregistrer$/);
      const conflict = await judged(mine, [2, 3]).press(/^Enregistrer$/);
      await judged(await colleague.visit('learners/5'), [1, 1]).press(/^Enregistrer$/);
      const again = await conflict
        .choose(PUBLIC, 'Le vôtre')
        .choose(GREETING, 'Le vôtre')
        .press('Enregistrer ces choix');
      assert.equal(again.status, 409);
      assert.equal(await level('C1.2-1'), '1');
    });

    it('publish nothing that the other has just changed', async () => {
      const { mine, theirs } = await bothOpen();
      await judged(theirs, [1, 1]).press(/^Enregistrer$/);
      const conflict = await judged(mine, [4, 4]).press(/^Publier$/);
      assert.equal(conflict.status, 409);
      await app().delivered();
      assert.deepEqual(lesson.scoresOf('5'), []);
      assert.equal((await lesson.evaluation('5')).publication, undefined);
    });

    it('are asked again before one publishes what the other published', async () => {
      const { mine, theirs } = await bothOpen();
      await judged(theirs, [4, 4]).press(/^Publier$/);
      const again = await judged(mine, [4, 4]).press(/^Publier$/);
      assert.equal(again.status, 409);
      assert.match(again.text, /François Kermadec a changé cette évaluation entre-temps/);
      await app().delivered();
      assert.equal(lesson.scoresOf('5').length, 1);
    });

    it('withdraw nothing that the other has just published', async () => {
      await lesson.publish('5', [4, 4]);
      const asked = await (await lesson.grid('5')).press('Retirer la publication');
      await judged(await colleague.visit('learners/5'), [3, 3]).press(/^Publier$/);
      const refused = await asked.press('Retirer la publication');
      assert.equal(refused.status, 409);
      assert.match(refused.text, /François Kermadec a changé cette évaluation entre-temps/);
      assert.ok((await lesson.evaluation('5')).publication);
    });

    it('see each other’s work in the history', async () => {
      const { theirs } = await bothOpen();
      await judged(theirs, [4, 4]).press(/^Publier$/);
      await lesson.publish('5', [3, 3]);
      const history = await (await lesson.grid('5')).follow('Historique');
      assert.match(
        history.text,
        /Hélène Garnier-Roux a publié.*Hélène Garnier-Roux a modifié.*François Kermadec a publié.*François Kermadec a modifié/,
      );
    });

    it('send a form twice without a conflict with themselves', async () => {
      const mine = await lesson.grid('5');
      judged(mine, [4, 3]);
      await mine.press(/^Enregistrer$/);
      const second = await mine.press(/^Enregistrer$/);
      assert.equal(second.status, 200, second.summary);
      assert.equal((await lesson.evaluation('5')).revision, 1);
    });

    it('keep one evaluation when both save the first draft at once', async () => {
      const { mine, theirs } = await bothOpen();
      const pages = await Promise.all([
        judged(mine, [4, 4]).press(/^Enregistrer$/),
        judged(theirs, [1, 1]).press(/^Enregistrer$/),
      ]);
      assert.deepEqual(pages.map(({ status }) => status).toSorted(), [200, 409]);
      assert.equal((await lesson.evaluation('5')).revision, 1);
    });
  });
});
