import {
  eraseLearner,
  learnerHoldings,
  type ErasurePorts,
  type Holding,
} from '../evaluation/eraseLearner.js';
import type { Registrar } from '../platform/registrar.js';
import { EXIT, type Command, type CommandResult } from './command.js';
import { oneRegistration } from './oneRegistration.js';

interface EraseServices {
  readonly registrar: Pick<Registrar, 'list'>;
  readonly erasure: ErasurePorts;
}

/** What no command of ours reaches, told each time, so that the account is whole. */
const STAYS = [
  'What stays, out of reach of this command:',
  '  marks in the gradebook of the platform, and all else that the platform holds',
  '  sentences that teachers keep for themselves, which do not tell whom they were about',
  '  the journal, which numbers people as the platform does and is cleared after two years',
  '  backups made before: they forget it when you delete them',
  '  a name that the platform still sends: whoever is enrolled comes back with the next class list',
  '',
].join('\n');

/** Erases what is kept of a learner, or tells what that would be. */
export async function eraseCommand(
  { registration: wanted, learner, confirmed }: Extract<Command, { name: 'erase' }>,
  { registrar, erasure }: EraseServices,
): Promise<CommandResult> {
  const one = await oneRegistration(wanted, registrar);
  if (one.kind === 'notOne') return { exitCode: EXIT.failed, text: `Nothing was erased. ${one.text}` };
  const { registration } = one;
  const person = { registrationId: registration.id, sub: learner };
  const whom = `learner ${learner} of ${registration.name} (${registration.id})`;
  if (confirmed) {
    const erased = await eraseLearner(person, erasure);
    return { exitCode: EXIT.done, text: `Erased of ${whom}:\n${table(erased)}\n${STAYS}` };
  }
  const held = await learnerHoldings(person, erasure);
  return {
    exitCode: EXIT.failed,
    text: `Kept of ${whom}:\n${table(held)}\nNothing was erased. The same command with --yes erases it for good.\n`,
  };
}

function table(holdings: readonly Holding[]): string {
  const width = Math.max(...holdings.map(({ count }) => String(count).length));
  return holdings.map(({ what, count }) => `  ${String(count).padStart(width)}  ${what}\n`).join('');
}
