import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import { Lesson } from '../support/lesson.js';

const HOUR = 3600;

describe('a clock that is moved by an hour', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let names = 0;

    beforeEach(async () => {
      names += 1;
      lesson = await Lesson.start(app(), { title: `Heure ${names}` });
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
    });

    it('keeps a mark that would go out under an older time, says that it waits, and sends it then', async () => {
      app().advance(-HOUR);
      await lesson.publish('5', [2, 3]);
      await lesson.publish('6', [4, 4]);
      const page = await lesson.classPage.reload();
      assert.equal(page.status, 200);
      assert.match(page.row('Bézier Chloé').join(' '), /en attente/);
      assert.equal(lesson.mark('5'), 17.5);

      app().advance(HOUR + 2);
      await app().delivered();
      assert.deepEqual([lesson.mark('5'), lesson.mark('6')], [11, 20]);
      const times = lesson.scoresOf('5').map(({ body }) => Date.parse(body.timestamp));
      assert.ok(times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0)));
    });

    it('ends no session, and loses nothing, when it jumps ahead', async () => {
      app().advance(HOUR);
      await lesson.publish('6', [3, 3], 'Écrit une heure plus tard');
      await app().delivered();
      assert.equal(lesson.mark('6'), 15);
      assert.match((await lesson.grid('6')).text, /Écrit une heure plus tard/);
    });
  });
});
