import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { LibraryGrid, Shelf, ShelfPage, Tenant } from '../../src/grid/libraryGrid.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { eachStores, writesDuring } from '../support/eachStores.js';
import { welcomeLibraryGrid } from '../support/libraryGrids.js';

const tenant: Tenant = { registrationId: 'registration-1', deploymentId: '1' };
const strangers: readonly Tenant[] = [
  { ...tenant, registrationId: 'registration-2' },
  { ...tenant, deploymentId: '2' },
];
const owner = { ...tenant, ownerSub: '7' };
const mine: Shelf = { kind: 'mine', ownerSub: '7' };
const archived: Shelf = { kind: 'archived', ownerSub: '7' };
const course: Shelf = { kind: 'context', contextId: '42' };
const everyone: Shelf = { kind: 'deployment' };
const shelves: readonly Shelf[] = [mine, archived, course, everyone];
const all: ShelfPage = { words: [], skip: 0, limit: 100 };
const at = new Date('2040-02-01T08:00:00Z');

const day = (n: number) => new Date(Date.UTC(2040, 0, n));
const grid = (id: string, changes: Partial<LibraryGrid> = {}): LibraryGrid => ({
  ...welcomeLibraryGrid,
  id,
  versionId: `${id}@1`,
  ...changes,
});

