import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { storeError } from '../../../src/storage/embedded/embeddedStoreError.js';
import { openDatabase, sqliteCode, type SqlDatabase } from '../../../src/storage/embedded/sqliteBinding.js';
import { WriteQueue } from '../../../src/storage/embedded/writeQueue.js';
import { temporaryDirectory } from '../../support/backends.js';

describe('WriteQueue', () => {
  let directory: string;
  let database: SqlDatabase;
  let reader: SqlDatabase;
  let queue: WriteQueue;

  const insert = (text: string) => () => {
    database.prepare('INSERT INTO notes VALUES (?)').run(text);
    return text;
  };
  /** As another process sees them: what is committed. */
  const committed = () =>
    Array.from(reader.prepare<{ text: string }>('SELECT text FROM notes ORDER BY rowid').iterate()).map(
      ({ text }) => text,
    );

  beforeEach(() => {
    directory = temporaryDirectory();
    database = openDatabase(join(directory, 'test.sqlite'));
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT UNIQUE)');
    reader = openDatabase(join(directory, 'test.sqlite'));
    queue = new WriteQueue(database);
  });
  afterEach(() => {
    database.close();
    reader.close();
    rmSync(directory, { recursive: true });
  });

  it('acknowledges a write once it is committed', async () => {
    assert.equal(await queue.add(insert('a')), 'a');
    assert.deepEqual(committed(), ['a']);
  });

  it('commits writes of one turn together, in their order', async () => {
    const seen: string[][] = [];
    const watched = (text: string) => () => {
      seen.push(committed());
      return insert(text)();
    };
    await Promise.all(['a', 'b', 'c'].map((text) => queue.add(watched(text))));
    assert.deepEqual(seen, [[], [], []]);
    assert.deepEqual(committed(), ['a', 'b', 'c']);
  });

  it('rolls a failing write back alone', async () => {
    const writes = [
      queue.add(insert('a')),
      queue.add(() => {
        insert('half')();
        throw new Error('no');
      }),
      queue.add(insert('a')),
      queue.add(insert('b')),
    ];
    const outcomes = await Promise.allSettled(writes);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(committed(), ['a', 'b']);
  });

  it('puts memory back after a failing write, last change first', async () => {
    const undone: string[] = [];
    await queue.add(() => queue.onRollback(() => undone.push('kept')));
    const failing = queue.add(() => {
      queue.onRollback(() => undone.push('first'));
      queue.onRollback(() => undone.push('second'));
      throw new Error('no');
    });
    await assert.rejects(failing);
    assert.deepEqual(undone, ['second', 'first']);
  });

  it('lets a write try a part that fails', async () => {
    await queue.add(() => {
      insert('a')();
      assert.throws(() => queue.attempt(insert('a')));
      queue.attempt(insert('b'));
    });
    assert.deepEqual(committed(), ['a', 'b']);
  });

  it('has the disk confirm a transaction in which any write is durable', async () => {
    const FULL = 2;
    const NORMAL = 1;
    const levels: number[] = [];
    const noteLevel = () => {
      const row = database.prepare<{ synchronous: number }>('PRAGMA synchronous').get();
      levels.push(row?.synchronous ?? -1);
    };
    for (const turn of [[true], [false], [false, false], [false, true], [false], [true]]) {
      await Promise.all(turn.map((durable) => queue.add(noteLevel, durable)));
    }
    assert.deepEqual(levels, [FULL, NORMAL, NORMAL, NORMAL, FULL, FULL, NORMAL, FULL]);
  });

  it('rolls back a write that fails alone in its turn, and goes on', async () => {
    const failing = queue.add(() => {
      insert('half')();
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    await queue.add(insert('later'));
    assert.deepEqual(committed(), ['later']);
  });

  it('flush commits at once what waits', async () => {
    const write = queue.add(insert('a'));
    queue.flush();
    assert.deepEqual(committed(), ['a']);
    await write;
  });

  it('acknowledges nothing when the commit fails', async () => {
    database.exec(
      `PRAGMA foreign_keys = ON; CREATE TABLE parents (id INTEGER PRIMARY KEY);
       CREATE TABLE children (parent REFERENCES parents DEFERRABLE INITIALLY DEFERRED)`,
    );
    const undone: string[] = [];
    const writes = [
      queue.add(insert('a')),
      queue.add(() => {
        queue.onRollback(() => undone.push('child'));
        // A broken reference that SQLite notices at COMMIT only.
        return database.prepare('INSERT INTO children VALUES (1)').run();
      }),
    ];
    for (const outcome of await Promise.allSettled(writes)) assert.equal(outcome.status, 'rejected');
    assert.deepEqual(committed(), []);
    assert.deepEqual(undone, ['child']);
    await queue.add(insert('later'));
    assert.deepEqual(committed(), ['later']);
  });

  it('writes nothing by halves on a full disk, and goes on when there is room', async () => {
    await queue.add(insert('before'));
    const pages = database.prepare<{ page_count: number }>('PRAGMA page_count').get()!.page_count;
    database.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const large = queue.add(() => {
      insert('half')();
      insert('x'.repeat(100_000))();
    });
    await assert.rejects(large, (error) => {
      assert.equal(sqliteCode(error), 'SQLITE_FULL');
      assert.match(String(storeError(error, 'some.sqlite')), /some\.sqlite: the disk is full/);
      return true;
    });
    assert.deepEqual(committed(), ['before']);
    database.exec('PRAGMA max_page_count = 100000');
    await queue.add(insert('after'));
    assert.deepEqual(committed(), ['before', 'after']);
  });

  it('fails every write while another process writes too long', async () => {
    database.exec('PRAGMA busy_timeout = 0');
    reader.exec('BEGIN IMMEDIATE');
    const writes = [queue.add(insert('a')), queue.add(insert('b'))];
    for (const outcome of await Promise.allSettled(writes)) assert.equal(outcome.status, 'rejected');
    reader.exec('COMMIT');
    await nextTurn();
    assert.deepEqual(committed(), []);
  });
});
