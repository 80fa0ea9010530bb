import { deliver, type DeliveryPorts } from './deliver.js';
import type { Claim, Settlement } from './deliveryQueue.js';

export interface DispatcherOptions {
  /** Scores under way at once, over all platforms. */
  readonly concurrency: number;
  /** Scores under way at once to one registration, so that a slow platform never delays the others. */
  readonly concurrencyPerRegistration: number;
  /** Longer than the longest delivery; a crashed dispatcher's claims come back after it. */
  readonly leaseSeconds: number;
  /** Longest sleep between two looks at the queue, in seconds. */
  readonly idleSeconds: number;
  readonly onError: (error: unknown) => void;
}

/** How soon to look again when what is due was passed over, because its registration is busy. */
const BUSY_SECONDS = 1;

/** Beyond a platform's time limits every delivery has ended. */
const LONGEST_STOP_SECONDS = 60;

/**
 * Empties the delivery queue, again and again. Several processes may each run one on the same store: a claim
 * is one atomic write, so a score has one deliverer at a time, and a learner's scores leave in order.
 */
export class Dispatcher {
  readonly #underWay = new Map<Promise<void>, Claim>();
  #loop: Promise<void> | undefined;
  #stopped = true;
  #wakeUp = () => {};
  #lookedAt: Date | undefined;

  constructor(
    private readonly ports: DeliveryPorts,
    private readonly options: DispatcherOptions,
  ) {}

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#loop = this.#run(this.#loop);
  }

  /** Looks at the queue soon: something was published. */
  wake(): void {
    this.#wakeUp();
  }

  /**
   * Claims nothing more and waits for what is under way; what a platform keeps waiting for longer than `patience` is
   * given back, so that the next dispatcher need not wait for its lease.
   */
  async stop(patienceSeconds = LONGEST_STOP_SECONDS): Promise<void> {
    this.#stopped = true;
    this.wake();
    await this.#loop;
    const finished = Promise.allSettled(this.#underWay.keys()).then(() => {});
    await sleep(patienceSeconds, finished);
    await this.#giveBack();
  }

  /** A score that arrived all the same is sent again under a later timestamp, which changes nothing. */
  async #giveBack(): Promise<void> {
    const given = [...this.#underWay.values()];
    this.#underWay.clear();
    for (const claim of given) {
      const again: Settlement = { kind: 'postponed', dueAt: this.ports.now() };
      await this.ports.queue.settle(claim, again).catch(this.options.onError);
    }
  }

  /** When the queue was last looked at; `/readyz` tells an operator when this grows old. */
  get lookedAt(): Date | undefined {
    return this.#lookedAt;
  }

  async #run(earlier: Promise<void> | undefined): Promise<void> {
    await earlier;
    while (!this.#stopped) {
      // Made before looking, so that a wake in the middle of it is not lost.
      const woken = new Promise<void>((resolve) => {
        this.#wakeUp = resolve;
      });
      const seconds = await this.#round().catch((error: unknown) => {
        this.options.onError(error);
        return this.options.idleSeconds;
      });
      await sleep(seconds, woken);
    }
  }

  /** Claims all that is due and allowed. @returns seconds until the next look. */
  async #round(): Promise<number> {
    const { concurrency, idleSeconds } = this.options;
    while (!this.#stopped && this.#underWay.size < concurrency) {
      const claim = await this.#claim();
      if (!claim) return this.#secondsUntilDue();
      this.#launch(claim);
    }
    // The end of a delivery wakes us.
    return idleSeconds;
  }

  async #claim(): Promise<Claim | undefined> {
    const now = this.ports.now();
    const leaseUntil = new Date(now.getTime() + this.options.leaseSeconds * 1000);
    const claim = await this.ports.queue.claim({ now, leaseUntil, except: this.#busyRegistrations() });
    this.#lookedAt = now;
    return claim;
  }

  #busyRegistrations(): readonly string[] {
    const counts = new Map<string, number>();
    for (const { registrationId: id } of this.#underWay.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts].filter(([, n]) => n >= this.options.concurrencyPerRegistration).map(([id]) => id);
  }

  #launch(claim: Claim): void {
    const delivery = this.#afterEarlier(claim)
      .then(() => deliver(claim, this.ports))
      .catch((error: unknown) => {
        // What was given back is nobody's trouble: the store may be closed by now.
        if (this.#underWay.has(delivery)) this.options.onError(error);
      })
      .finally(() => {
        this.#underWay.delete(delivery);
        this.wake();
      });
    this.#underWay.set(delivery, claim);
  }

  /**
   * Publishing again makes a score due at once, even while the one before is on its way. Timestamps would sort
   * them out, except that Moodle forgets the timestamp of a withdrawal: the older mark would come back.
   */
  async #afterEarlier({ evaluationId }: Claim): Promise<void> {
    const earlier = [...this.#underWay].filter(([, claim]) => claim.evaluationId === evaluationId);
    await Promise.all(earlier.map(([delivery]) => delivery));
  }

  async #secondsUntilDue(): Promise<number> {
    const due = await this.ports.queue.nextDueAt();
    if (!due) return this.options.idleSeconds;
    const seconds = (due.getTime() - this.ports.now().getTime()) / 1000;
    // Behind a busy registration's backlog, another's next score may be due any moment.
    return Math.min(this.options.idleSeconds, seconds > 0 ? seconds : BUSY_SECONDS);
  }
}

async function sleep(seconds: number, woken: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
    timer.unref();
  });
  await Promise.race([passed, woken]);
  clearTimeout(timer);
}
