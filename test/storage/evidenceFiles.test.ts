import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Connection } from 'mongoose';
import type { EvidenceFiles } from '../../src/evaluation/evidence/evidence.js';
import { FilesUnavailable } from '../../src/errors.js';
import { evidenceDirectory } from '../../src/storage/evidenceDirectory.js';
import { openEvidenceFiles } from '../../src/storage/evidenceFiles.js';
import { eachBackend, temporaryDirectory } from '../support/backends.js';
import { collectionNamed } from '../support/collections.js';
import { AT, later } from '../support/evidence.js';

async function* parts(...chunks: readonly Buffer[]) {
  for (const chunk of chunks) yield chunk;
}

async function* cutOff(chunk: Buffer): AsyncGenerator<Buffer> {
  yield chunk;
  throw new Error('the sender is gone');
}

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function listed(files: EvidenceFiles, before: Date): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const some of files.listBefore(before)) ids.push(...some);
  return ids.toSorted();
}

eachBackend((backend, open) => {
  describe('EvidenceFiles', () => {
    const content = randomBytes(700_000);
    let connection: Connection;
    let dataDirectory: string;
    let files: EvidenceFiles;

    beforeEach(async () => {
      connection = await open();
      dataDirectory = temporaryDirectory();
      files = await openEvidenceFiles(connection, {
        dataDirectory,
        ...(backend === 'mongodb' && { mongodbUri: 'mongodb://here' }),
      });
    });
    afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

    const opened = async (id: string) => {
      const file = await files.open(id);
      assert.ok(file, `${id} is not kept`);
      return file;
    };

    it('gives back the bytes, however they came', async () => {
      await files.put(
        'a',
        parts(content.subarray(0, 10), content.subarray(10, 300_000), content.subarray(300_000)),
        AT,
      );
      const file = await opened('a');
      assert.equal(file.bytes, content.length);
      assert.deepEqual(await all(file.read()), content);
    });

    it('gives any part of them, both ends included', async () => {
      await files.put('a', parts(content), AT);
      const file = await opened('a');
      for (const [start, end] of [
        [0, 0],
        [5, 9],
        [261_000, 262_000],
        [699_999, 699_999],
        [0, 699_999],
      ] as const) {
        assert.deepEqual(
          await all(file.read({ start, end })),
          content.subarray(start, end + 1),
          `${start}-${end}`,
        );
      }
    });

    it('can be left in the middle', async () => {
      await files.put('a', parts(content), AT);
      for await (const chunk of (await opened('a')).read()) {
        assert.ok(chunk.length > 0);
        break;
      }
      assert.deepEqual(await all((await opened('a')).read()), content);
    });

    it('knows nothing of what was never put, and removes it without a word', async () => {
      assert.equal(await files.open('none'), undefined);
      await files.remove('none');
    });

    it('forgets what is removed', async () => {
      await files.put('a', parts(content), AT);
      await files.put('b', parts(content), AT);
      await files.remove('a');
      assert.equal(await files.open('a'), undefined);
      assert.deepEqual(await all((await opened('b')).read()), content);
      assert.deepEqual(await listed(files, later(1)), ['b']);
    });

    it('keeps nothing of what was cut off', async () => {
      await assert.rejects(files.put('a', cutOff(content), AT), /the sender is gone/);
      assert.equal(await files.open('a'), undefined);
      assert.deepEqual(await listed(files, new Date('2100-01-01')), []);
    });

    it('lists what was put before a moment', async () => {
      for (const [n, id] of ['a', 'b', 'c'].entries()) await files.put(id, parts(Buffer.from(id)), later(n));
      assert.deepEqual(await listed(files, AT), []);
      assert.deepEqual(await listed(files, later(2)), ['a', 'b']);
      assert.deepEqual(await listed(files, later(3)), ['a', 'b', 'c']);
    });

    it('lists more than it looks at in a row', async () => {
      const ids = Array.from({ length: 450 }, (_, n) => `f-${n}`);
      await Promise.all(ids.map((id) => files.put(id, parts(Buffer.from(id)), AT)));
      assert.deepEqual(await listed(files, later(1)), ids.toSorted());
    });

    it('keeps many at once apart', async () => {
      const each = Array.from({ length: 12 }, (_, n) => [`f-${n}`, randomBytes(50_000 + n)] as const);
      await Promise.all(each.map(([id, bytes]) => files.put(id, parts(bytes), AT)));
      for (const [id, bytes] of each) assert.deepEqual(await all((await opened(id)).read()), bytes);
    });

    if (backend === 'mongodb') {
      it('lists chunks whose file was never finished, and removes them', async () => {
        const chunks = collectionNamed(connection, 'evidence.chunks');
        await files.put('whole', parts(content), AT);
        const chunk = await chunks.findOne({ files_id: 'whole' });
        const { _id, ...fields } = chunk!;
        await chunks.insertOne({ ...fields, files_id: 'half' });
        assert.deepEqual(await listed(files, new Date('2020-01-01')), []);
        assert.deepEqual(await listed(files, new Date(Date.now() + 60_000)), ['half']);
        await files.remove('half');
        assert.equal(await chunks.countDocuments({ files_id: 'half' }), 0);
        assert.equal(await chunks.countDocuments({ files_id: 'whole' }), 3);
        assert.notEqual(_id, undefined);
      });
    }

    if (backend === 'embedded') {
      const kept = () => readdirSync(path.join(dataDirectory, 'evidence'));

      it('is readable by its owner alone', async () => {
        await files.put('a', parts(content), AT);
        assert.equal(statSync(path.join(dataDirectory, 'evidence')).mode & 0o077, 0);
        assert.equal(statSync(path.join(dataDirectory, 'evidence', 'a')).mode & 0o077, 0);
      });

      it('lists half a file of a killed process, and removes it', async () => {
        writeFileSync(path.join(dataDirectory, 'evidence', 'half.part'), 'half');
        assert.equal(await files.open('half'), undefined);
        assert.deepEqual(await listed(files, new Date(Date.now() + 60_000)), ['half']);
        await files.remove('half');
        assert.deepEqual(kept(), []);
      });

      for (const id of ['../secret', 'a/b', '', '.', 'a\0b', 'a'.repeat(65)]) {
        it(`takes no path for an id: ${JSON.stringify(id.slice(0, 20))}`, async () => {
          await assert.rejects(async () => files.open(id), TypeError);
          await assert.rejects(async () => files.put(id, parts(content), AT), TypeError);
          await assert.rejects(async () => files.remove(id), TypeError);
        });
      }

      it('says that files are unavailable when the disk refuses', async () => {
        const elsewhere = path.join(dataDirectory, 'elsewhere');
        const lost = await evidenceDirectory(elsewhere);
        rmSync(elsewhere, { recursive: true });
        await assert.rejects(lost.put('a', parts(content), AT), (error: unknown) => {
          assert.ok(error instanceof FilesUnavailable);
          assert.match(error.message, /ENOENT/);
          return true;
        });
      });
    }
  });
});
