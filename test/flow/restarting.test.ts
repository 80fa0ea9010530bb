import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import { eventually } from '../support/eventually.js';
import { Lesson } from '../support/lesson.js';

describe('stopping and starting again', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
    });

    it('delivers what was published and not sent yet', async () => {
      await app().services.dispatcher.stop();
      await lesson.publish('5', [4, 3], 'Avant l’arrêt');
      assert.deepEqual(lesson.scoresOf('5'), []);
      await app().restart();
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
      assert.equal(lesson.feedback('5'), 'Avant l’arrêt');
    });

    it('goes on with what had failed, when it is due', async () => {
      app().platform.setFault('serverError', { on: ['scores'] });
      await lesson.publish('5', [4, 3]);
      await eventually('a first try to fail', async () => (await lesson.evaluation('5')).delivery?.failure);
      await app().restart();
      app().platform.clearFaults();
      app().advance(10);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
    });

    it('keeps timestamps growing over the restart', async () => {
      await lesson.publish('5', [4, 4]);
      await app().delivered();
      await app().restart();
      await lesson.publish('5', [3, 3]);
      await app().delivered();
      const [first, second] = lesson.scoresOf('5').map(({ body }) => Date.parse(body.timestamp));
      assert.ok((second ?? 0) > (first ?? 0));
      assert.equal(lesson.mark('5'), 15);
    });

    it('keeps sessions, drafts and tokens', async () => {
      await (await lesson.grid('5')).fill('Commentaire général', 'Un brouillon').press(/^Enregistrer$/);
      await lesson.publish('6', [4, 3]);
      await app().delivered();
      const tokens = () =>
        app().platform.state.requests.filter(({ url }) => url.startsWith('/mod/lti/token')).length;
      const before = tokens();
      await app().restart();
      const grid = await lesson.grid('5');
      assert.equal(grid.status, 200);
      assert.equal(grid.entriesWith('Commentaire général').get('generalComment'), 'Un brouillon');
      await lesson.publish('7', [4, 3]);
      await app().delivered();
      assert.equal(tokens(), before);
    });

    it('finishes a login that was under way', async () => {
      const { page } = await app().as('5').launchAnswer(lesson.activity);
      await app().restart();
      const opened = await page.postItself();
      assert.equal(opened.status, 200, opened.summary);
      assert.match(opened.text, /Ce que l'on attend de toi/);
    });
  });
});
