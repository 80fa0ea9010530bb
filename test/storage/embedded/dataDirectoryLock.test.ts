import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectoryInUse } from '../../../src/storage/embedded/dataDirectoryLock.js';
import { closeConnection } from '../../../src/storage/connection.js';
import { openEmbeddedIn, temporaryDirectory } from '../../support/backends.js';
import { startStoreProcess } from '../../support/storeProcess.js';

describe('lockDataDirectory', () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('refuses a second process, naming the first, and frees the directory when that is killed', async () => {
    const owner = startStoreProcess('writingProcess', directory);
    await owner.line(/^insert/);
    await assert.rejects(openEmbeddedIn(directory), (error) => {
      assert.ok(error instanceof DataDirectoryInUse);
      assert.equal(error.ownerPid, owner.child.pid);
      assert.ok(error.message.startsWith(`${directory} is in use by process ${owner.child.pid}: stop it`));
      return true;
    });
    await owner.kill();
    await closeConnection(await openEmbeddedIn(directory));
  });

  it('refuses a second store of one process', async () => {
    const connection = await openEmbeddedIn(directory);
    await assert.rejects(openEmbeddedIn(directory), { ownerPid: process.pid, code: 'DATA_DIRECTORY_IN_USE' });
    await connection.collection('c').insertOne({ a: 1 });
    // The refused one must not have loosened the first one's hold.
    await assert.rejects(openEmbeddedIn(directory), DataDirectoryInUse);
    await closeConnection(connection);
    await closeConnection(await openEmbeddedIn(directory));
  });

  it('leaves no process number behind', async () => {
    await closeConnection(await openEmbeddedIn(directory));
    assert.equal(existsSync(join(directory, 'attendus.pid')), false);
  });
});
