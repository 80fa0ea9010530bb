import type { Delivery, DeliveryScore } from '../../src/evaluation/delivery.js';
import type { Claim, DeliveryQueue, Settlement } from '../../src/gradebook/deliveryQueue.js';

interface Row {
  delivery: Delivery;
  registrationId: string;
  activityId: string;
  learnerSub: string;
  lastScoreAt?: Date;
}

/** The queue's contract over a Map, for one process; `settled` lists what became of each claim. */
export class MemoryQueue implements DeliveryQueue {
  readonly rows = new Map<string, Row>();
  readonly settled: { evaluationId: string; settlement: Settlement }[] = [];

  publish(evaluationId: string, hundredths: number, options: Partial<Row> & { dueAt: Date }): void {
    this.#queue(evaluationId, { kind: 'mark', hundredths, maximumHundredths: 2000, comment: '' }, options);
  }

  withdraw(evaluationId: string, options: { dueAt: Date }): void {
    this.#queue(evaluationId, { kind: 'withdrawal' }, options);
  }

  #queue(evaluationId: string, score: DeliveryScore, options: Partial<Row> & { dueAt: Date }): void {
    const before = this.rows.get(evaluationId);
    const { dueAt, registrationId = 'r1', activityId = 'activity-1', learnerSub = evaluationId } = options;
    const version = (before?.delivery.version ?? 0) + 1;
    const delivery: Delivery = { version, score, state: 'pending', dueAt, attempts: 0 };
    this.rows.set(evaluationId, { ...before, registrationId, activityId, learnerSub, delivery });
  }

  async claim(when: { now: Date; leaseUntil: Date; except: readonly string[] }): Promise<Claim | undefined> {
    const due = [...this.rows]
      .filter(([, { delivery }]) => delivery.state === 'pending' && delivery.dueAt <= when.now)
      .filter(([, { registrationId }]) => !when.except.includes(registrationId))
      .toSorted(([, a], [, b]) => a.delivery.dueAt.getTime() - b.delivery.dueAt.getTime());
    const [first] = due;
    if (!first) return undefined;
    const [evaluationId, row] = first;
    const { heldUntil: _held, ...delivery } = row.delivery;
    row.delivery = { ...delivery, dueAt: when.leaseUntil };
    return {
      evaluationId,
      activityId: row.activityId,
      registrationId: row.registrationId,
      learnerSub: row.learnerSub,
      delivery: row.delivery,
      leaseUntil: when.leaseUntil,
      ...(row.lastScoreAt && { lastScoreAt: row.lastScoreAt }),
    };
  }

  async noteTimestamp(claim: Claim, timestamp: Date): Promise<boolean> {
    const row = this.#held(claim);
    if (row) row.lastScoreAt = timestamp;
    return row !== undefined;
  }

  async settle(claim: Claim, settlement: Settlement): Promise<void> {
    this.settled.push({ evaluationId: claim.evaluationId, settlement });
    const row = this.#held(claim);
    if (row) row.delivery = settledDelivery(row.delivery, settlement);
  }

  async nextDueAt(): Promise<Date | undefined> {
    const due = [...this.rows.values()]
      .filter(({ delivery }) => delivery.state === 'pending')
      .map(({ delivery }) => delivery.dueAt.getTime());
    return due.length > 0 ? new Date(Math.min(...due)) : undefined;
  }

  async countPending(): Promise<number> {
    return [...this.rows.values()].filter(({ delivery }) => delivery.state === 'pending').length;
  }

  async moveHeld(_activityId: string, { until, now }: { until?: Date; now: Date }): Promise<void> {
    for (const row of this.rows.values()) {
      const { heldUntil, ...delivery } = row.delivery;
      if (!heldUntil || delivery.state !== 'pending') continue;
      row.delivery = { ...delivery, dueAt: until ?? now, ...(until && { heldUntil: until }) };
    }
  }

  #held({ evaluationId, delivery, leaseUntil }: Claim): Row | undefined {
    const row = this.rows.get(evaluationId);
    const same =
      row?.delivery.version === delivery.version && row.delivery.dueAt.getTime() === leaseUntil.getTime();
    return same ? row : undefined;
  }
}

function settledDelivery(delivery: Delivery, settlement: Settlement): Delivery {
  switch (settlement.kind) {
    case 'sent':
      return { ...delivery, state: 'sent', sentAt: settlement.at };
    case 'refused':
      return { ...delivery, state: 'refused', failure: settlement.failure };
    case 'retry':
      return { ...delivery, dueAt: settlement.dueAt, attempts: delivery.attempts + 1 };
    case 'postponed':
      return { ...delivery, dueAt: settlement.dueAt };
    case 'held':
      return { ...delivery, dueAt: settlement.until, heldUntil: settlement.until };
  }
}
