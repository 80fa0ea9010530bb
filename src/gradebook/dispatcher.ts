import { deliver, type DeliveryPorts } from './deliver.js';
import type { Claim } from './deliveryQueue.js';

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

/**
 * Empties the delivery queue, again and again. Several processes may each run one on the same store: a claim
 * is one atomic write, so a score has one deliverer at a time, and a learner's scores leave in order.
 */
export class Dispatcher {
  readonly #underWay = new Map<Promise<void>, string>();
  #timer: NodeJS.Timeout | undefined;
  #filling: Promise<void> | undefined;
  #again = false;
  #stopped = true;
  #lookedAt: Date | undefined;

  constructor(
    private readonly ports: DeliveryPorts,
    private readonly options: DispatcherOptions,
  ) {}

  start(): void {
    this.#stopped = false;
    this.wake();
  }

  /** Looks at the queue soon: something was published. */
  wake(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    if (this.#filling) {
      this.#again = true;
      return;
    }
    this.#filling = this.#fill()
      .catch(this.options.onError)
      .finally(() => {
        this.#filling = undefined;
        this.#scheduleNext();
      });
  }

  /** Claims nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#filling;
    await Promise.allSettled(this.#underWay.keys());
  }

  /** When the queue was last looked at; `/readyz` tells an operator when this grows old. */
  get lookedAt(): Date | undefined {
    return this.#lookedAt;
  }

  async #fill(): Promise<void> {
    while (!this.#stopped && this.#underWay.size < this.options.concurrency) {
      this.#again = false;
      const claim = await this.#claim();
      if (!claim) return;
      this.#launch(claim);
    }
  }

  #claim(): Promise<Claim | undefined> {
    const now = this.ports.now();
    this.#lookedAt = now;
    const leaseUntil = new Date(now.getTime() + this.options.leaseSeconds * 1000);
    return this.ports.queue.claim({ now, leaseUntil, except: this.#busyRegistrations() });
  }

  #busyRegistrations(): readonly string[] {
    const counts = new Map<string, number>();
    for (const id of this.#underWay.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts].filter(([, n]) => n >= this.options.concurrencyPerRegistration).map(([id]) => id);
  }

  #launch(claim: Claim): void {
    const delivery = deliver(claim, this.ports)
      .catch(this.options.onError)
      .finally(() => {
        this.#underWay.delete(delivery);
        this.wake();
      });
    this.#underWay.set(delivery, claim.registrationId);
  }

  /** Sleeps until the next score is due, and never longer than `idleSeconds`. */
  #scheduleNext(): void {
    if (this.#stopped) return;
    if (this.#again) {
      this.#again = false;
      this.wake();
      return;
    }
    if (this.#underWay.size >= this.options.concurrency) return;
    const sleep = (milliseconds: number) => {
      if (this.#stopped) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.wake(), milliseconds);
      this.#timer.unref();
    };
    const longest = this.options.idleSeconds * 1000;
    sleep(longest);
    this.ports.queue.nextDueAt().then((due) => {
      if (!due) return;
      const wait = due.getTime() - this.ports.now().getTime();
      // A due score that was passed over belongs to a busy registration: its end wakes us.
      if (wait > 0) sleep(Math.min(longest, wait));
    }, this.options.onError);
  }
}
