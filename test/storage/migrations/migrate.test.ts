import assert from 'node:assert/strict';
import type { Connection } from 'mongoose';
import { DataTooNew, migrate } from '../../../src/storage/migrations/migrate.js';
import { MIGRATIONS } from '../../../src/storage/migrations/migrations.js';
import type { Migration } from '../../../src/storage/migrations/migration.js';
import { schemaVersionModel } from '../../../src/storage/migrations/schemaVersionModel.js';
import { registrationModel } from '../../../src/storage/registrationModel.js';
import { openStores } from '../../../src/storage/stores.js';
import { eachBackend } from '../../support/backends.js';
import { moodleRegistration, storedKeyPair } from '../../support/registrations.js';

eachBackend((_backend, open) => {
  describe('migrate', () => {
    let db: Connection;
    let ran: number[];
    beforeEach(async () => {
      db = await open();
      ran = [];
    });

    /** Notes that it ran; breaks when asked to. */
    const noted = (version: number, breaks = () => false): Migration => ({
      version,
      what: `step ${version}`,
      async run() {
        ran.push(version);
        if (breaks()) throw new Error('killed');
      },
    });
    const versions = (list: readonly Migration[]) => list.map(({ version }) => version);
    const storedVersion = async () =>
      (await schemaVersionModel(db).findOne({ _id: 'schema' }).lean<{ version: number }>().exec())?.version;

    it('runs what is left, in order, once', async () => {
      assert.deepEqual(versions(await migrate(db, [noted(1), noted(2)])), [1, 2]);
      assert.deepEqual(versions(await migrate(db, [noted(1), noted(2)])), []);
      assert.deepEqual(versions(await migrate(db, [noted(1), noted(2), noted(3)])), [3]);
      assert.deepEqual(ran, [1, 2, 3]);
      assert.equal(await storedVersion(), 3);
    });

    it('goes on where it was stopped', async () => {
      let killed = true;
      const second = noted(2, () => killed);
      await assert.rejects(migrate(db, [noted(1), second, noted(3)]), /killed/);
      assert.equal(await storedVersion(), 1);
      killed = false;
      assert.deepEqual(versions(await migrate(db, [noted(1), second, noted(3)])), [2, 3]);
      assert.deepEqual(ran, [1, 2, 2, 3]);
    });

    it('ends at the newest version where two processes start at once', async () => {
      await Promise.all([migrate(db, [noted(1), noted(2)]), migrate(db, [noted(1), noted(2)])]);
      assert.equal(await storedVersion(), 2);
    });

    it('knows each of today’s migrations by the next number', () => {
      assert.deepEqual(
        versions(MIGRATIONS),
        MIGRATIONS.map((_, place) => place + 1),
      );
    });

    it('touches nothing that a newer tool has written', async () => {
      await migrate(db, [noted(1), noted(2)]);
      await assert.rejects(migrate(db, [noted(1)]), DataTooNew);
      assert.deepEqual([ran, await storedVersion()], [[1, 2], 2]);
    });

    it('changes documents halfway through and the rest later, each once', async () => {
      const { registrations } = await openStores(db, { secret: 'the secret of the tests, of 32 bytes' });
      for (const n of [1, 2, 3, 4]) {
        const names = { id: `r-${n}`, clientId: `c-${n}`, keyId: `k-${n}` };
        await registrations.add({ ...moodleRegistration, ...names }, { ...storedKeyPair, keyId: `k-${n}` });
      }
      let writes = 0;
      const renamed: Migration = {
        version: MIGRATIONS.length + 1,
        what: 'call every platform « Lycée »',
        async run(connection) {
          const Registrations = registrationModel(connection);
          for (const { id, name } of await registrations.list()) {
            if (name === 'Lycée') continue;
            writes += 1;
            if (writes === 3) throw new Error('killed');
            await Registrations.updateOne({ _id: id }, { $set: { name: 'Lycée' } }).exec();
          }
        },
      };
      await assert.rejects(migrate(db, [renamed]), /killed/);
      await migrate(db, [renamed]);
      assert.deepEqual(
        (await registrations.list()).map(({ name }) => name),
        Array<string>(4).fill('Lycée'),
      );
      assert.equal(writes, 5);
    });
  });
});
