import type { Evaluation, EvaluationStore, SaveOutcome } from '../../src/evaluation/evaluation.js';

/** The port in memory; `beforeSave` lets a test write in between. */
export class MemoryEvaluations implements EvaluationStore {
  readonly all = new Map<string, Evaluation>();
  /** Learners whose evaluations were written, in order. */
  readonly saved: string[] = [];
  beforeSave: (evaluation: Evaluation) => void = () => {};

  constructor(...evaluations: readonly Evaluation[]) {
    for (const evaluation of evaluations) this.all.set(evaluation.learnerSub, evaluation);
  }

  async find(_activityId: string, learnerSub: string): Promise<Evaluation | undefined> {
    return this.all.get(learnerSub);
  }

  async list(): Promise<readonly Evaluation[]> {
    return [...this.all.values()];
  }

  listObserved(): Promise<readonly Evaluation[]> {
    return this.list();
  }

  async save(evaluation: Evaluation): Promise<SaveOutcome> {
    this.beforeSave(evaluation);
    const current = this.all.get(evaluation.learnerSub);
    if (current && current.revision !== evaluation.revision) return { kind: 'conflict', current };
    return { kind: 'saved', evaluation: this.write(evaluation) };
  }

  /** As a colleague's save does. */
  write(evaluation: Evaluation): Evaluation {
    const next = { ...evaluation, revision: evaluation.revision + 1 };
    this.all.set(evaluation.learnerSub, next);
    this.saved.push(evaluation.learnerSub);
    return next;
  }

  /** What is stored of a learner. */
  get(learnerSub: string): Evaluation {
    const found = this.all.get(learnerSub);
    if (!found) throw new Error(`nothing is stored of ${learnerSub}`);
    return found;
  }
}
