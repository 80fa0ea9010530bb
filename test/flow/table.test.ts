import assert from 'node:assert/strict';
import { levelValue } from '../../src/evaluation/contentValue.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { Lesson, LEVEL } from '../support/lesson.js';
import { COLLEAGUE } from '../support/person.js';

const [FIRST, SECOND] = ['C1.2-1', 'C1.2-2'];

interface Answer {
  readonly conflicts: readonly { readonly learner: string; readonly value: string }[];
  readonly refused: readonly unknown[];
}

describe('a class evaluated on its table', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil au tableau ${count}` });
    });

    const level = async (sub: string, criterion = FIRST!) =>
      levelValue((await lesson.evaluation(sub)).content, criterion);

    /** As the table's script does. */
    async function send(table: Page, strokes: readonly object[]): Promise<Answer> {
      const sheet = table.document.all('div').find((one) => one.attributes.has('data-sheet'));
      const { status, body } = await table.fetch(sheet?.attribute('data-sheet') ?? '', {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          'x-csrf-token': sheet?.attribute('data-csrf') ?? '',
        },
        body: new URLSearchParams({
          gridVersion: sheet?.attribute('data-version') ?? '',
          strokes: JSON.stringify(strokes),
        }).toString(),
      });
      assert.equal(status, 200, body);
      return JSON.parse(body) as Answer;
    }

    it('is judged without a script, criterion by criterion, and published with its marks', async () => {
      const table = await lesson.classPage.follow('Tableau');
      const first = await table.follow('Les caractéristiques du public');
      const second = await first
        .choose('Bézier Chloé', LEVEL[3])
        .choose('Diallo Amadou', LEVEL[4])
        .press('Enregistrer et attendu suivant');
      assert.match(second.heading, /Les salutations/);
      const back = await second
        .choose('Bézier Chloé', LEVEL[3])
        .choose('Diallo Amadou', 'absent')
        .press('Enregistrer et terminer');
      assert.deepEqual(back.row('Bézier Chloé').slice(2), ['2/2', '15,0', 'brouillon']);
      assert.match(back.row('Diallo Amadou').join(' '), /1\/2/);

      const grid = await lesson.grid('5');
      await grid.press(/^Publier$/);
      await app().delivered();
      assert.equal(lesson.mark('5'), 15);
      assert.equal((await lesson.evaluation('6')).content.presence, 'absent');
    });

    it('takes two teachers at one instant: each in their own criterion, nothing is lost', async () => {
      const mine = await lesson.classPage.follow('Tableau');
      const theirs = await (await app().as(COLLEAGUE).launch(lesson.activity)).follow('Tableau');
      const subs = ['5', '6', '7', '8', '9', '10'];
      const strokes = (criterion: string, to: string) =>
        subs.map((learner) => ({ learner, criterion, from: '', to }));
      const answers = await Promise.all([
        send(mine, strokes(FIRST!, '4')),
        send(theirs, strokes(SECOND!, '2')),
        // What a lost answer makes a page do.
        send(mine, strokes(FIRST!, '4')),
      ]);
      for (const { conflicts, refused } of answers) assert.deepEqual([conflicts, refused], [[], []]);
      for (const sub of subs) {
        assert.deepEqual([await level(sub), await level(sub, SECOND)], ['4', '2'], sub);
      }
    });

    it('shows one of two teachers, who set the same cells, what the other has set', async () => {
      const mine = await lesson.classPage.follow('Tableau');
      const theirs = await (await app().as(COLLEAGUE).launch(lesson.activity)).follow('Tableau');
      const subs = ['5', '6', '7', '8', '9', '10'];
      const strokes = (to: string) => subs.map((learner) => ({ learner, criterion: FIRST, from: '', to }));
      const answers = await Promise.all([send(mine, strokes('4')), send(theirs, strokes('2'))]);
      for (const sub of subs) {
        const told = answers.flatMap(({ conflicts }) => conflicts.filter(({ learner }) => learner === sub));
        assert.equal(told.length, 1, sub);
        assert.equal(told[0]?.value, await level(sub));
      }
    });
  });
});