eachStores('LibraryGridStore', (stores, connection) => {
  const library = () => stores().library;
  const add = async (...grids: readonly LibraryGrid[]) => {
    for (const one of grids) await library().keep(one);
  };
  const idsOn = async (shelf: Shelf, page: Partial<ShelfPage> = {}, of: Tenant = tenant) =>
    (await library().list(of, shelf, { ...all, ...page })).map(({ id }) => id);

  describe('keep', () => {
    it('gives a grid back whole', async () => {
      await add(welcomeLibraryGrid);
      assert.deepEqual(await library().get('grid-1', tenant), welcomeLibraryGrid);
    });

    it('gives back a grid of an unnamed owner in an untitled course', async () => {
      const { contextTitle: _none, ...untitled } = welcomeLibraryGrid;
      await add({ ...untitled, owner: { sub: '7' } });
      assert.deepEqual(await library().get('grid-1', tenant), { ...untitled, owner: { sub: '7' } });
    });

    it('moves a grid on to a newer version, and leaves owner, sharing and archive alone', async () => {
      await add(welcomeLibraryGrid);
      await library().share('grid-1', owner, { visibility: 'deployment', contextId: '42' });
      await library().archive('grid-1', owner, at);
      const outline = { criteria: 3, competencyCodes: ['1.1', '1.2'], purpose: 'certificative' } as const;
      const news = { title: 'Accueil', outline, versionId: 'grid-1@2', versionNumber: 2, updatedAt: day(20) };
      await library().keep({ ...welcomeLibraryGrid, ...news, owner: { sub: '8' }, createdAt: day(20) });
      const { contextTitle: _none, ...shared } = welcomeLibraryGrid;
      assert.deepEqual(await library().get('grid-1', tenant), {
        ...shared,
        ...news,
        visibility: 'deployment',
        archivedAt: at,
      });
    });

    it('changes nothing for a version that is not newer', async () => {
      const second = { ...welcomeLibraryGrid, versionId: 'grid-1@2', versionNumber: 2 };
      await add(second, welcomeLibraryGrid, { ...second, title: 'Another second' });
      assert.deepEqual(await library().get('grid-1', tenant), second);
    });

    it('keeps the newest of ten versions that come at once', async () => {
      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          library().keep({ ...welcomeLibraryGrid, versionId: `grid-1@${i + 1}`, versionNumber: i + 1 }),
        ),
      );
      assert.equal((await library().get('grid-1', tenant))?.versionNumber, 10);
    });

    it('finds a grid by its new title once it has one', async () => {
      await add(welcomeLibraryGrid, { ...welcomeLibraryGrid, title: 'Conflit', versionNumber: 2 });
      assert.deepEqual(await idsOn(mine, { words: ['conflit'] }), ['grid-1']);
      assert.deepEqual(await idsOn(mine, { words: ['accueil'] }), []);
      assert.deepEqual(await idsOn(mine, { words: ['fontaine'] }), ['grid-1']);
    });

    it('refuses an id that another deployment has', async () => {
      await add(welcomeLibraryGrid);
      await assert.rejects(
        library().keep({ ...welcomeLibraryGrid, deploymentId: '2' }),
        /another deployment/,
      );
    });
  });

  describe('get', () => {
    it('knows nothing of another registration or deployment', async () => {
      await add(grid('grid-1', { visibility: 'deployment' }));
      for (const other of strangers) assert.equal(await library().get('grid-1', other), undefined);
      assert.equal(await library().get('grid-2', tenant), undefined);
    });
  });

  describe('list', () => {
    beforeEach(() =>
      add(
        grid('private', { updatedAt: day(1) }),
        grid('course', { updatedAt: day(4), visibility: 'context' }),
        grid('everyone', { updatedAt: day(2), visibility: 'deployment' }),
        grid('archived', { updatedAt: day(5), visibility: 'deployment', archivedAt: at }),
        grid('colleague', { updatedAt: day(3), visibility: 'context', owner: { sub: '8' } }),
        grid('hidden', { owner: { sub: '8' } }),
        grid('other course', { updatedAt: day(6), contextId: '43', visibility: 'context' }),
        grid('elsewhere', {
          updatedAt: day(7),
          contextId: '43',
          visibility: 'deployment',
          owner: { sub: '8' },
        }),
      ),
    );

    it("gives an owner's grids of every course, latest first", async () => {
      assert.deepEqual(await idsOn(mine), ['other course', 'course', 'everyone', 'private']);
    });

    it("gives an owner's archived grids apart", async () => {
      assert.deepEqual(await idsOn(archived), ['archived']);
      assert.deepEqual(await idsOn({ ...archived, ownerSub: '8' }), []);
    });

    it("gives what was shared with a course's teachers, whoever made it", async () => {
      assert.deepEqual(await idsOn(course), ['course', 'colleague', 'everyone']);
    });

    it('gives what was shared with the deployment', async () => {
      assert.deepEqual(await idsOn(everyone), ['elsewhere', 'everyone']);
    });

    it('gives nothing of another registration or deployment', async () => {
      for (const other of strangers) {
        for (const shelf of shelves) {
          assert.deepEqual(await idsOn(shelf, {}, other), []);
        }
      }
    });

    it('gives a part of a shelf', async () => {
      assert.deepEqual(await idsOn(mine, { limit: 2 }), ['other course', 'course']);
      assert.deepEqual(await idsOn(mine, { skip: 2, limit: 2 }), ['everyone', 'private']);
      assert.deepEqual(await idsOn(course, { skip: 1, limit: 1 }), ['colleague']);
    });

    it('gives each grid on one page, also where several changed at the same instant', async () => {
      const names = ['c', 'a', 'd', 'b'];
      await add(...names.map((id) => grid(id)));
      assert.deepEqual(await idsOn(mine, { limit: 2 }), ['a', 'b']);
      assert.deepEqual(await idsOn(mine, { skip: 2, limit: 2 }), ['c', 'd']);
    });

    it('finds words in titles and names, whatever the accents and capitals, all of them', async () => {
      await add(
        grid('found', { title: "Écoute – l'APPEL (C1.3)", owner: { sub: '7', name: 'Zoé Œuvrard' } }),
      );
      for (const words of [['ecoute'], ['ÉCOUTE', 'appel'], ["l'app"], ['(c1.3)'], ['oeuvr', 'zoe']]) {
        assert.deepEqual(await idsOn(mine, { words }), ['found'], words.join());
      }
      assert.deepEqual(await idsOn(mine, { words: ['écoute', 'conflit'] }), []);
    });

    it('takes what looks like a pattern as it stands', async () => {
      for (const word of ['.*', '^', '$', '[', '(', 'a|b', '\\', '+']) {
        assert.deepEqual(await idsOn(mine, { words: [word] }), [], word);
      }
    });

    it('uses an index however many grids there are', async () => {
      const model = connection().models['LibraryGrid'];
      const [one] = (await model?.collection.find({ _id: 'hidden' as never }).toArray()) ?? [];
      const many = Array.from({ length: 1100 }, (_, i) => ({
        ...one,
        _id: `many-${i}` as never,
        ownerSub: '9',
      }));
      await model?.collection.insertMany(many);
      for (const shelf of shelves) {
        await library().list(tenant, shelf, { words: ['accueil'], skip: 0, limit: 20 });
      }
    });

    it('takes nothing but text for ids and words', async () => {
      const anything = { $ne: '' } as unknown as string;
      await assert.rejects(idsOn({ kind: 'mine', ownerSub: anything }), BadRequest);
      await assert.rejects(idsOn({ kind: 'context', contextId: anything }), BadRequest);
      await assert.rejects(idsOn(mine, { words: [anything] }), BadRequest);
      await assert.rejects(idsOn(mine, {}, { ...tenant, deploymentId: anything }), BadRequest);
      await assert.rejects(library().get(anything, tenant), BadRequest);
    });
  });

  describe('share', () => {
    const sharing = { visibility: 'context', contextId: '43', contextTitle: '1re MA' } as const;

    it("shares an owner's grid, with a course that it names", async () => {
      await add(welcomeLibraryGrid);
      assert.equal(await library().share('grid-1', owner, sharing), true);
      assert.deepEqual(await library().get('grid-1', tenant), { ...welcomeLibraryGrid, ...sharing });
      assert.deepEqual(await idsOn({ kind: 'context', contextId: '43' }), ['grid-1']);
      assert.deepEqual(await idsOn(course), []);
    });

    it('leaves a grid of somebody else alone', async () => {
      await add(welcomeLibraryGrid);
      const others = [{ ...owner, ownerSub: '8' }, ...strangers.map((other) => ({ ...owner, ...other }))];
      for (const other of others) {
        assert.equal(await library().share('grid-1', other, sharing), false);
        assert.equal(await library().archive('grid-1', other, at), false);
      }
      assert.deepEqual(await library().get('grid-1', tenant), welcomeLibraryGrid);
    });
  });

  describe('archive', () => {
    it('sets a grid aside and takes it back', async () => {
      await add(welcomeLibraryGrid);
      assert.equal(await library().archive('grid-1', owner, at), true);
      assert.deepEqual(await library().get('grid-1', tenant), { ...welcomeLibraryGrid, archivedAt: at });
      assert.deepEqual(await idsOn(mine), []);
      assert.equal(await library().archive('grid-1', owner, undefined), true);
      assert.deepEqual(await library().get('grid-1', tenant), welcomeLibraryGrid);
    });
  });

  describe('uses', () => {
    const use = async (id: string, versionId: string, changes: Partial<typeof welcomeActivity> = {}) => {
      const link = { id, resourceLinkId: `link of ${id}`, title: id, gridVersionId: versionId };
      await stores().activities.addOnce({ ...welcomeActivity, ...link, ...changes });
    };
    const version = (gridId: string, number: number, changes = {}) =>
      stores().grids.add({
        ...tenant,
        id: `${gridId}@${number}`,
        gridId,
        version: number,
        contextId: '42',
        ownerSub: '7',
        grid: welcomeGrid,
        createdAt: at,
        ...changes,
      });

    beforeEach(async () => {
      await version('a', 1);
      await version('a', 2);
      await version('b', 1);
      await version('c', 1);
      await use('first', 'a@1');
      await use('second', 'a@2', { contextId: '43' });
      await use('third', 'b@1');
      await use('fourth', 'c@1');
      await use('other deployment', 'a@1', { deploymentId: '2' });
    });

    it('names the activities of every version, in every course of the deployment', async () => {
      const uses = await library().uses(['a', 'b', 'unused'], tenant);
      assert.deepEqual(
        uses.toSorted((x, y) => x.activityTitle.localeCompare(y.activityTitle)),
        [
          { gridId: 'a', contextId: '42', activityTitle: 'first' },
          { gridId: 'a', contextId: '43', activityTitle: 'second' },
          { gridId: 'b', contextId: '42', activityTitle: 'third' },
        ],
      );
    });

    it('names nothing for no grid, nor for a grid of another deployment', async () => {
      assert.deepEqual(await library().uses([], tenant), []);
      for (const other of strangers) assert.deepEqual(await library().uses(['a'], other), []);
    });
  });

  it('reads without a write', async () => {
    await add(welcomeLibraryGrid);
    const writes = await writesDuring(connection(), async () => {
      await library().get('grid-1', tenant);
      await library().list(tenant, mine, all);
      await library().uses(['grid-1'], tenant);
    });
    assert.deepEqual(writes, []);
  });
});
