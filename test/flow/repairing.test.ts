import assert from 'node:assert/strict';
import type { Activity } from '../../src/evaluation/activity.js';
import { movedGrid } from '../../src/evaluation/movedGrid.js';
import type { Scope } from '../../src/platform/launchSession.js';
import { eachApp } from '../support/eachApp.js';
import { Lesson } from '../support/lesson.js';
import type { TestApp } from '../support/testApp.js';

/** What a process leaves that is killed between two writes: the first is there, and says what is to be done. */
describe('a start', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
      await app().delivered();
      app().log.takeInfos();
    });

    const told = () =>
      app()
        .log.takeInfos()
        .map((line) => JSON.parse(line) as Record<string, unknown>);

    it('finishes a version that was half applied, and says so', async () => {
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      const activity = await stored(app(), lesson);
      const target = { gridVersionId: `${activity.gridVersionId}+1`, grid: activity.grid };
      const moved = movedGrid(activity, target, app().clock.now());
      const next = { ...activity, ...moved, application: cutOff(activity) };
      await app().services.stores.activities.beginApplication(next);
      app().log.takeInfos();
      await app().restart();
      assert.deepEqual(told(), [
        { activityId: activity.id, message: 'finished applying a version of a grid that had been cut off' },
      ]);
      assert.equal((await lesson.evaluation('5')).gridVersionId, next.gridVersionId);
      await app().restart();
      assert.deepEqual(told(), [], 'once');
    });

    it('finishes counting by a rule that was half applied, and says so', async () => {
      const activity = await stored(app(), lesson);
      const recount = { id: 'r', by: { sub: '3' }, at: app().clock.now(), keepsChoices: false };
      await app().services.stores.activities.beginRecount(activity, 'best', recount);
      await app().restart();
      assert.deepEqual(told(), [
        {
          activityId: activity.id,
          message: 'finished counting observations by a rule that had been cut off',
        },
      ]);
      assert.equal((await stored(app(), lesson)).recount, undefined);
    });

    it('says how many marks wait, of nobody by name', async () => {
      await app().services.dispatcher.stop();
      for (const id of ['5', '6']) await lesson.publish(id, [4, 3]);
      app().log.takeInfos();
      await app().restart();
      const lines = told();
      assert.deepEqual(
        lines.map(({ marks }) => marks),
        [2],
      );
      assert.match(String(lines[0]?.['message']), /^marks wait to be sent/);
      await app().delivered();
    });

    it('says nothing where there is nothing to repair', async () => {
      await app().restart();
      assert.deepEqual(told(), []);
    });
  });
});

async function stored({ services }: TestApp, { activity }: Lesson): Promise<Activity> {
  const [registration] = await services.registrar.list();
  const scope: Scope = {
    registrationId: registration?.id ?? '',
    deploymentId: activity.toolId,
    contextId: activity.courseId,
  };
  const found = await services.stores.activities.findByLink(scope, activity.id);
  assert.ok(found);
  return found;
}

const cutOff = ({ gridVersionId }: Activity) => ({
  id: 'cut off',
  from: gridVersionId,
  by: { sub: '3' },
  at: new Date(),
  republished: [],
});
