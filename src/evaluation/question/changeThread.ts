import type { Actor } from '../evaluation.js';
import {
  topicsOf,
  type Message,
  type QuestionEntry,
  type QuestionStore,
  type QuestionThread,
  type Settling,
} from './questionThread.js';

/** How long an author may take back what they wrote, or put it back. */
const WITHDRAWABLE_MINUTES = 10;

/** Of one learner and one activity: nobody reads more. */
const MAXIMUM_ENTRIES = 300;

/** Messages of a learner on one topic before anybody answered. */
const MAXIMUM_UNANSWERED = 5;

/** `full`: the thread takes no more. `unanswered`: the learner has asked enough before an answer comes. */
export type MessageRefusal = 'full' | 'unanswered';

/** `notTheirs`: somebody else wrote it, or nobody did. `tooLate`: the time for it is over. */
export type WithdrawalRefusal = 'notTheirs' | 'tooLate';

export type ThreadChange<Refusal extends string> =
  | { readonly kind: 'changed'; readonly thread: QuestionThread }
  /** It was done already. */
  | { readonly kind: 'unchanged'; readonly thread: QuestionThread }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** The thread with one more message; a message that was sent twice is there once. */
export function withMessage(thread: QuestionThread, message: Message): ThreadChange<MessageRefusal> {
  if (thread.entries.some(({ id }) => id === message.id)) return { kind: 'unchanged', thread };
  if (thread.entries.length >= MAXIMUM_ENTRIES) return { kind: 'refused', why: 'full' };
  if (message.role === 'learner' && unanswered(thread, message.criterionId) >= MAXIMUM_UNANSWERED) {
    return { kind: 'refused', why: 'unanswered' };
  }
  return added(thread, message);
}

/** How many of the learner's messages on a topic stand after the last word of a teacher. */
function unanswered(thread: QuestionThread, criterionId: string | undefined): number {
  const { entries = [] } = topicsOf(thread).find((topic) => topic.criterionId === criterionId) ?? {};
  const answer = entries.findLastIndex((entry) => !entry.withdrawnAt && !isLearners(entry));
  return entries.slice(answer + 1).length;
}

const isLearners = (entry: QuestionEntry) => entry.kind === 'message' && entry.role === 'learner';

/** A teacher's word that a question is settled; nothing where nobody waits for an answer. */
export function withSettled(thread: QuestionThread, settling: Omit<Settling, 'kind'>): ThreadChange<never> {
  const topic = topicsOf(thread).find(({ criterionId }) => criterionId === settling.criterionId);
  return topic?.isWaiting ? added(thread, { ...settling, kind: 'settled' }) : { kind: 'unchanged', thread };
}

const added = (thread: QuestionThread, entry: QuestionEntry): ThreadChange<never> => ({
  kind: 'changed',
  thread: { ...thread, entries: [...thread.entries, entry] },
});

/** The thread with an entry taken back by its author. It keeps its place, and its author may put it back. */
export const withWithdrawn = (thread: QuestionThread, entryId: string, by: Actor, now: Date) =>
  changedEntry(thread, { entryId, by, now }, (entry) =>
    entry.withdrawnAt ? entry : { ...entry, withdrawnAt: now },
  );

/** The thread with an entry put back by its author. */
export const withRestored = (thread: QuestionThread, entryId: string, by: Actor, now: Date) =>
  changedEntry(thread, { entryId, by, now }, (entry) => {
    if (!entry.withdrawnAt) return entry;
    const { withdrawnAt: _taken, ...back } = entry;
    return back;
  });

function changedEntry(
  thread: QuestionThread,
  { entryId, by, now }: { entryId: string; by: Actor; now: Date },
  change: (entry: QuestionEntry) => QuestionEntry,
): ThreadChange<WithdrawalRefusal> {
  const entry = thread.entries.find(({ id }) => id === entryId);
  if (!entry || entry.by.sub !== by.sub) return { kind: 'refused', why: 'notTheirs' };
  const next = change(entry);
  if (next === entry) return { kind: 'unchanged', thread };
  if (!mayWithdraw(entry, by, now)) return { kind: 'refused', why: 'tooLate' };
  const entries = thread.entries.map((one) => (one === entry ? next : one));
  return { kind: 'changed', thread: { ...thread, entries } };
}

/** Whether an entry may still be taken back, or put back, by this reader. */
export const mayWithdraw = ({ at, by: author }: QuestionEntry, by: Actor, now: Date): boolean =>
  author.sub === by.sub && now.getTime() - at.getTime() <= WITHDRAWABLE_MINUTES * 60_000;

/** More writes than this at one instant, on one learner's questions, are no people's. */
const MAXIMUM_TRIES = 10;

/** Writes a change, on whatever the other side wrote meanwhile. */
export async function changeThread<Refusal extends string>(
  stored: QuestionThread,
  change: (current: QuestionThread) => ThreadChange<Refusal>,
  store: QuestionStore,
): Promise<ThreadChange<Refusal>> {
  let current = stored;
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    const next = change(current);
    if (next.kind !== 'changed') return next;
    const outcome = await store.save(next.thread);
    if (outcome.kind === 'saved') return { kind: 'changed', thread: outcome.thread };
    current = outcome.current;
  }
  throw new Error(`The thread ${current.id} changes faster than it can be written.`);
}
