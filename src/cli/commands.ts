import type { ErasurePorts } from '../evaluation/eraseLearner.js';
import { eraseCommand } from './eraseCommand.js';
import { GROUPS_PARAMETER } from '../platform/groupsParameter.js';
import type { KeyRotation, Registrar, RegistrationForm, RegistrationOutcome } from '../platform/registrar.js';
import type { Registration } from '../platform/registration.js';
import type { Journal } from '../platform/journal.js';
import { journalText } from './journalText.js';
import { EXIT, type Command, type CommandResult } from './command.js';

/** What commands work on. */
export interface AdminServices {
  readonly registrar: Registrar;
  readonly erasure: ErasurePorts;
  readonly journal: Pick<Journal, 'list'>;
  readonly now: () => Date;
}

/** Does what a command asks, in the process that has the store. */
export async function execute(command: Command, services: AdminServices): Promise<CommandResult> {
  const { registrar } = services;
  switch (command.name) {
    case 'register':
      return registered(await registrar.register(command.form));
    case 'registration-link':
      return invited(await registrar.invite(command), command.activates);
    case 'list':
      return listed(await registrar.list());
    case 'activate':
      return changed(command.id, await registrar.setStatus(command.id, 'active'));
    case 'disable':
      return changed(command.id, await registrar.setStatus(command.id, 'disabled'));
    case 'erase':
      return eraseCommand(command, services);
    case 'journal':
      return journalText(command, services);
    case 'keys rotate':
      return rotated(command.id, await registrar.rotateKeys(command));
  }
}

const OPTION_OF: Readonly<Record<keyof RegistrationForm, string>> = {
  issuer: '--issuer',
  clientId: '--client-id',
  authorizationUrl: '--auth-url',
  tokenUrl: '--token-url',
  keySetUrl: '--jwks-url',
  tokenAudience: '--token-audience',
  deploymentIds: '--deployment',
  name: '--name',
};

function registered(outcome: RegistrationOutcome): CommandResult {
  if (outcome.kind === 'invalid') {
    const lines = outcome.problems.map(({ field, problem }) => `  ${OPTION_OF[field]}: ${problem}`);
    return { exitCode: EXIT.misused, text: `Nothing was registered:\n${lines.join('\n')}\n` };
  }
  const { kind, registration, tool } = outcome;
  const done = kind === 'registered' ? 'Registered' : 'Updated the registration of';
  return {
    exitCode: EXIT.done,
    text: [
      `${done} ${registration.name}: ${registration.id} (${registration.status})`,
      '',
      'What the platform needs:',
      `  Tool URL                 ${tool.launch}`,
      `  Initiate login URL       ${tool.login}`,
      `  Redirection URI          ${tool.launch}`,
      `  Public keyset URL        ${tool.keySet}`,
      `  Content selection URL    ${tool.launch}`,
      `  Icon URL                 ${tool.icon}`,
      `  Custom parameters        ${GROUPS_PARAMETER.name}=$${GROUPS_PARAMETER.variable} (Moodle alone: learners' groups)`,
      '',
    ].join('\n'),
  };
}

function invited({ url, expiresAt }: { url: string; expiresAt: Date }, activates: boolean): CommandResult {
  const after = activates ? 'The platform may be used at once.' : 'Then `attendus activate` lets it in.';
  return {
    exitCode: EXIT.done,
    text: `${url}\n\nIt works once, until ${expiresAt.toISOString()}. ${after}\n`,
  };
}

function listed(registrations: readonly Registration[]): CommandResult {
  if (registrations.length === 0) {
    return {
      exitCode: EXIT.done,
      text: 'No platform is registered yet. `attendus registration-link` starts.\n',
    };
  }
  const blocks = registrations.map(
    ({ id, status, name, issuer, clientId, deploymentIds }) =>
      `${id}  ${status.padEnd(8)}  ${name}\n  ${issuer}, client ${clientId}, ` +
      `${deploymentIds.length > 0 ? `deployments ${deploymentIds.join(', ')}` : 'any deployment'}\n`,
  );
  return { exitCode: EXIT.done, text: blocks.join('') };
}

function changed(id: string, registration: Registration | undefined): CommandResult {
  return registration
    ? { exitCode: EXIT.done, text: `${registration.name} is now ${registration.status}.\n` }
    : unknown(id);
}

const unknown = (id: string): CommandResult => ({
  exitCode: EXIT.failed,
  text: `No registration has the id ${id}; \`attendus list\` shows them.\n`,
});

function rotated(id: string | undefined, rotations: readonly KeyRotation[]): CommandResult {
  if (rotations.length === 0 && id !== undefined) return unknown(id);
  if (rotations.length === 0) return { exitCode: EXIT.done, text: 'No platform is registered yet.\n' };
  return {
    exitCode: rotations.every(({ kind }) => kind !== 'changed') ? EXIT.done : EXIT.failed,
    text: rotations.map(rotationLine).join(''),
  };
}

function rotationLine({ kind, registration: { name, id, nextKey } }: KeyRotation): string {
  const from = nextKey?.signsFrom.toISOString() ?? '';
  const told = {
    rotated: `has a new key: platforms may read it now, it signs from ${from} on`,
    underWay: `has a new key already, which signs from ${from} on`,
    changed: 'was being changed by someone else: run it again',
  };
  return `${name} (${id}) ${told[kind]}.\n`;
}
