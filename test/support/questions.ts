import {
  blankThread,
  type Message,
  type QuestionStore,
  type QuestionThread,
} from '../../src/evaluation/question/questionThread.js';
import { welcomeActivity } from './activities.js';
import { teacher } from './evaluations.js';

export const minute = (count: number) => new Date(Date.UTC(2040, 0, 16, 9, count));

/** Chloé's, in which nobody has written. */
export const emptyThread: QuestionThread = blankThread(welcomeActivity, '21', 'thread-1');

let count = 0;

/** A message of the learner on the whole, a minute after the one before. */
export function question(changes: Partial<Message> = {}): Message {
  count += 1;
  return {
    kind: 'message',
    id: `message-${count}`,
    at: minute(count),
    by: { sub: '21', name: 'Chloé Bézier' },
    role: 'learner',
    gridVersionId: 'grid-1@1',
    text: `Pourquoi ? (${count})`,
    ...changes,
  };
}

export const answer = (changes: Partial<Message> = {}): Message =>
  question({ by: teacher, role: 'teacher', text: 'Parce que.', ...changes });

/** The port in memory; `beforeSave` lets a test write in between. */
export class MemoryQuestions implements QuestionStore {
  readonly all = new Map<string, QuestionThread>();
  saves = 0;
  beforeSave: () => void = () => {};

  constructor(...stored: readonly QuestionThread[]) {
    for (const one of stored) this.all.set(one.learnerSub, one);
  }

  async find(_activityId: string, learnerSub: string) {
    return this.all.get(learnerSub);
  }

  async waitingSubs() {
    return new Set<string>();
  }

  async save(thread: QuestionThread) {
    this.beforeSave();
    const current = this.all.get(thread.learnerSub);
    if (current && current.revision !== thread.revision) return { kind: 'conflict', current } as const;
    return { kind: 'saved', thread: this.write(thread) } as const;
  }

  async markRead() {}

  /** As the other side's save does. */
  write(thread: QuestionThread): QuestionThread {
    const next = { ...thread, revision: thread.revision + 1 };
    this.all.set(thread.learnerSub, next);
    this.saves += 1;
    return next;
  }
}
