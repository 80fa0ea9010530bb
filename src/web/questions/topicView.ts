import { mayWithdraw } from '../../evaluation/question/changeThread.js';
import {
  MAXIMUM_MESSAGE_LENGTH,
  unreadEntries,
  type QuestionEntry,
  type QuestionThread,
  type Topic,
} from '../../evaluation/question/questionThread.js';
import type { Actor } from '../../evaluation/evaluation.js';
import { actorName } from '../evaluation/people.js';
import { formatHundredths, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

/** Who reads a thread: the learner and teachers write in it, mentors read. */
interface ThreadReader {
  readonly role: 'learner' | 'teacher' | 'mentor';
  readonly actor: Actor;
}

export interface TopicContext {
  readonly thread: QuestionThread;
  readonly reader: ThreadReader;
  readonly now: Date;
  readonly newId: () => string;
  /** What was typed and could not be sent, by topic. */
  readonly typed?: { readonly criterionId: string; readonly text: string; readonly problem: string };
  /** The topic of which something was just sent. */
  readonly shown?: string | undefined;
}

/** A topic on which nobody has written. */
export const emptyTopic = (criterionId?: string): Topic => ({
  ...(criterionId !== undefined && { criterionId }),
  entries: [],
  isWaiting: false,
});

/** One topic with its form; see views/questions/topic.ejs. */
export function topicView(topic: Topic, context: TopicContext, words: Words) {
  const { t, locale } = words;
  const { thread, reader, newId, typed, shown } = context;
  const { criterionId = '' } = topic;
  const unread = new Set(reader.role === 'learner' ? unreadEntries(thread) : []);
  const isNew = topic.entries.some((entry) => unread.has(entry));
  const own = typed?.criterionId === criterionId ? typed : undefined;
  const entries = topic.entries.map((entry) => entryView(entry, unread.has(entry), context, words));
  const standing = entries.filter(({ isTaken }) => !isTaken).length;
  return {
    criterionId,
    /** In the page's ids. */
    key: criterionId.replaceAll(/[^\w-]/g, '-') || 'whole',
    keep: `question ${thread.activityId} ${thread.learnerSub} ${reader.role} ${criterionId}`,
    entries,
    isWaiting: topic.isWaiting,
    isNew,
    isOpen: isNew || own !== undefined || shown === (criterionId || 'whole'),
    summary: t(`questions:summary.${summaryOf(topic, standing)}`),
    isEmpty: standing === 0,
    canWrite: reader.role !== 'mentor',
    canSettle: reader.role === 'teacher' && topic.isWaiting,
    label: t(`questions:label.${reader.role === 'teacher' ? 'answer' : standing > 0 ? 'again' : 'ask'}`),
    send: t(`questions:send.${reader.role === 'teacher' ? 'answer' : 'ask'}`),
    help: t('questions:help', { limit: formatHundredths(MAXIMUM_MESSAGE_LENGTH * 100, locale) }),
    newEntry: newId(),
    text: own?.text ?? '',
    problem: own?.problem ?? '',
  };
}

const summaryOf = ({ isWaiting }: Topic, standing: number) =>
  standing === 0 ? 'none' : isWaiting ? 'waiting' : 'answered';

/** Of what somebody took back, only its author still reads the words. */
function entryView(entry: QuestionEntry, isNew: boolean, { reader, now }: TopicContext, words: Words) {
  const { t, locale } = words;
  const isOwn = entry.by.sub === reader.actor.sub;
  const isTaken = entry.withdrawnAt !== undefined;
  const isMessage = entry.kind === 'message';
  return {
    id: entry.id,
    isNew,
    isTaken,
    side: isMessage ? entry.role : 'teacher',
    who: whoWrote(entry, isOwn, reader, words),
    when: formatMoment(entry.at, now, locale),
    text: isMessage && (isOwn || !isTaken) ? entry.text : '',
    note: isTaken ? t('questions:taken') : isMessage ? '' : t('questions:settled'),
    undo: mayWithdraw(entry, reader.actor, now)
      ? {
          action: isTaken ? ('restore' as const) : ('withdraw' as const),
          label: t(isTaken ? 'questions:putBack' : 'questions:takeBack'),
        }
      : undefined,
  };
}

/** Teachers may have hidden the names of learners: to them it is « l'élève ». */
function whoWrote(entry: QuestionEntry, isOwn: boolean, { role }: ThreadReader, words: Words): string {
  if (isOwn) return words.t(`questions:me.${role === 'learner' ? 'learner' : 'other'}`);
  const isLearners = entry.kind === 'message' && entry.role === 'learner';
  return isLearners ? words.t('questions:theLearner') : actorName(entry.by, words);
}
