import { EmbeddedStore } from '../../../src/storage/embedded/embeddedStore.js';
import type { StoredDocument } from '../../../src/storage/embedded/storedValue.js';
import { openStore } from './openStore.js';

const BATCH = 5000;

/**
 * Fills an empty data directory with evaluations, thousands in a transaction: the documents and index keys that
 * saving them one by one leaves, without mongoose in between.
 */
export async function fillEvaluations(
  dataDirectory: string,
  documents: Iterable<StoredDocument>,
): Promise<void> {
  await (await openStore(dataDirectory)).close(); // makes the indexes
  const store = new EmbeddedStore({
    dataDirectory,
    databaseName: 'attendus',
    now: () => new Date(),
    sweepEverySeconds: 3600,
    onSlowQuery: () => undefined,
    onError: () => undefined,
  });
  try {
    const iterator = documents[Symbol.iterator]();
    let more = true;
    while (more) {
      more = await store.write((catalogue) => {
        const collection = catalogue.findOrCreate('evaluations');
        for (let i = 0; i < BATCH; i++) {
          const { done, value } = iterator.next();
          if (done) return false;
          collection.insert(value);
        }
        return true;
      });
    }
  } finally {
    store.close();
  }
}
