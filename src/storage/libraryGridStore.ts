import type { Connection } from 'mongoose';
import type { GridOwner, LibraryGridStore, Shelf, Tenant } from '../grid/libraryGrid.js';
import { text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import {
  folded,
  libraryGridModel,
  libraryGridOf,
  libraryGridRecord,
  searchText,
  type LibraryGridRecord,
} from './libraryGridModel.js';
import { archivingUpdate, sharingUpdate, within } from './shelving.js';
import { libraryGridUses } from './libraryGridUses.js';

export function libraryGridStore(db: Connection): LibraryGridStore {
  const LibraryGrids = libraryGridModel(db);

  async function find(id: string, tenant: Tenant): Promise<LibraryGridRecord | null> {
    return LibraryGrids.findOne({ _id: text(id), ...within(tenant) })
      .lean<LibraryGridRecord>()
      .exec();
  }

  async function change(id: string, owner: GridOwner, update: object): Promise<boolean> {
    const owned = { _id: text(id), ...within(owner), ownerSub: text(owner.ownerSub) };
    return (await LibraryGrids.updateOne(owned, update).exec()).matchedCount === 1;
  }

  return {
    async keep(grid) {
      if ((await insertRecord(LibraryGrids, libraryGridRecord(grid))) === 'inserted') return;
      const stored = await find(grid.id, grid);
      if (!stored) throw new Error(`Grid ${grid.id} is stored already, of another deployment.`);
      const { title, outline, versionId, versionNumber, updatedAt } = grid;
      await LibraryGrids.updateOne(
        { _id: text(grid.id), versionNumber: { $lt: wholeNumber(versionNumber) } },
        {
          $set: {
            title,
            outline,
            versionId,
            versionNumber,
            updatedAt,
            searchText: searchText(title, stored.ownerName),
          },
        },
      ).exec();
    },

    async get(id, tenant) {
      const record = await find(id, tenant);
      return record ? libraryGridOf(record) : undefined;
    },

    async list(tenant, shelf, { words, skip, limit }) {
      const found = words.map((word) => ({ searchText: { $regex: literally(folded(text(word))) } }));
      const records = await LibraryGrids.find({
        ...within(tenant),
        ...standsOn(shelf),
        ...(found.length > 0 && { $and: found }),
      })
        .sort({ updatedAt: -1, _id: 1 })
        .skip(wholeNumber(skip))
        .limit(wholeNumber(limit))
        .lean<LibraryGridRecord[]>()
        .exec();
      return records.map(libraryGridOf);
    },

    async share(id, owner, sharing) {
      const stored = await find(id, owner);
      if (!stored) return false;
      return change(id, owner, sharingUpdate(sharing, renamed(stored, owner.ownerName)));
    },

    async archive(id, owner, at) {
      return change(id, owner, archivingUpdate(at));
    },

    uses: libraryGridUses(db),
  };
}

/** What else is written where the platform calls an owner otherwise than before. */
function renamed({ title, ownerName: before }: LibraryGridRecord, ownerName: string | undefined): object {
  if (ownerName === undefined || ownerName === before) return {};
  return { ownerName, searchText: searchText(title, ownerName) };
}

function standsOn(shelf: Shelf): object {
  switch (shelf.kind) {
    case 'mine':
    case 'archived':
      return { ownerSub: text(shelf.ownerSub), archived: shelf.kind === 'archived' };
    case 'context':
      return {
        contextId: text(shelf.contextId),
        visibility: { $in: ['context', 'deployment'] },
        archived: false,
      };
    case 'deployment':
      return { visibility: 'deployment', archived: false };
  }
}

const literally = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
