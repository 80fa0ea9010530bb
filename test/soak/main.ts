import { parseArgs } from 'node:util';
import { seededRandom } from '../support/seededRandom.js';
import { marksUnderFaults } from './marksUnderFaults.js';
import { schoolAtOnce } from './schoolAtOnce.js';

/**
 * What takes too long for `npm test`; prints what happened, and fails as a test would. `npm run soak` plays the faults,
 * `npm run soak -- load` the load: with MONGODB_URI on three processes, else on one with the embedded store.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    marks: { type: 'string', default: '10000' },
    'kill-every': { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '30' },
  },
});

const LEARNERS = 500;
/** What a heap may grow between the second wave and the last, in parts of one: the noise of caches filling up. */
const FLAT = 0.15;

const tell = (progress: string) => process.stderr.write(`${progress}\n`);

async function faults(): Promise<object> {
  const account = await marksUnderFaults({
    learners: LEARNERS,
    rounds: Math.max(1, Math.round(Number(values.marks) / LEARNERS)),
    killEvery: Number(values['kill-every']),
    random: seededRandom(Number(values.seed)),
    tell,
  });
  // Else the faults kept everything away, and only the calm after them was tried.
  const problems =
    account.takenAmidFaults < account.published / 2 ? ['most marks came after the faults'] : [];
  if (problems.length > 0) process.exitCode = 1;
  return { ...account, problems };
}

async function load(): Promise<object> {
  const mongodbUri = process.env['MONGODB_URI'];
  const account = await schoolAtOnce({
    minutes: Number(values.minutes),
    processes: mongodbUri === undefined ? 1 : 3,
    ...(mongodbUri !== undefined && { mongodbUri }),
    tell,
  });
  const [first = [], last = []] = [account.heapMegabytes[0], account.heapMegabytes.at(-1)];
  const growths = last.map((megabytes, n) => megabytes / (first[n] ?? megabytes) - 1);
  const problems = [
    ...(account.errors.length > 0 ? [`${account.errors.length} errors`] : []),
    ...(growths.some((growth) => growth > FLAT) ? [`heaps grew by ${growths.join(', ')}`] : []),
    ...(account.scoresReceived === account.published && account.sentTwice === 0
      ? []
      : ['scores were not sent once each']),
  ];
  if (problems.length > 0) process.exitCode = 1;
  return { ...account, growths, problems };
}

const account = await (positionals[0] === 'load' ? load() : faults());
process.stdout.write(`${JSON.stringify(account, null, 2)}\n`);
