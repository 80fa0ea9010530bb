import assert from 'node:assert/strict';
import type { JournalEntry } from '../../src/platform/journal.js';
import { eachApp } from '../support/eachApp.js';
import { judged, Lesson } from '../support/lesson.js';

const SECRET_WORDS = 'Une remarque que le journal ne doit pas répéter';

describe('the journal', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let names = 0;

    beforeEach(async () => {
      names += 1;
      lesson = await Lesson.start(app(), { title: `Journal ${names}` });
    });

    /** What it tells of this test's activity, the oldest first. */
    async function told(): Promise<readonly JournalEntry[]> {
      const { stores, registrar } = app().services;
      const [registration] = await registrar.list();
      const query = { registrationId: registration?.id ?? '', from: new Date(0), limit: 1000 };
      const lines = await stores.journal.list(query);
      return lines.filter(({ resourceLinkId }) => resourceLinkId === lesson.activity.id).toReversed();
    }
    const actions = async () => (await told()).map(({ action, learnerSub }) => [action, learnerSub]);

    it('tells who did what about whom, and by which launch', async () => {
      await lesson.publish('5', [4, 3], SECRET_WORDS);
      await lesson.withdraw('5');
      assert.deepEqual(await actions(), [
        ['activity.gridAttached', undefined],
        ['evaluation.published', '5'],
        ['evaluation.edited', '5'],
        ['evaluation.withdrawn', '5'],
      ]);
      for (const line of await told()) {
        assert.equal(line.actorSub, lesson.teacher.userId);
        assert.equal(line.role, 'teacher');
        assert.equal(line.sessionId, lesson.classPage.url.pathname.split('/')[2]);
      }
    });

    it('repeats no text, level or mark', async () => {
      await lesson.publish('5', [4, 3], SECRET_WORDS);
      const lines = await told();
      assert.ok(!JSON.stringify(lines).includes('remarque'));
      const known = 'id registrationId deploymentId contextId at actorSub role sessionId action'.split(' ');
      const fields = new Set([...known, 'resourceLinkId', 'learnerSub', 'expiresAt']);
      for (const line of lines) {
        const others = Object.keys(line).filter((field) => !fields.has(field));
        assert.deepEqual(others, [], 'a line tells more than who did what, when and about whom');
      }
    });

    it('tells an hour of autosaves in one line', async () => {
      for (const comment of ['a', 'ab', 'abc']) {
        const grid = judged(await lesson.grid('6'), [3, 3]);
        const fields = grid.fill('Commentaire général', comment).entriesWith('Commentaire général');
        const { status } = await grid.fetch('6/draft', {
          method: 'POST',
          body: fields.toString(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-csrf-token': fields.get('_csrf') ?? '',
          },
        });
        assert.equal(status, 200);
      }
      const edits = (await actions()).filter(([action]) => action === 'evaluation.edited');
      assert.deepEqual(edits, [['evaluation.edited', '6']]);
    });

    it('tells nothing of what was refused, and nothing of reading', async () => {
      const grid = await lesson.grid('7');
      await grid.fill('Commentaire général', 'x'.repeat(6000)).press(/^Publier$/);
      await grid.press(/^Publier$/);
      assert.deepEqual(await actions(), [['activity.gridAttached', undefined]]);
    });
  });
});
