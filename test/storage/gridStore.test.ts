import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { GridVersion } from '../../src/grid/grid.js';
import { VersionTaken } from '../../src/grid/versionTaken.js';
import { welcomeGrid } from '../support/activities.js';
import { eachStores } from '../support/eachStores.js';

const version: GridVersion = {
  id: 'grid-1@1',
  gridId: 'grid-1',
  version: 1,
  registrationId: 'registration-1',
  deploymentId: '1',
  contextId: '42',
  ownerSub: '7',
  grid: welcomeGrid,
  createdAt: new Date('2040-01-15T08:00:00Z'),
};
const owner = { registrationId: 'registration-1', deploymentId: '1' };

eachStores('GridStore', (stores) => {
  const grids = () => stores().grids;

  it('gives a version back whole', async () => {
    await grids().add(version);
    assert.deepEqual(await grids().get('grid-1@1', owner), version);
    const copy = { ...version, id: 'grid-2@1', gridId: 'grid-2', madeFrom: 'grid-1' };
    await grids().add(copy);
    assert.deepEqual(await grids().get('grid-2@1', owner), copy);
  });

  it('keeps every version of a grid', async () => {
    const second = { ...version, id: 'grid-1@2', version: 2, grid: { ...welcomeGrid, title: 'Accueil' } };
    await grids().add(version);
    await grids().add(second);
    assert.deepEqual(await grids().get('grid-1@1', owner), version);
    assert.deepEqual(await grids().get('grid-1@2', owner), second);
  });

  it('knows nothing of another registration or deployment', async () => {
    await grids().add(version);
    assert.equal(await grids().get('grid-1@1', { ...owner, registrationId: 'registration-2' }), undefined);
    assert.equal(await grids().get('grid-1@1', { ...owner, deploymentId: '2' }), undefined);
    assert.equal(await grids().get('grid-1@2', owner), undefined);
  });

  it('finds the newest version of a grid, in its registration and deployment alone', async () => {
    const tenth = { ...version, id: 'grid-1@10', version: 10 };
    for (const added of [version, tenth, { ...version, id: 'grid-1@9', version: 9 }])
      await grids().add(added);
    await grids().add({ ...version, id: 'grid-2@11', gridId: 'grid-2', version: 11 });
    assert.deepEqual(await grids().latest('grid-1', owner), tenth);
    assert.equal(await grids().latest('grid-1', { ...owner, registrationId: 'registration-2' }), undefined);
    assert.equal(await grids().latest('grid-1', { ...owner, deploymentId: '2' }), undefined);
    assert.equal(await grids().latest('grid-3', owner), undefined);
  });

  it('never changes a version that is stored', async () => {
    await grids().add(version);
    await assert.rejects(grids().add({ ...version, ownerSub: '8' }), VersionTaken);
    await assert.rejects(grids().add({ ...version, id: 'another' }), VersionTaken);
    assert.deepEqual(await grids().get('grid-1@1', owner), version);
    assert.equal(await grids().get('another', owner), undefined);
  });

  it('takes nothing but text for ids', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(grids().get(anything, owner), BadRequest);
    await assert.rejects(grids().latest(anything, owner), BadRequest);
    await assert.rejects(grids().get('grid-1@1', { ...owner, registrationId: anything }), BadRequest);
  });
});
