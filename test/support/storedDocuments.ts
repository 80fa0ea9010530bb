import { join } from 'node:path';
import Database from 'better-sqlite3';
import mongoose from 'mongoose';

type Document = Readonly<Record<string, unknown>>;

/**
 * The documents of an embedded store that a test cares for, by collection, each as one line of JSON; read beside the
 * tool, so that two readings that are the same tell that nothing was written in between.
 */
export function storedDocuments(
  dataDirectory: string,
  wanted: (document: Document, collection: string) => boolean,
): Readonly<Record<string, readonly string[]>> {
  const file = new Database(join(dataDirectory, 'attendus.sqlite'), { readonly: true });
  try {
    const collections = file.prepare('SELECT id, name FROM collections').all() as {
      id: number;
      name: string;
    }[];
    return Object.fromEntries(
      collections.map(({ id, name }) => {
        const rows = file.prepare(`SELECT document FROM documents_${id} ORDER BY row_id`).all();
        const documents = (rows as { document: Buffer }[]).map(({ document }) =>
          mongoose.mongo.BSON.deserialize(document),
        );
        return [name, documents.filter((one) => wanted(one, name)).map((one) => JSON.stringify(one))];
      }),
    );
  } finally {
    file.close();
  }
}
