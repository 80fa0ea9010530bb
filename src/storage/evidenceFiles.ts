import path from 'node:path';
import type { Connection } from 'mongoose';
import type { EvidenceFiles } from '../evaluation/evidence/evidence.js';
import { evidenceBucket } from './evidenceBucket.js';
import { evidenceDirectory } from './evidenceDirectory.js';

/** Files stand where the data stand: in MongoDB, or in the data directory. */
export const openEvidenceFiles = (
  connection: Connection,
  { mongodbUri, dataDirectory }: { readonly mongodbUri?: string; readonly dataDirectory: string },
): Promise<EvidenceFiles> =>
  mongodbUri === undefined
    ? evidenceDirectory(path.join(dataDirectory, 'evidence'))
    : evidenceBucket(connection);
