import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { EvidenceFolder, EvidenceStore } from '../evaluation/evidence/evidence.js';
import { evidenceFields, evidenceModel, folderOf, type EvidenceRecord } from './evidenceModel.js';
import { moment, text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';

/** Folders that a sweep takes at a time. */
const SOME = 50;

export function evidenceStore(db: Connection): EvidenceStore {
  const Folders = evidenceModel(db);

  async function inserted(folder: EvidenceFolder): Promise<EvidenceFolder | undefined> {
    const { activityId, learnerSub } = folder;
    const record = { _id: folderId(activityId, learnerSub), ...folder, ...evidenceFields(folder) };
    return (await insertRecord(Folders, record)) === 'inserted' ? folderOf(record) : undefined;
  }

  async function updated(folder: EvidenceFolder): Promise<EvidenceFolder | undefined> {
    const read = {
      _id: folderId(folder.activityId, folder.learnerSub),
      revision: wholeNumber(folder.revision),
    };
    const fields = evidenceFields(folder);
    const change = { $set: fields, ...(!fields.removedAt && { $unset: { removedAt: 1 as const } }) };
    const { matchedCount } = await Folders.updateOne(read, change).exec();
    return matchedCount === 1 ? { ...folder, revision: fields.revision } : undefined;
  }

  return {
    async find(activityId, learnerSub) {
      const record = await Folders.findOne({ _id: folderId(activityId, learnerSub) })
        .lean<EvidenceRecord>()
        .exec();
      return record ? folderOf(record) : undefined;
    },

    async counts(activityId) {
      const records = await Folders.find(
        { activityId: text(activityId) },
        { learnerSub: 1, total: 1, learnerAddedAt: 1 },
      )
        .lean<Pick<EvidenceRecord, 'learnerSub' | 'total' | 'learnerAddedAt'>[]>()
        .exec();
      return records
        .filter(({ total }) => total > 0)
        .map(({ learnerSub, total, learnerAddedAt }) => ({ learnerSub, total, learnerAddedAt }));
    },

    async save(folder) {
      return folder.revision === 0 ? inserted(folder) : updated(folder);
    },

    async listRemovedBefore(before) {
      const records = await Folders.find({ removedAt: { $lte: moment(before) } })
        .sort({ removedAt: 1 })
        .limit(SOME)
        .lean<EvidenceRecord[]>()
        .exec();
      return records.map(folderOf);
    },

    async namedFiles(fileIds) {
      const records = await Folders.find({ fileIds: { $in: fileIds.map(text) } }, { fileIds: 1 })
        .lean<Pick<EvidenceRecord, 'fileIds'>[]>()
        .exec();
      return new Set(records.flatMap((record) => record.fileIds));
    },
  };
}

/** One folder a learner and activity: its `_id` says so, whatever characters the platform's ids have. */
const folderId = (activityId: string, learnerSub: string): string =>
  createHash('sha256')
    .update(JSON.stringify([text(activityId), text(learnerSub)]))
    .digest('base64url');
