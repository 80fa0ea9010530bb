import assert from 'node:assert/strict';
import type { Connection } from 'mongoose';
import type { GridVersion } from '../../../src/grid/grid.js';
import { libraryGridModel } from '../../../src/storage/libraryGridModel.js';
import { shelveGrids } from '../../../src/storage/migrations/shelveGrids.js';
import type { Stores } from '../../../src/storage/stores.js';
import { welcomeGrid } from '../../support/activities.js';
import { eachStores } from '../../support/eachStores.js';
import { welcomeLibraryGrid } from '../../support/libraryGrids.js';

const tenant = { registrationId: 'registration-1', deploymentId: '1' };

const version = (gridId: string, number: number, changes: Partial<GridVersion> = {}): GridVersion => ({
  ...tenant,
  contextId: '42',
  id: `${gridId}@${number}`,
  gridId,
  version: number,
  ownerSub: '7',
  grid: { ...welcomeGrid, title: `${gridId}, version ${number}` },
  createdAt: new Date(Date.UTC(2040, 0, number)),
  ...changes,
});

eachStores('shelveGrids', (stores: () => Stores, connection: () => Connection) => {
  const shelf = async () => {
    const page = { words: [], skip: 0, limit: 50 };
    return stores().library.list(tenant, { kind: 'mine', ownerSub: '7' }, page);
  };

  it('puts the grids that nobody shelved into their makers’ library, by their latest version', async () => {
    await stores().grids.add(version('grid-1', 1));
    await stores().grids.add(version('grid-1', 2, { contextId: '43' }));
    await shelveGrids.run(connection());
    const { contextTitle: _untold, ...known } = welcomeLibraryGrid;
    assert.deepEqual(await shelf(), [
      {
        ...known,
        owner: { sub: '7' },
        title: 'grid-1, version 2',
        versionId: 'grid-1@2',
        versionNumber: 2,
        createdAt: new Date('2040-01-01T00:00:00Z'),
        updatedAt: new Date('2040-01-02T00:00:00Z'),
      },
    ]);
  });

  it('touches no grid that stands there already', async () => {
    await stores().grids.add(version('grid-1', 1));
    await stores().library.keep(welcomeLibraryGrid);
    await shelveGrids.run(connection());
    assert.deepEqual(await shelf(), [welcomeLibraryGrid]);
  });

  it('shelves each of many, once, however often and at once it runs', async () => {
    for (let n = 0; n < 30; n += 1) await stores().grids.add(version(`grid-${n}`, 1));
    await Promise.all([shelveGrids.run(connection()), shelveGrids.run(connection())]);
    await shelveGrids.run(connection());
    assert.equal((await shelf()).length, 30);
    assert.equal(await libraryGridModel(connection()).countDocuments({ ...tenant, ownerSub: '7' }), 30);
  });

  it('leaves a name out, which comes back when its owner shares the grid', async () => {
    await stores().grids.add(version('grid-1', 1));
    await shelveGrids.run(connection());
    const owner = { ...tenant, ownerSub: '7', ownerName: 'Claire Fontaine' };
    assert.equal(
      await stores().library.share('grid-1', owner, { visibility: 'deployment', contextId: '42' }),
      true,
    );
    const page = { words: ['fontaine'], skip: 0, limit: 5 };
    const [found] = await stores().library.list(tenant, { kind: 'deployment' }, page);
    assert.equal(found?.owner.name, 'Claire Fontaine');
  });
});
