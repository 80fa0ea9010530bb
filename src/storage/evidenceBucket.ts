import mongoose, { type Connection, type mongo } from 'mongoose';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EvidenceFiles } from '../evaluation/evidence/evidence.js';
import { moment, text } from './filterValues.js';

const BUCKET = 'evidence';

/** Files that a sweep takes at a time. */
const SOME = 200;

interface FileRecord {
  readonly _id: string;
  readonly length: number;
  readonly metadata: { readonly at: Date };
}

interface ChunkRecord {
  readonly _id: mongo.ObjectId;
  readonly files_id: string;
  readonly n: number;
}

/** Files in GridFS, under ids of ours, so that several processes share them. */
export async function evidenceBucket(connection: Connection): Promise<EvidenceFiles> {
  const { db } = connection;
  if (!db) throw new Error('the connection is closed');
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET });
  const files = db.collection<FileRecord>(`${BUCKET}.files`);
  const chunks = db.collection<ChunkRecord>(`${BUCKET}.chunks`);
  await files.createIndex({ 'metadata.at': 1 });

  /** The file's record is written last: what was cut off before has chunks alone. */
  async function* unfinishedBefore(before: Date): AsyncGenerator<readonly string[]> {
    const begun = await chunks.distinct('files_id');
    for (let from = 0; from < begun.length; from += SOME) {
      const some = begun.slice(from, from + SOME);
      const whole = await files.find({ _id: { $in: some } }, { projection: { _id: 1 } }).toArray();
      const finished = new Set(whole.map(({ _id }) => _id));
      const old: string[] = [];
      for (const id of some) {
        if (!finished.has(id) && (await begunBefore(id, before))) old.push(id);
      }
      yield old;
    }
  }

  /** By the server's clock, which the driver wrote into the first chunk's id. */
  async function begunBefore(id: string, before: Date): Promise<boolean> {
    const chunk = await chunks.findOne({ files_id: id }, { projection: { _id: 1 } });
    const { _id: first } = chunk ?? {};
    return first !== undefined && first.getTimestamp() < before;
  }

  return {
    async put(id, bytes, at) {
      const key = text(id) as unknown as mongo.ObjectId;
      const upload = bucket.openUploadStreamWithId(key, id, { metadata: { at: moment(at) } });
      try {
        await pipeline(Readable.from(bytes), upload);
      } catch (error) {
        await chunks.deleteMany({ files_id: text(id) });
        throw error;
      }
    },

    async open(id) {
      const file = await files.findOne({ _id: text(id) }, { projection: { length: 1 } });
      if (!file) return undefined;
      const key = id as unknown as mongo.ObjectId;
      return {
        bytes: file.length,
        // GridFS leaves the end out.
        read: (range) => bucket.openDownloadStream(key, range && { start: range.start, end: range.end + 1 }),
      };
    },

    async remove(id) {
      await files.deleteOne({ _id: text(id) });
      await chunks.deleteMany({ files_id: text(id) });
    },

    async *listBefore(before) {
      const old = files.find({ 'metadata.at': { $lt: moment(before) } }, { projection: { _id: 1 } });
      let some: string[] = [];
      for await (const { _id } of old) {
        some.push(_id);
        if (some.length === SOME) {
          yield some;
          some = [];
        }
      }
      yield some;
      yield* unfinishedBefore(before);
    },
  };
}
