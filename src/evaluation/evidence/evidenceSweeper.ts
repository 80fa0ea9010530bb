import { erasePurged, removeOrphans, type SweepPorts } from './sweepEvidence.js';

export interface SweeperOptions {
  /** Between two looks for what can no longer be brought back. */
  readonly everySeconds: number;
  /** Between two looks through all files, the first of which is at the start. */
  readonly orphansEverySeconds: number;
  readonly onError: (error: unknown) => void;
}

/** Erases evidence whose time is over, and files that belong to nobody. Several processes may each run one. */
export class EvidenceSweeper {
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> = Promise.resolve();
  #orphansAt: Date | undefined;

  constructor(
    private readonly ports: SweepPorts,
    private readonly options: SweeperOptions,
  ) {}

  start(): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => void this.sweep(), this.options.everySeconds * 1000);
    this.#timer.unref();
    void this.sweep();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#underWay;
  }

  /** One look, after the one that is under way. */
  sweep(): Promise<void> {
    this.#underWay = this.#underWay.then(() => this.#look()).catch(this.options.onError);
    return this.#underWay;
  }

  async #look(): Promise<void> {
    await erasePurged(this.ports);
    const now = this.ports.now();
    const dueAt = (this.#orphansAt?.getTime() ?? 0) + this.options.orphansEverySeconds * 1000;
    if (this.#orphansAt && now.getTime() < dueAt) return;
    await removeOrphans(this.ports);
    this.#orphansAt = now;
  }
}
