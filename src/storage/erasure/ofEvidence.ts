import type { Connection } from 'mongoose';
import type { Erasure, Holding, Person } from '../../evaluation/eraseLearner.js';
import type { EvidenceFiles } from '../../evaluation/evidence/evidence.js';
import { evidenceModel, type EvidenceRecord } from '../evidenceModel.js';
import { text } from '../filterValues.js';
import { filters } from './ofActivities.js';

type Found = Pick<EvidenceRecord, '_id' | 'items' | 'fileIds'>;

/** Erases evidence and its files, what was taken away and waits to be erased included. */
export function ofEvidence(db: Connection, files: Pick<EvidenceFiles, 'remove'>): Erasure {
  const Folders = evidenceModel(db);

  async function* folders(person: Person): AsyncGenerator<Found> {
    for await (const filter of filters<EvidenceRecord>(db, person)) {
      yield* await Folders.find(filter, { items: 1, fileIds: 1 }).lean<Found[]>().exec();
    }
  }

  return {
    async count(person) {
      const found: Found[] = [];
      for await (const folder of folders(person)) found.push(folder);
      return holdings(found);
    },

    async erase(person) {
      const erased: Found[] = [];
      for await (const { _id } of folders(person)) {
        // Whatever was added since it was found goes too. Files that a crash spares here are swept: nobody names them.
        const folder = await Folders.findOneAndDelete({ _id: text(_id) })
          .lean<Found>()
          .exec();
        if (!folder) continue;
        for (const id of folder.fileIds) await files.remove(id);
        erased.push(folder);
      }
      return holdings(erased);
    },
  };
}

function holdings(folders: readonly Found[]): readonly Holding[] {
  const sum = (counted: (folder: Found) => number) =>
    folders.reduce((total, folder) => total + counted(folder), 0);
  return [
    { what: 'pieces of evidence', count: sum(({ items }) => items.length) },
    { what: 'files, thumbnails included', count: sum(({ fileIds }) => fileIds.length) },
  ];
}
