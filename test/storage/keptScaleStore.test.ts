import assert from 'node:assert/strict';
import { MAXIMUM_KEPT_SCALES, type KeptScale } from '../../src/grid/keptScale.js';
import type { Sharing } from '../../src/grid/libraryGrid.js';
import { eachStores } from '../support/eachStores.js';
import { keptWelcomeScale } from '../support/keptScales.js';

const tenant = { registrationId: 'registration-1', deploymentId: '1' };
const claire = { ...tenant, ownerSub: '7', ownerName: 'Claire Fontaine' };
const omar = { ...tenant, ownerSub: '8' };
const kept = keptWelcomeScale();
const { scale } = kept;
const other = (id: string, changes: Partial<KeptScale> = {}): KeptScale => ({
  ...kept,
  scale: { ...scale, id },
  ...changes,
});

eachStores('KeptScaleStore', (stores) => {
  const store = () => stores().keptScales;
  const ids = (found: readonly KeptScale[]) => found.map((one) => one.scale.id);
  const share = (id: string, sharing: Partial<Sharing>, owner = claire) =>
    store().share(id, owner, { visibility: 'deployment', contextId: '42', ...sharing });

  it('gives a scale back whole, to its own deployment alone', async () => {
    await store().add(kept);
    assert.deepEqual(await store().get('scale-1', tenant), kept);
    assert.equal(await store().get('scale-1', { ...tenant, deploymentId: '2' }), undefined);
    assert.equal(await store().get('scale-1', { ...tenant, registrationId: 'registration-2' }), undefined);
    await assert.rejects(store().add(kept));
  });

  it('lists a teacher’s own of every course, latest change first, archived ones too', async () => {
    await store().add(kept);
    await store().add(other('scale-2', { contextId: '43', updatedAt: new Date('2040-01-16T08:00:00Z') }));
    await store().add(other('scale-3', { owner: { sub: '8' } }));
    await store().archive('scale-1', claire, new Date('2040-01-17T08:00:00Z'));
    assert.deepEqual(ids(await store().own(claire)), ['scale-2', 'scale-1']);
    assert.deepEqual(ids(await store().own({ ...claire, deploymentId: '2' })), []);
  });

  it('lists what is shared with a course or with the deployment, and nothing archived', async () => {
    for (const id of ['private', 'course', 'everyone', 'elsewhere', 'archived']) await store().add(other(id));
    await share('course', { visibility: 'context' });
    await share('elsewhere', { visibility: 'context', contextId: '43', contextTitle: 'Terminale' });
    await share('everyone', {});
    await share('archived', {});
    await store().archive('archived', claire, new Date('2040-01-17T08:00:00Z'));
    assert.deepEqual(ids(await store().shared(tenant, '42')).toSorted(), ['course', 'everyone']);
    assert.deepEqual(ids(await store().shared(tenant, '43')).toSorted(), ['elsewhere', 'everyone']);
    assert.deepEqual(ids(await store().shared({ ...tenant, deploymentId: '2' }, '42')), []);
    assert.equal((await store().get('elsewhere', tenant))?.contextTitle, 'Terminale');
    assert.equal((await store().get('course', tenant))?.contextTitle, undefined);
  });

  it('changes what was read, and nothing that has changed since', async () => {
    await store().add(kept);
    const renamed = { ...scale, name: 'Autrement' };
    const at = new Date('2040-01-16T08:00:00Z');
    assert.equal(await store().change(claire, { scale: renamed, revision: 1, at }), true);
    assert.deepEqual(await store().get('scale-1', tenant), {
      ...kept,
      scale: renamed,
      revision: 2,
      updatedAt: at,
    });
    assert.equal(await store().change(claire, { scale, revision: 1, at }), false);
    assert.equal((await store().get('scale-1', tenant))?.scale.name, 'Autrement');
  });

  it('lets one of ten changes through that come at once', async () => {
    await store().add(kept);
    const at = new Date('2040-01-16T08:00:00Z');
    const changes = Array.from({ length: 10 }, (_, n) => ({
      scale: { ...scale, name: `${n}` },
      revision: 1,
      at,
    }));
    const done = await Promise.all(changes.map((change) => store().change(claire, change)));
    assert.equal(done.filter(Boolean).length, 1);
  });

  it('lets nobody but its owner change, share or archive a scale', async () => {
    await store().add(kept);
    const at = new Date('2040-01-16T08:00:00Z');
    for (const stranger of [omar, { ...claire, deploymentId: '2' }]) {
      assert.equal(await store().change(stranger, { scale, revision: 1, at }), false);
      assert.equal(
        await store().share('scale-1', stranger, { visibility: 'deployment', contextId: '42' }),
        false,
      );
      assert.equal(await store().archive('scale-1', stranger, at), false);
    }
    assert.deepEqual(await store().get('scale-1', tenant), kept);
  });

  it('takes a scale back from the archive', async () => {
    await store().add(kept);
    const at = new Date('2040-01-17T08:00:00Z');
    assert.equal(await store().archive('scale-1', claire, at), true);
    assert.deepEqual((await store().get('scale-1', tenant))?.archivedAt, at);
    await store().archive('scale-1', claire, undefined);
    assert.deepEqual(await store().get('scale-1', tenant), kept);
  });

  it('lists no more than can be chosen from', async () => {
    for (let n = 0; n < MAXIMUM_KEPT_SCALES + 5; n += 1) await store().add(other(`scale-${n}`));
    assert.equal((await store().own(claire)).length, MAXIMUM_KEPT_SCALES);
  });

  it('takes nothing but text for an id', async () => {
    await assert.rejects(store().get({ $ne: '' } as never, tenant), /wrong type/);
  });
});
