import {
  blankSelfAssessment,
  type SelfAssessment,
  type SelfAssessmentStore,
} from '../../src/evaluation/selfAssessment/selfAssessment.js';
import { welcomeActivity } from './activities.js';

/** A learner's first draft on the welcome activity, never stored yet. */
export const selfDraft: SelfAssessment = {
  ...blankSelfAssessment(welcomeActivity, '21', 'self-1', new Date('2040-01-16T09:00:00Z')),
  content: {
    entries: { 'C1.1-1': { levelId: '4', comment: 'J’ai souri.' }, 'C1.1-2': { levelId: '2' } },
    comment: 'Je vais travailler la reformulation.',
  },
};

/** The port in memory; `beforeSave` lets a test write in between. */
export class MemorySelfAssessments implements SelfAssessmentStore {
  readonly all = new Map<string, SelfAssessment>();
  saves = 0;
  beforeSave: () => void = () => {};

  constructor(...stored: readonly SelfAssessment[]) {
    for (const one of stored) this.all.set(one.learnerSub, one);
  }

  async find(_activityId: string, learnerSub: string) {
    return this.all.get(learnerSub);
  }

  async listSubmitted() {
    return [...this.all.values()].flatMap((one) =>
      one.submittedAt ? [{ ...one, submittedAt: one.submittedAt }] : [],
    );
  }

  async markSeen(id: string, teacherSeenAt: Date) {
    const one = [...this.all.values()].find((other) => other.id === id);
    if (one) this.all.set(one.learnerSub, { ...one, teacherSeenAt });
  }

  async save(selfAssessment: SelfAssessment) {
    this.beforeSave();
    const current = this.all.get(selfAssessment.learnerSub);
    if (current && current.revision !== selfAssessment.revision)
      return { kind: 'conflict', current } as const;
    return { kind: 'saved', selfAssessment: this.write(selfAssessment) } as const;
  }

  /** As another window's save does. */
  write(selfAssessment: SelfAssessment): SelfAssessment {
    const next = { ...selfAssessment, revision: selfAssessment.revision + 1 };
    this.all.set(selfAssessment.learnerSub, next);
    this.saves += 1;
    return next;
  }
}
