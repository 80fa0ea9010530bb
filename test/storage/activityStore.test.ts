import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { GradeService, Scope } from '../../src/platform/launchSession.js';
import { welcomeActivity } from '../support/activities.js';
import { eachStores, winners, writesDuring } from '../support/eachStores.js';
import { movedTo, secondVersion } from '../support/versions.js';

const scope: Scope = { registrationId: 'registration-1', deploymentId: '1', contextId: '42' };
const elsewhere: readonly Scope[] = [
  { ...scope, registrationId: 'registration-2' },
  { ...scope, deploymentId: '2' },
  { ...scope, contextId: '43' },
];
const gradeService: GradeService = { scopes: ['a', 'b'], lineItemsUrl: 'https://moodle.example/lineitems' };

eachStores('ActivityStore', (stores, connection) => {
  const activities = () => stores().activities;

  it('gives an activity back whole, by id and by link', async () => {
    assert.deepEqual(await activities().addOnce(welcomeActivity), welcomeActivity);
    assert.deepEqual(await activities().get('activity-1', scope), welcomeActivity);
    assert.deepEqual(await activities().getForDelivery('activity-1'), welcomeActivity);
    assert.deepEqual(await activities().findByLink(scope, 'link-1'), welcomeActivity);
  });

  it('knows nothing outside the scope', async () => {
    await activities().addOnce(welcomeActivity);
    for (const other of elsewhere) {
      assert.equal(await activities().get('activity-1', other), undefined);
      assert.equal(await activities().findByLink(other, 'link-1'), undefined);
    }
  });

  it('knows no other activity and no other link', async () => {
    await activities().addOnce(welcomeActivity);
    assert.equal(await activities().get('activity-2', scope), undefined);
    assert.equal(await activities().getForDelivery('activity-2'), undefined);
    assert.equal(await activities().findByLink(scope, 'link-2'), undefined);
  });

  it('gives the first activity of a link when another is added', async () => {
    await activities().addOnce(welcomeActivity);
    const second = { ...welcomeActivity, id: 'activity-2', title: 'Another' };
    assert.deepEqual(await activities().addOnce(second), welcomeActivity);
    assert.equal(await activities().getForDelivery('activity-2'), undefined);
  });

  it('gives one activity to ten who add it at once', async () => {
    const added = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        activities().addOnce({ ...welcomeActivity, id: `activity-${i}`, title: `Title ${i}` }),
      ),
    );
    const stored = await activities().findByLink(scope, 'link-1');
    for (const activity of added) assert.deepEqual(activity, stored);
  });

  it('keeps the activities of one link id in several scopes', async () => {
    await activities().addOnce(welcomeActivity);
    for (const [i, other] of elsewhere.entries()) {
      const id = `activity-${i + 2}`;
      assert.equal((await activities().addOnce({ ...welcomeActivity, ...other, id })).id, id);
    }
  });

  it('refuses an id that another link has', async () => {
    await activities().addOnce(welcomeActivity);
    await assert.rejects(
      activities().addOnce({ ...welcomeActivity, resourceLinkId: 'link-2' }),
      /for another resource link/,
    );
  });

  it('keeps the gradebook that was announced last', async () => {
    const { gradeService: _none, ...withoutGradebook } = welcomeActivity;
    await activities().addOnce(withoutGradebook);
    assert.deepEqual(await activities().getForDelivery('activity-1'), withoutGradebook);
    await activities().setGradeService('activity-1', gradeService);
    const stored = await activities().getForDelivery('activity-1');
    assert.deepEqual(stored, { ...withoutGradebook, gradeService });
  });

  it('makes no activity by naming the gradebook of one that is unknown', async () => {
    await activities().setGradeService('activity-1', gradeService);
    assert.equal(await activities().getForDelivery('activity-1'), undefined);
  });

  it('finds an activity without a write', async () => {
    await activities().addOnce(welcomeActivity);
    const writes = await writesDuring(connection(), () => activities().findByLink(scope, 'link-1'));
    assert.deepEqual(writes, []);
  });

  describe('setReleaseAt', () => {
    const releaseAt = new Date('2040-02-01T07:00:00Z');

    it('sets, changes and removes the moment, and nothing else', async () => {
      await activities().addOnce(welcomeActivity);
      await activities().setReleaseAt('activity-1', new Date('2040-01-31T07:00:00Z'));
      await activities().setReleaseAt('activity-1', releaseAt);
      assert.deepEqual(await activities().getForDelivery('activity-1'), { ...welcomeActivity, releaseAt });
      await activities().setReleaseAt('activity-1', undefined);
      assert.deepEqual(await activities().getForDelivery('activity-1'), welcomeActivity);
    });

    it('takes nothing but a date', async () => {
      const anything = { $gt: 0 } as unknown as Date;
      await assert.rejects(activities().setReleaseAt('activity-1', anything), BadRequest);
    });
  });

  describe('setSelfAssessment', () => {
    const opening = {
      openedAt: new Date('2040-01-16T10:00:00Z'),
      by: { sub: '7', name: 'Claire Fontaine' },
      required: false,
    };

    it('opens, changes and closes it, and nothing else', async () => {
      await activities().addOnce(welcomeActivity);
      await activities().setSelfAssessment('activity-1', opening);
      await activities().setSelfAssessment('activity-1', { ...opening, required: true });
      assert.deepEqual(await activities().getForDelivery('activity-1'), {
        ...welcomeActivity,
        selfAssessment: { ...opening, required: true },
      });
      await activities().setSelfAssessment('activity-1', undefined);
      assert.deepEqual(await activities().getForDelivery('activity-1'), welcomeActivity);
    });

    it('takes nothing but a date', async () => {
      const anything = { $gt: 0 } as unknown as Date;
      const odd = { ...opening, openedAt: anything };
      await assert.rejects(activities().setSelfAssessment('activity-1', odd), BadRequest);
    });
  });

  describe('setPurpose', () => {
    const certificative = { ...welcomeActivity, grid: { ...welcomeActivity.grid, purpose: 'certificative' } };

    it('changes what the grid is for, and nothing else', async () => {
      await activities().addOnce(welcomeActivity);
      assert.deepEqual(await activities().setPurpose('activity-1', 'certificative'), certificative);
      assert.deepEqual(await activities().getForDelivery('activity-1'), certificative);
      assert.deepEqual(await activities().setPurpose('activity-1', 'formative'), welcomeActivity);
    });

    it('changes nothing of an activity that is unknown', async () => {
      assert.equal(await activities().setPurpose('activity-1', 'certificative'), undefined);
    });
  });

  describe('beginRecount', () => {
    const recount = {
      id: 'recount-1',
      by: { sub: '7', name: 'Claire Fontaine' },
      at: new Date('2040-01-16T10:00:00Z'),
      keepsChoices: true,
    };

    it('has another rule count, and none again, and leaves everything else as it is', async () => {
      await activities().addOnce(welcomeActivity);
      const counting = { ...welcomeActivity, counting: 'mean' as const };
      assert.deepEqual(await activities().beginRecount(welcomeActivity, 'mean', recount), {
        ...counting,
        recount,
      });
      await activities().endRecount('activity-1', 'recount-2');
      assert.deepEqual((await activities().getForDelivery('activity-1'))?.recount, recount);
      await activities().endRecount('activity-1', 'recount-1');
      assert.deepEqual(await activities().getForDelivery('activity-1'), counting);
      await activities().beginRecount(counting, undefined, recount);
      await activities().endRecount('activity-1', 'recount-1');
      assert.deepEqual(await activities().getForDelivery('activity-1'), welcomeActivity);
    });

    it('writes nothing when the activity has another rule, or another recount or a version is under way', async () => {
      await activities().addOnce(welcomeActivity);
      const other = { id: 'activity-1', counting: 'last' } as const;
      assert.equal(await activities().beginRecount(other, 'mean', recount), undefined);
      await activities().beginRecount(welcomeActivity, 'last', recount);
      assert.equal(await activities().beginRecount(other, 'mean', recount), undefined);
      await activities().endRecount('activity-1', 'recount-1');
      const { id, by, at } = recount;
      const application = { id, by, at, from: 'grid-1@1', republished: [] };
      await activities().beginApplication({ ...movedTo(secondVersion()), application });
      assert.equal(await activities().beginRecount(other, 'mean', recount), undefined);
      assert.equal((await activities().getForDelivery('activity-1'))?.counting, 'last');
    });

    it('lets one of ten begin', async () => {
      await activities().addOnce(welcomeActivity);
      const all = Array.from({ length: 10 }, () =>
        activities().beginRecount(welcomeActivity, 'best', recount),
      );
      assert.equal(winners(await Promise.all(all)), 1);
    });

    it('takes nothing but a rule and an id', async () => {
      const anything = { $ne: '' } as unknown as 'last';
      await assert.rejects(
        activities().beginRecount({ id: 'activity-1', counting: anything }, 'last', recount),
        BadRequest,
      );
      await assert.rejects(activities().endRecount(anything, 'recount-1'), BadRequest);
    });
  });

  describe('beginApplication', () => {
    const application = {
      id: 'application-1',
      from: 'grid-1@1',
      by: { sub: '7', name: 'Claire Fontaine' },
      at: new Date('2040-01-16T10:00:00Z'),
      republished: [{ learnerSub: '21', publishedAt: new Date('2040-01-15T10:00:00Z') }],
    };
    const next = {
      ...movedTo(secondVersion({ title: 'Second' })),
      application,
      releaseAt: new Date('2040-02-01T07:00:00Z'),
    };

    it('moves the grid, and leaves everything else as it is', async () => {
      await activities().addOnce(welcomeActivity);
      await activities().setGradeService('activity-1', gradeService);
      const { releaseAt: _release, ...moved } = { ...next, gradeService };
      assert.deepEqual(await activities().beginApplication(next), moved);
      assert.deepEqual(await activities().getForDelivery('activity-1'), moved);
    });

    it('writes nothing when the activity has another version', async () => {
      await activities().addOnce(welcomeActivity);
      const strange = { ...next, application: { ...application, from: 'grid-1@9' } };
      assert.equal(await activities().beginApplication(strange), undefined);
      assert.deepEqual(await activities().getForDelivery('activity-1'), welcomeActivity);
    });

    it('writes nothing while another is under way, though the version were the same', async () => {
      await activities().addOnce(welcomeActivity);
      const same = { ...next, gridVersionId: 'grid-1@1' };
      assert.ok(await activities().beginApplication(same));
      assert.equal(await activities().beginApplication(next), undefined);
    });

    it('writes nothing when the activity has become certificative meanwhile', async () => {
      await activities().addOnce(welcomeActivity);
      const certificative = await activities().setPurpose('activity-1', 'certificative');
      assert.equal(await activities().beginApplication(next), undefined);
      assert.deepEqual(await activities().getForDelivery('activity-1'), certificative);
    });

    it('keeps the purpose as it is until it is ended', async () => {
      await activities().addOnce(welcomeActivity);
      await activities().beginApplication(next);
      assert.equal(await activities().setPurpose('activity-1', 'certificative'), undefined);
      assert.equal((await activities().getForDelivery('activity-1'))?.grid.purpose, 'formative');
    });

    it('lets one of ten begin', async () => {
      await activities().addOnce(welcomeActivity);
      const all = Array.from({ length: 10 }, () => activities().beginApplication(next));
      assert.equal(winners(await Promise.all(all)), 1);
    });

    it('is listed until it is ended, and ended by its own id alone', async () => {
      await activities().addOnce(welcomeActivity);
      await activities().addOnce({ ...welcomeActivity, id: 'activity-2', resourceLinkId: 'link-2' });
      const begun = await activities().beginApplication(next);
      assert.deepEqual(await activities().listUnfinished(), [begun]);
      await activities().endApplication('activity-1', 'application-2');
      assert.deepEqual(await activities().listUnfinished(), [begun]);
      await activities().endApplication('activity-1', 'application-1');
      assert.deepEqual(await activities().listUnfinished(), []);
    });

    it('is listed once where a recount was begun too', async () => {
      await activities().addOnce(welcomeActivity);
      await activities().addOnce({ ...welcomeActivity, id: 'activity-2', resourceLinkId: 'link-2' });
      const recount = { id: 'r', by: { sub: '7' }, at: new Date(), keepsChoices: false };
      for (const id of ['activity-1', 'activity-2']) await activities().beginRecount({ id }, 'best', recount);
      await activities().beginApplication(next);
      const ids = (await activities().listUnfinished()).map(({ id }) => id);
      assert.deepEqual(ids.toSorted(), ['activity-1', 'activity-2']);
      await activities().endRecount('activity-2', 'r');
      assert.deepEqual(
        (await activities().listUnfinished()).map(({ id }) => id),
        ['activity-1'],
      );
    });
  });

  it('takes nothing but text for ids', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(activities().get(anything, scope), BadRequest);
    await assert.rejects(activities().get('activity-1', { ...scope, contextId: anything }), BadRequest);
    await assert.rejects(activities().findByLink(scope, anything), BadRequest);
  });
});
