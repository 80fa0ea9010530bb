// Preloaded into the tool: counts what reaches its SQLite file. Only for counting; times are measured without it.
import process from 'node:process';
import Database from 'better-sqlite3';

const KINDS = [
  ['documents', /^\s*(?:INSERT INTO|UPDATE|DELETE FROM) documents_/],
  ['transactions', /^\s*COMMIT/],
];

const counts = { documents: 0, transactions: 0 };
const { prepare } = Database.prototype;

Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  const kind = KINDS.find(([, pattern]) => pattern.test(sql))?.[0];
  if (kind) {
    const { run } = statement;
    statement.run = (...values) => {
      counts[kind]++;
      return run.apply(statement, values);
    };
  }
  return statement;
};

process.on('message', (question) => {
  if (question === 'writes') process.send({ ...counts });
});
process.channel?.unref();
