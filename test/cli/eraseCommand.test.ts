import assert from 'node:assert/strict';
import { eraseCommand } from '../../src/cli/eraseCommand.js';
import type { ErasurePorts, Person } from '../../src/evaluation/eraseLearner.js';
import { moodleRegistration } from '../support/registrations.js';

const registrations = [
  { ...moodleRegistration, id: 'r-1', name: 'Lycée A' },
  { ...moodleRegistration, id: 'r-2', name: 'Lycée B' },
  { ...moodleRegistration, id: 'r-3', name: 'Lycée B' },
  { ...moodleRegistration, id: 'r-4', name: 'r-1' },
];

describe('eraseCommand', () => {
  let erased: Person[];
  let scrubbed: number;
  const erasure: ErasurePorts = {
    erasures: [
      {
        count: async () => [{ what: 'evaluations', count: 12 }],
        erase: async (person) => {
          erased.push(person);
          return [
            { what: 'evaluations', count: 12 },
            { what: 'files', count: 3 },
          ];
        },
      },
    ],
    scrub: async () => void (scrubbed += 1),
  };
  const services = { registrar: { list: async () => registrations }, erasure };
  const run = (registration: string, confirmed = true) =>
    eraseCommand({ name: 'erase', registration, learner: '5', confirmed }, services);

  beforeEach(() => {
    erased = [];
    scrubbed = 0;
  });

  it('erases one learner of one registration, by its id, and gives the account', async () => {
    const { exitCode, text } = await run('r-2');
    assert.equal(exitCode, 0);
    assert.match(
      text,
      /^Erased of learner 5 of Lycée B \(r-2\):\n {2}12 {2}evaluations\n {3}3 {2}files\n\nWhat stays/,
    );
    assert.deepEqual(erased, [{ registrationId: 'r-2', sub: '5' }]);
    assert.equal(scrubbed, 1);
  });

  it('finds a registration by its name, and by its id first', async () => {
    await run('Lycée A');
    await run('r-1');
    assert.deepEqual(
      erased.map(({ registrationId }) => registrationId),
      ['r-1', 'r-1'],
    );
  });

  it('asks which one is meant where two have the name', async () => {
    const { exitCode, text } = await run('Lycée B');
    assert.equal(exitCode, 1);
    assert.equal(
      text,
      'Nothing was erased. Several registrations are called Lycée B; name one by its id:\n  r-2\n  r-3\n',
    );
    assert.deepEqual([erased, scrubbed], [[], 0]);
  });

  it('tells what is kept without --yes', async () => {
    const { exitCode, text } = await run('r-2', false);
    assert.equal(exitCode, 1);
    assert.match(
      text,
      /^Kept of learner 5 of Lycée B \(r-2\):\n {2}12 {2}evaluations\n\nNothing was erased\./,
    );
    assert.deepEqual([erased, scrubbed], [[], 0]);
  });
});
