import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { closeConnection } from '../../../src/storage/connection.js';
import { openEmbeddedIn, temporaryDirectory } from '../../support/backends.js';
import { collectionNamed, type TestDocument } from '../../support/collections.js';
import { startStoreProcess } from '../../support/storeProcess.js';

const ROUNDS = 8;

const told = (lines: readonly string[], what: string) =>
  lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1));

async function checkNotes(connection: Connection, acknowledged: readonly string[]): Promise<void> {
  const notes = await collectionNamed(connection, 'notes').find({}).toArray();
  const byId = new Map(notes.map((note) => [note['_id'], note]));
  for (const id of acknowledged) assert.ok(byId.has(id), `${id} was acknowledged and is lost`);
  for (const note of notes) checkWhole(note);
  for (let group = 1; group <= 3; group++) await checkGroup(connection, notes, group);
}

function checkWhole({ _id, text, hash }: TestDocument): void {
  assert.equal(text, String(_id).repeat(200));
  assert.equal(hash, createHash('sha256').update(String(text)).digest('hex'));
}

/** The index tells the same as the documents. */
async function checkGroup(
  connection: Connection,
  notes: readonly TestDocument[],
  group: number,
): Promise<void> {
  const indexed = await collectionNamed(connection, 'notes').countDocuments({ group });
  assert.equal(indexed, notes.filter((note) => note['group'] === group).length);
}

async function checkCounter(connection: Connection, acknowledged: readonly string[]): Promise<void> {
  const counter = await collectionNamed(connection, 'counters').findOne({ _id: 'one' });
  const n = Number(counter?.['n'] ?? 0);
  assert.ok(n >= Math.max(0, ...acknowledged.map(Number)), 'an acknowledged update is lost');
  assert.deepEqual(
    counter?.['history'] ?? [],
    Array.from({ length: n }, (_, i) => i + 1),
  );
}

describe('the embedded store, killed while writing', () => {
  const dataDirectory = temporaryDirectory();
  const acknowledged: string[] = [];
  const updates: string[] = [];
  after(() => rmSync(dataDirectory, { recursive: true }));

  for (let round = 1; round <= ROUNDS; round++) {
    it(`has every acknowledged write, and no part of another (${round} of ${ROUNDS})`, async () => {
      const writer = startStoreProcess('writingProcess', dataDirectory);
      await writer.line(/^insert/);
      await wait(Math.random() * 150);
      await writer.kill();
      acknowledged.push(...told(writer.lines, 'insert'));
      updates.push(...told(writer.lines, 'update'));

      const connection = await openEmbeddedIn(dataDirectory);
      await checkNotes(connection, acknowledged);
      await checkCounter(connection, updates);
      await closeConnection(connection);
    });
  }

  it('keeps what it acknowledged, and refuses the rest, where its file may not grow', async () => {
    // The limit is in kilobytes, a little more than the file has; it stands for any disk that refuses.
    const limited = temporaryDirectory();
    const writer = startStoreProcess('writingProcess', limited, 'ulimit -f 400');
    await writer.line(/^failed STORE_UNAVAILABLE/);
    await writer.kill();
    const connection = await openEmbeddedIn(limited);
    await checkNotes(connection, told(writer.lines, 'insert'));
    await checkCounter(connection, told(writer.lines, 'update'));
    await closeConnection(connection);
    rmSync(limited, { recursive: true });
  });
});
