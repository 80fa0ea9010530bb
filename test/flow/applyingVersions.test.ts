import assert from 'node:assert/strict';
import type { Activity } from '../../src/evaluation/activity.js';
import { applyVersion } from '../../src/evaluation/applyVersion.js';
import type { EvaluationStore } from '../../src/evaluation/evaluation.js';
import type { Grid, GridVersion } from '../../src/grid/grid.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { GREETING, judged, Lesson } from '../support/lesson.js';

describe('applying another version of a grid', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
    });

    async function activityNow(): Promise<Activity> {
      const { activityId } = await lesson.evaluation('5');
      const activity = await app().services.stores.activities.getForDelivery(activityId);
      assert.ok(activity);
      return activity;
    }

    /** As the grid's editor does. */
    async function addVersion(change: (grid: Grid) => Grid): Promise<GridVersion> {
      const { grids } = app().services.stores;
      const activity = await activityNow();
      const current = await grids.get(activity.gridVersionId, activity);
      assert.ok(current);
      const version = current.version + 1;
      const next = { ...current, id: `${current.gridId}@${version}`, version, grid: change(current.grid) };
      await grids.add(next);
      return next;
    }

    /** The first criterion three times as heavy: 17,5 becomes 19. */
    const heavier = ({ criteria, ...grid }: Grid): Grid => ({
      ...grid,
      criteria: criteria.map((one, index) => (index === 0 ? { ...one, weightHundredths: 300 } : one)),
    });

    const preview = async (): Promise<Page> => {
      const activity = await lesson.classPage.visit('activity');
      return activity.follow(/Voir ce que la version/);
    };

    it('sends nothing before it is confirmed, then the marks that change, and those alone', async () => {
      await lesson.publish('5', [4, 3]);
      await lesson.publish('6', [3, 3]);
      await app().delivered();
      await addVersion(heavier);
      const page = await preview();
      assert.match(page.row('Bézier Chloé').join(' '), /Republier.*17,5.*19,0.*La note part vers Moodle/);
      assert.equal(lesson.mark('5'), 17.5);

      app().advance(2);
      const done = await page.press(/^Appliquer la version 2$/);
      assert.match(done.text, /La nouvelle version est appliquée/);
      await app().delivered();
      assert.equal(lesson.mark('5'), 19);
      assert.equal(lesson.mark('6'), 15);
      assert.equal(lesson.scoresOf('5').length, 2);
      assert.equal(lesson.scoresOf('6').length, 1);
    });

    it('is taken back with the marks that were there', async () => {
      await lesson.publish('5', [4, 3], 'Bel accueil.');
      await app().delivered();
      await addVersion(heavier);
      app().advance(2);
      await (await preview()).press(/^Appliquer la version 2$/);
      await app().delivered();
      app().advance(2);
      const activity = await lesson.classPage.visit('activity');
      const back = await activity.follow(/Revenir à la version 1/);
      assert.match(back.row('Bézier Chloé').join(' '), /19,0.*17,5/);
      const done = await back.press(/^Revenir à la version 1$/);
      assert.match(done.text, /L'ancienne version est de retour/);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5);
      assert.equal(lesson.feedback('5'), 'Bel accueil.');
    });

    it('gives an adjusted mark back that the other maximum had no room for', async () => {
      const grid = judged(await lesson.grid('5'), [4, 3])
        .fill('Note ajustée', '16')
        .fill('Motif', 'Effort.');
      await grid.press(/^Publier$/);
      await addVersion((one) => ({ ...one, maximumHundredths: 1000 }));
      app().advance(2);
      await (await preview()).press(/^Appliquer la version 2$/);
      const lowered = await lesson.grid('5');
      assert.match(lowered.text, /8,75 \/ 10/);
      // Whatever is written meanwhile.
      await lowered.fill('Commentaire général', 'Bel accueil.').press(/^Enregistrer/);

      app().advance(2);
      const activity = await lesson.classPage.visit('activity');
      await (await activity.follow(/Revenir à la version 1/)).press(/^Revenir à la version 1$/);
      const { content } = await lesson.evaluation('5');
      assert.deepEqual(content.adjustment, { hundredths: 1600, reason: 'Effort.' });
      assert.equal(content.formerAdjustment, undefined);
      assert.equal(content.comment, 'Bel accueil.');
    });

    it('shows learners the version that their publication was made on', async () => {
      await lesson.publish('5', [4, 3]);
      await addVersion((grid) => ({ ...grid, criteria: grid.criteria.slice(0, 1) }));
      const page = await preview();
      const changed = await page.pressWith(/^Appliquer la version 2$/, (fields) =>
        fields.delete('republish'),
      );
      assert.equal(changed.status, 200);
      const mine = await app().as('5').launch(lesson.activity);
      assert.match(mine.text, new RegExp(GREETING));
      assert.match(mine.text, /17,5 \/ 20/);
      const other = await app().as('6').launch(lesson.activity);
      assert.doesNotMatch(other.text, new RegExp(GREETING));
    });

    it('is finished at the next start when the process died in the middle', async () => {
      const learners = ['5', '6', '7', '8', '9', '10', '11', '12', '13', '14'];
      for (const id of learners) await lesson.publish(id, [4, 3]);
      await app().delivered();
      const target = await addVersion(heavier);
      await dieInTheMiddle(target, learners);
      const half = await Promise.all(learners.map((id) => lesson.evaluation(id)));
      const moved = half.filter(({ gridVersionId }) => gridVersionId === target.id).length;
      assert.ok(moved > 0 && moved < learners.length, `${moved} were moved`);

      app().advance(2);
      await app().restart();
      assert.equal((await activityNow()).application, undefined);
      for (const id of learners) {
        const { gridVersionId, history } = await lesson.evaluation(id);
        assert.equal(gridVersionId, target.id);
        assert.equal(history.filter(({ action }) => action === 'applied').length, 1);
      }
      await app().delivered();
      assert.deepEqual(
        learners.map((id) => [lesson.mark(id), lesson.scoresOf(id).length]),
        learners.map(() => [19, 2]),
      );
    });

    async function dieInTheMiddle(target: GridVersion, learners: readonly string[]): Promise<void> {
      const { activities, evaluations } = app().services.stores;
      const writes: Promise<unknown>[] = [];
      const dying: EvaluationStore = {
        ...evaluations,
        async save(evaluation) {
          if (writes.length < 4) {
            const write = evaluations.save(evaluation);
            writes.push(write);
            return write;
          }
          await Promise.all(writes);
          throw new Error('killed');
        },
      };
      const activity = await activityNow();
      const list = await evaluations.list(activity.id);
      const choice = {
        target: { gridVersionId: target.id, grid: target.grid },
        republishedSubs: new Set(learners),
        by: { sub: '3' },
      };
      const ports = {
        activities,
        evaluations: dying,
        now: app().clock.now,
        newId: () => `application-${count}`,
      };
      await assert.rejects(applyVersion(activity, list, choice, ports), /killed/);
    }
  });
});
