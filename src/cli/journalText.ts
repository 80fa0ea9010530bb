import type { Journal, JournalEntry } from '../platform/journal.js';
import type { Registrar } from '../platform/registrar.js';
import { EXIT, type Command, type CommandResult } from './command.js';
import { oneRegistration } from './oneRegistration.js';

interface JournalReader {
  readonly registrar: Pick<Registrar, 'list'>;
  readonly journal: Pick<Journal, 'list'>;
  readonly now: () => Date;
}

const DAY_MS = 86_400_000;

const COLUMNS = ['when', 'user', 'role', 'action', 'learner', 'course', 'activity', 'launch'] as const;

/** Lines with a tab between columns, for a spreadsheet or `grep`; people stand as the platform numbers them. */
export async function journalText(
  { registration: wanted, contextId, days, limit }: Extract<Command, { name: 'journal' }>,
  { registrar, journal, now }: JournalReader,
): Promise<CommandResult> {
  const one = await oneRegistration(wanted, registrar);
  if (one.kind === 'notOne') return { exitCode: EXIT.failed, text: one.text };
  const from = new Date(now().getTime() - days * DAY_MS);
  const { id: registrationId } = one.registration;
  const query = { registrationId, from, limit, ...(contextId !== undefined && { contextId }) };
  const entries = await journal.list(query);
  const lines = [COLUMNS, ...entries.map(cellsOf)].map((cells) => cells.map(oneLine).join('\t'));
  return { exitCode: EXIT.done, text: `${lines.join('\n')}\n` };
}

const cellsOf = (entry: JournalEntry): readonly string[] => [
  entry.at.toISOString(),
  entry.actorSub,
  entry.role,
  entry.action,
  entry.learnerSub ?? '',
  entry.contextId,
  entry.resourceLinkId ?? '',
  entry.sessionId,
];

/** Ids are the platform's: one with a tab or a line end in it must not look like another line. */
const oneLine = (cell: string) => cell.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
