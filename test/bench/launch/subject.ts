import type { MeasuredProcess } from '../measure/measuredProcess.js';

/** A running server, and what one launch is for it. */
export interface LaunchSubject {
  readonly name: string;
  readonly process: MeasuredProcess;
  /** Each call is another learner's. */
  readonly launch: () => Promise<unknown>;
  readonly stop: () => Promise<void>;
}
