import { parseArgs } from 'node:util';
import { seededRandom } from '../support/seededRandom.js';
import { marksUnderFaults } from './marksUnderFaults.js';

/** `npm run soak`: what takes too long for `npm test`; prints what happened, and fails as a test would. */
const { values } = parseArgs({
  options: {
    marks: { type: 'string', default: '10000' },
    'kill-every': { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
  },
});

const LEARNERS = 500;
const rounds = Math.max(1, Math.round(Number(values.marks) / LEARNERS));
const account = await marksUnderFaults({
  learners: LEARNERS,
  rounds,
  killEveryMs: Number(values['kill-every']) * 1000,
  random: seededRandom(Number(values.seed)),
  tell: (progress) => process.stderr.write(`${progress}\n`),
});
process.stdout.write(`${JSON.stringify(account, null, 2)}\n`);
