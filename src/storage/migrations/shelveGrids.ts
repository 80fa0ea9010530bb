import type { Connection } from 'mongoose';
import type { GridVersion } from '../../grid/grid.js';
import { shelvedGrid } from '../../grid/keepGrid.js';
import { text } from '../filterValues.js';
import { gridVersionModel, type GridVersionRecord } from '../gridVersionModel.js';
import { insertRecord } from '../insertRecord.js';
import { libraryGridModel, libraryGridRecord } from '../libraryGridModel.js';
import type { Migration } from './migration.js';

/** Read at one time; each has an id of a few bytes. */
const PAGE = 500;

/** Grids made before there was a library, and one whose making a crash cut in two, find their place in it. */
export const shelveGrids: Migration = {
  version: 1,
  what: 'give each grid its library record',
  async run(db) {
    for await (const gridIds of pagesOfGridIds(db)) {
      for (const gridId of await unshelved(db, gridIds)) await shelve(db, gridId);
    }
  },
};

async function* pagesOfGridIds(db: Connection): AsyncGenerator<readonly string[]> {
  let last = '';
  for (;;) {
    const page = await gridVersionModel(db)
      .find({ _id: { $gt: text(last) } }, { gridId: 1 })
      .sort({ _id: 1 })
      .limit(PAGE)
      .lean<Pick<GridVersionRecord, '_id' | 'gridId'>[]>()
      .exec();
    if (page.length === 0) return;
    yield [...new Set(page.map(({ gridId }) => gridId))];
    for (const { _id: id } of page) last = id;
  }
}

async function unshelved(db: Connection, gridIds: readonly string[]): Promise<readonly string[]> {
  const found = await libraryGridModel(db)
    .find({ _id: { $in: gridIds.map(text) } }, { _id: 1 })
    .lean<{ readonly _id: string }[]>()
    .exec();
  const known = new Set(found.map(({ _id }) => _id));
  return gridIds.filter((gridId) => !known.has(gridId));
}

/** Nobody's name stands with a version: the owner's comes back when they share the grid. */
async function shelve(db: Connection, gridId: string): Promise<void> {
  const [first, latest] = await Promise.all([versionOf(db, gridId, 1), versionOf(db, gridId, -1)]);
  if (!first || !latest) return;
  const { contextId, createdAt } = first;
  await insertRecord(
    libraryGridModel(db),
    libraryGridRecord({ ...shelvedGrid(latest), contextId, createdAt }),
  );
}

async function versionOf(db: Connection, gridId: string, order: 1 | -1): Promise<GridVersion | undefined> {
  const record = await gridVersionModel(db)
    .findOne({ gridId: text(gridId) })
    .sort({ version: order })
    .lean<GridVersionRecord>()
    .exec();
  if (!record) return undefined;
  const { _id: id, ...fields } = record;
  return { id, ...fields };
}
