import { createHash } from 'node:crypto';
import { openEmbeddedIn } from './backends.js';
import { collectionNamed } from './collections.js';

/*
 * Writes until it is killed, several writes at once, and prints a line for each that is acknowledged:
 * `insert <id>`, or `update <n>` of the one document that holds n and a history of length n; `failed <code>` for
 * each that is refused.
 */
const [dataDirectory = ''] = process.argv.slice(2);
const connection = await openEmbeddedIn(dataDirectory);
const notes = collectionNamed(connection, 'notes');
const counters = collectionNamed(connection, 'counters');
await notes.createIndex({ group: 1, at: 1 });
await notes.createIndex({ hash: 1 }, { unique: true });

const say = (line: string) => process.stdout.write(`${line}\n`);

async function told(line: string, write: Promise<unknown>): Promise<void> {
  await write.then(
    () => say(line),
    (error: { code?: string }) => say(`failed ${error.code}`),
  );
}

function note(id: string) {
  const text = id.repeat(200);
  const hash = createHash('sha256').update(text).digest('hex');
  return { _id: id, text, hash, group: Number(id.slice(-1)), at: new Date() };
}

const start = (await counters.findOne({ _id: 'one' }))?.['n'] ?? 0;
for (let n = Number(start) + 1; ; n++) {
  const ids = [1, 2, 3].map((i) => `${process.pid}-${n}-${i}`);
  await Promise.all([
    ...ids.map((id) => told(`insert ${id}`, notes.insertOne(note(id)))),
    told(
      `update ${n}`,
      counters.updateOne({ _id: 'one' }, { $inc: { n: 1 }, $push: { history: n } }, { upsert: true }),
    ),
  ]);
}
