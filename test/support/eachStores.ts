import type { Connection } from 'mongoose';
import { openStores, type Stores } from '../../src/storage/stores.js';
import { eachBackend } from './backends.js';

/** Declares one port's tests on every backend; each test starts with empty stores. */
export function eachStores(
  port: string,
  define: (stores: () => Stores, connection: () => Connection) => void,
): void {
  eachBackend((_backend, open) => {
    describe(port, () => {
      let connection: Connection;
      let stores: Stores;

      before(async () => {
        connection = await open();
        stores = await openStores(connection, { secret: 'the secret of the tests, of 32 bytes' });
      });

      beforeEach(async () => {
        for (const model of Object.values(connection.models)) await model.collection.deleteMany({});
      });

      define(
        () => stores,
        () => connection,
      );
    });
  });
}

/** How many of several takers got something. */
export const winners = (taken: readonly unknown[]) => taken.filter((one) => one !== undefined).length;

/** The writes sent to the store meanwhile, as `collection.method`. */
export async function writesDuring(connection: Connection, act: () => Promise<unknown>): Promise<string[]> {
  const writes: string[] = [];
  connection.set('debug', (collection: string, method: string) => {
    if (!/^(find|findOne|countDocuments)$/.test(method)) writes.push(`${collection}.${method}`);
  });
  try {
    await act();
  } finally {
    connection.set('debug', false);
  }
  return writes;
}
