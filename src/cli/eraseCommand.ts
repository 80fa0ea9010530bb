import {
  eraseLearner,
  learnerHoldings,
  type ErasurePorts,
  type Holding,
} from '../evaluation/eraseLearner.js';
import type { Registrar } from '../platform/registrar.js';
import type { Registration } from '../platform/registration.js';
import { EXIT, type Command, type CommandResult } from './command.js';

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
  const found = named(wanted, await registrar.list());
  if (found.length !== 1) return notOne(wanted, found);
  const [registration] = found as [Registration];
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

const named = (wanted: string, registrations: readonly Registration[]): readonly Registration[] => {
  const byId = registrations.filter(({ id }) => id === wanted);
  return byId.length > 0 ? byId : registrations.filter(({ name }) => name === wanted);
};

function notOne(wanted: string, found: readonly Registration[]): CommandResult {
  const ids = found.map(({ id }) => `  ${id}\n`).join('');
  const text =
    found.length === 0
      ? `No registration has the id or the name ${wanted}; \`attendus list\` shows them.\n`
      : `Several registrations are called ${wanted}; name one by its id:\n${ids}`;
  return { exitCode: EXIT.failed, text: `Nothing was erased. ${text}` };
}

function table(holdings: readonly Holding[]): string {
  const width = Math.max(...holdings.map(({ count }) => String(count).length));
  return holdings.map(({ what, count }) => `  ${String(count).padStart(width)}  ${what}\n`).join('');
}
