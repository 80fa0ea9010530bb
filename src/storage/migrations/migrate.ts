import type { Connection } from 'mongoose';
import { ToolError } from '../../errors.js';
import type { Migration } from './migration.js';
import { SCHEMA, schemaVersionModel, type SchemaVersionRecord } from './schemaVersionModel.js';

/** The data are of a newer version of the tool: this one would misread them. */
export class DataTooNew extends ToolError {
  readonly code = 'DATA_TOO_NEW';
  readonly status = 500;
  readonly messageKey = 'error:storeUnavailable';
}

/**
 * Brings stored data up to today's version, in order; each migration is noted once it is done, so that a start after
 * a crash goes on where the last one was stopped.
 *
 * @returns the migrations that were run.
 * @throws {DataTooNew} when a newer version of the tool has been here: nothing is touched.
 */
export async function migrate(
  db: Connection,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const Versions = schemaVersionModel(db);
  const record = await Versions.findOne({ _id: SCHEMA }).lean<SchemaVersionRecord>().exec();
  const stored = record?.version ?? 0;
  const newest = migrations.at(-1)?.version ?? 0;
  if (stored > newest) {
    throw new DataTooNew(
      `The data are of version ${stored}, this tool knows ${newest}: start the newer tool.`,
    );
  }
  const left = migrations.filter(({ version }) => version > stored);
  for (const migration of left) {
    await migration.run(db);
    await Versions.updateOne(
      { _id: SCHEMA },
      { $max: { version: migration.version } },
      { upsert: true },
    ).exec();
  }
  return left;
}
