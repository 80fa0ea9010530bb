import type { Connection } from 'mongoose';

/**
 * One change of what is stored, from what every version before wrote to what this one reads. It may be run twice, be
 * stopped anywhere and run again, and run in two processes at once: it looks for what is left to do.
 */
export interface Migration {
  /** 1, 2, 3…; never changed, reused or left out once it was released. */
  readonly version: number;
  /** In English, for the log: « give each grid its library record ». */
  readonly what: string;
  run(db: Connection): Promise<void>;
}
