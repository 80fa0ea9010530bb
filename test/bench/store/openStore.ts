import { closeConnection, openConnection } from '../../../src/storage/connection.js';
import { openStores, type Stores } from '../../../src/storage/stores.js';

/** The tool's secret while it is measured. */
export const SECRET = 'a secret that protects nothing but a bench';

export interface OpenStore {
  readonly stores: Stores;
  readonly close: () => Promise<void>;
}

/** The tool's own embedded store, as it opens it; a query without an index ends the bench. */
export async function openStore(dataDirectory: string): Promise<OpenStore> {
  const connection = await openConnection({
    dataDirectory,
    now: () => new Date(),
    onSlowQuery: ({ namespace, filterPaths }) => {
      throw new Error(`${namespace} has no index for ${filterPaths.join()}`);
    },
    onError: (error) => {
      throw error;
    },
  });
  const stores = await openStores(connection, { secret: SECRET });
  return { stores, close: () => closeConnection(connection) };
}
