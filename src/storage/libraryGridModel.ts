import type { Connection } from 'mongoose';
import { foldText } from '../framework/foldText.js';
import type { LibraryGrid } from '../grid/libraryGrid.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

export type LibraryGridRecord = StoredRecord &
  Omit<LibraryGrid, 'id' | 'owner'> & {
    readonly ownerSub: string;
    readonly ownerName?: string;
    /** Whether `archivedAt` is there: an index looks for what is, never for what is absent. */
    readonly archived: boolean;
    /** Title and owner, folded, for the search. */
    readonly searchText: string;
  };

const schema = storedSchema<LibraryGridRecord>('libraryGrids', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  contextTitle: String,
  title: String,
  outline: whole,
  ownerSub: String,
  ownerName: String,
  visibility: String,
  archived: Boolean,
  archivedAt: Date,
  versionId: String,
  versionNumber: Number,
  createdAt: Date,
  updatedAt: Date,
  searchText: String,
});
const tenant = { registrationId: 1, deploymentId: 1 } as const;
schema.index({ ...tenant, ownerSub: 1, archived: 1, updatedAt: -1, _id: 1 });
schema.index({ ...tenant, visibility: 1, archived: 1, updatedAt: -1, _id: 1 });
schema.index({ ...tenant, contextId: 1, visibility: 1, archived: 1, updatedAt: -1, _id: 1 });

export const libraryGridModel = (db: Connection) => db.model<LibraryGridRecord>('LibraryGrid', schema);

export function libraryGridRecord({ id, owner, ...fields }: LibraryGrid): LibraryGridRecord {
  return {
    _id: id,
    ...fields,
    ownerSub: owner.sub,
    ...(owner.name !== undefined && { ownerName: owner.name }),
    archived: fields.archivedAt !== undefined,
    searchText: searchText(fields.title, owner.name),
  };
}

export const searchText = (title: string, ownerName: string | undefined): string =>
  folded(`${title} ${ownerName ?? ''}`);

export const folded = (text: string): string => foldText(text).folded;

export function libraryGridOf(record: LibraryGridRecord): LibraryGrid {
  const { _id: id, ownerSub, ownerName, archived: _derived, searchText: _forTheSearch, ...fields } = record;
  return { id, ...fields, owner: { sub: ownerSub, ...(ownerName !== undefined && { name: ownerName }) } };
}
