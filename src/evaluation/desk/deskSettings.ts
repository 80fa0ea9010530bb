/** How one teacher goes through the learners of one activity. */
export interface DeskSettings {
  /** `shuffled`: a stable order of this teacher and activity, so that nobody is always judged first, or last. */
  readonly order: DeskOrder;
  /** Learners are numbers until their evaluation is published. */
  readonly namesHidden: boolean;
}

type DeskOrder = 'name' | 'shuffled';

export const USUAL_DESK: DeskSettings = { order: 'name', namesHidden: false };

export interface DeskOwner {
  readonly activityId: string;
  readonly teacherSub: string;
}

/** Port. */
export interface DeskStore {
  /** The usual settings, until the teacher chooses others. */
  find(owner: DeskOwner): Promise<DeskSettings>;
  keep(owner: DeskOwner, settings: DeskSettings): Promise<void>;
  /**
   * The numbers that stand for learners on an activity, from 1. A number once given is its learner's for good, and the same for
   * every teacher; those who have none yet are given the next ones, in the order of `subs`.
   */
  numbers(activityId: string, subs: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** What a teacher's own order of an activity is drawn with. */
export const orderSeed = ({ activityId, teacherSub }: DeskOwner): string =>
  JSON.stringify([activityId, teacherSub]);
