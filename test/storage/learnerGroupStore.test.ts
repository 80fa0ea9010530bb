import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import { changeGroups, withGroup } from '../../src/evaluation/group/changeGroups.js';
import { NO_GROUPS, type LearnerGroups } from '../../src/evaluation/group/learnerGroups.js';
import type { Scope } from '../../src/platform/launchSession.js';
import { eachStores } from '../support/eachStores.js';
import { teacher } from '../support/evaluations.js';

const scope: Scope = { registrationId: 'registration-1', deploymentId: '1', contextId: '42' };
const at = new Date('2040-01-16T09:30:00Z');

const groups: LearnerGroups = {
  made: [
    {
      id: 'a',
      name: 'Matin',
      memberSubs: ['21', '22'],
      before: { name: 'Groupe 1', memberSubs: [] },
      updatedAt: at,
      updatedBy: teacher,
    },
    { id: 'b', name: 'Soir', memberSubs: [], removedAt: at, updatedAt: at, updatedBy: teacher },
  ],
  named: [{ platformId: 'a.$b', name: 'Demi-groupe A' }],
  revision: 0,
};

eachStores('LearnerGroupStore', (stores) => {
  const store = () => stores().learnerGroups;

  it('has no groups of a course before someone made one', async () => {
    assert.deepEqual(await store().get(scope), NO_GROUPS);
  });

  it('gives back what was saved, with the next revision', async () => {
    assert.equal(await store().save(scope, groups), true);
    assert.deepEqual(await store().get(scope), { ...groups, revision: 1 });
    assert.equal(await store().save(scope, { ...NO_GROUPS, revision: 1 }), true);
    assert.deepEqual(await store().get(scope), { ...NO_GROUPS, revision: 2 });
  });

  it('writes nothing over a revision that was not read', async () => {
    await store().save(scope, groups);
    assert.equal(await store().save(scope, NO_GROUPS), false, 'made at the same moment');
    assert.equal(await store().save(scope, { ...NO_GROUPS, revision: 2 }), false);
    assert.deepEqual(await store().get(scope), { ...groups, revision: 1 });
  });

  it('keeps registrations, deployments and courses apart', async () => {
    await store().save(scope, groups);
    for (const other of [
      { ...scope, registrationId: 'registration-2' },
      { ...scope, deploymentId: '2' },
      { ...scope, contextId: '' },
    ]) {
      assert.deepEqual(await store().get(other), NO_GROUPS);
    }
  });

  it('loses none of ten groups that are made at once', async () => {
    const ids = Array.from({ length: 10 }, (_, i) => `g${i}`);
    await Promise.all(
      ids.map((id) =>
        changeGroups(scope, withGroup(id, { name: id, memberSubs: [id] }, { by: teacher, at }), store()),
      ),
    );
    const { made, revision } = await store().get(scope);
    assert.deepEqual(made.map(({ id }) => id).toSorted(), ids);
    assert.equal(revision, 10);
  });

  it('takes nothing but text for ids, and whole numbers for revisions', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(store().get({ ...scope, contextId: anything }), BadRequest);
    const any = { $gte: 0 } as unknown as number;
    await assert.rejects(store().save(scope, { ...groups, revision: any }), BadRequest);
  });
});
