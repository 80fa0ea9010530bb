import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryScore } from '../../src/evaluation/delivery.js';
import { Dispatcher, type DispatcherOptions } from '../../src/gradebook/dispatcher.js';
import type { SendOutcome } from '../../src/gradebook/gradebook.js';
import { welcomeActivity } from '../support/activities.js';
import { MemoryQueue } from './memoryQueue.js';

/** A platform's answer that a test gives when it wants to. */
class Gate {
  readonly waiting: (() => void)[] = [];
  #isOpen = false;

  pass(): Promise<void> {
    if (this.#isOpen) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  open(): void {
    this.#isOpen = true;
    for (const resolve of this.waiting) resolve();
  }
}

async function until(condition: () => boolean, milliseconds = 2000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > end) assert.fail('it did not happen in time');
    await pause(2);
  }
}

const shown = (score: DeliveryScore) => (score.kind === 'mark' ? score.hundredths : 'withdrawal');

describe('Dispatcher', () => {
  let queue: MemoryQueue;
  let sent: [learner: string, mark: number | 'withdrawal'][];
  let errors: unknown[];
  let running: Dispatcher[];
  let clock: number;
  let answer: (learner: string) => Promise<SendOutcome>;

  const now = () => new Date(clock + performance.now());
  const due = () => ({ dueAt: now() });

  beforeEach(() => {
    queue = new MemoryQueue();
    sent = [];
    errors = [];
    running = [];
    clock = Date.parse('2040-01-15T10:00:00Z');
    answer = async () => ({ kind: 'accepted' });
  });

  afterEach(() => Promise.all(running.map((each) => each.stop())));

  /** Sleeps an hour unless something is due or wakes it. */
  function started(options: Partial<DispatcherOptions> = {}): Dispatcher {
    const dispatcher = new Dispatcher(
      {
        queue,
        gradebook: {
          column: async ({ registrationId }) => ({
            kind: 'found',
            column: { registrationId, lineItemUrl: 'https://lms.test/li/1', scopes: [] },
          }),
          send: async (_column, { learnerSub, score }) => {
            sent.push([learnerSub, shown(score)]);
            return answer(learnerSub);
          },
          read: async () => ({ kind: 'read' }),
        },
        activities: { getForDelivery: async () => welcomeActivity },
        now,
        random: () => 0,
      },
      {
        concurrency: 16,
        concurrencyPerRegistration: 4,
        leaseSeconds: 120,
        idleSeconds: 3600,
        onError: (error) => errors.push(error),
        ...options,
      },
    );
    dispatcher.start();
    running.push(dispatcher);
    return dispatcher;
  }

  const state = (evaluationId: string) => queue.rows.get(evaluationId)?.delivery.state;
  const publishMany = (prefix: string, count: number, registrationId: string) => {
    for (let n = 0; n < count; n += 1) queue.publish(`${prefix}${n}`, 1000 + n, { ...due(), registrationId });
  };

  it('delivers what is due, once each', async () => {
    publishMany('e', 36, 'r1');
    started();
    await until(() => [...queue.rows.keys()].every((id) => state(id) === 'sent'));
    assert.equal(sent.length, 36);
    assert.equal(new Set(sent.map(([learner]) => learner)).size, 36);
    assert.deepEqual(errors, []);
  });

  it('wakes for a publication', async () => {
    const dispatcher = started();
    await until(() => dispatcher.lookedAt !== undefined);
    queue.publish('e1', 1450, due());
    dispatcher.wake();
    await until(() => state('e1') === 'sent');
  });

  it('does not lose a wake that comes while it looks', async () => {
    const gate = new Gate();
    const claim = queue.claim.bind(queue);
    queue.claim = async (when) => {
      const found = await claim(when);
      await gate.pass();
      return found;
    };
    const dispatcher = started();
    await until(() => gate.waiting.length === 1);
    queue.publish('e1', 1450, due());
    dispatcher.wake();
    gate.open();
    await until(() => state('e1') === 'sent');
  });

  it('wakes by itself when a score falls due', async () => {
    queue.publish('e1', 1450, { dueAt: new Date(now().getTime() + 60) });
    started();
    await until(() => state('e1') === 'sent');
  });

  it('looks again after its longest sleep, for what other processes published', async () => {
    const dispatcher = started({ idleSeconds: 0.03 });
    await until(() => dispatcher.lookedAt !== undefined);
    queue.publish('e1', 1450, due());
    await until(() => state('e1') === 'sent');
  });

  it('keeps to its limit for each registration', async () => {
    const gate = new Gate();
    answer = async () => {
      await gate.pass();
      return { kind: 'accepted' };
    };
    publishMany('e', 10, 'r1');
    started();
    await until(() => gate.waiting.length === 4);
    await pause(20);
    assert.equal(sent.length, 4);
    gate.open();
    await until(() => queue.settled.length === 10);
  });

  it('keeps to its limit over all registrations', async () => {
    const gate = new Gate();
    answer = async () => {
      await gate.pass();
      return { kind: 'accepted' };
    };
    for (let n = 0; n < 10; n += 1) publishMany(`p${n}-`, 2, `r${n}`);
    started({ concurrency: 5 });
    await until(() => gate.waiting.length === 5);
    await pause(20);
    assert.equal(sent.length, 5);
    gate.open();
    await until(() => queue.settled.length === 20);
  });

  it('delivers to other platforms while one hangs, backlog and all', async () => {
    const gate = new Gate();
    answer = async (learner) => {
      if (learner.startsWith('slow')) await gate.pass();
      return { kind: 'accepted' };
    };
    publishMany('slow', 30, 'hanging');
    publishMany('fast', 36, 'quick');
    started();
    await until(() => queue.settled.length === 36);
    assert.ok(queue.settled.every(({ evaluationId }) => evaluationId.startsWith('fast')));
    gate.open();
    await until(() => queue.settled.length === 66);
  });

  it('wakes for another platform’s score that falls due behind a hanging one’s backlog', async () => {
    const gate = new Gate();
    answer = async (learner) => {
      if (learner.startsWith('slow')) await gate.pass();
      return { kind: 'accepted' };
    };
    publishMany('slow', 10, 'hanging');
    queue.publish('later', 1450, { dueAt: new Date(now().getTime() + 100), registrationId: 'quick' });
    started();
    await until(() => state('later') === 'sent', 3000);
    assert.equal(gate.waiting.length, 4);
    gate.open();
    await until(() => queue.settled.length === 11);
  });

  it('sends a learner’s scores one after the other, the newest last', async () => {
    const gate = new Gate();
    answer = async () => {
      await gate.pass();
      return { kind: 'accepted' };
    };
    const dispatcher = started();
    queue.publish('e1', 1450, due());
    dispatcher.wake();
    await until(() => gate.waiting.length === 1);
    // A later second: it is not the timestamp that holds the second score back.
    clock += 5000;
    queue.publish('e1', 900, due());
    dispatcher.wake();
    await pause(30);
    assert.deepEqual(sent, [['e1', 1450]]);
    gate.open();
    await until(() => state('e1') === 'sent', 4000);
    assert.deepEqual(sent, [
      ['e1', 1450],
      ['e1', 900],
    ]);
  });

  it('waits a second between two scores of a learner, without a failed try', async () => {
    const dispatcher = started();
    queue.publish('e1', 1450, due());
    dispatcher.wake();
    await until(() => state('e1') === 'sent');
    const { lastScoreAt: first } = queue.rows.get('e1') ?? {};
    queue.publish('e1', 900, due());
    dispatcher.wake();
    await until(() => state('e1') === 'sent', 4000);
    const row = queue.rows.get('e1');
    assert.ok(first && row?.lastScoreAt && row.lastScoreAt > first);
    assert.equal(row.delivery.attempts, 0);
    assert.ok(row.lastScoreAt <= now());
  });

  it('tries again after a temporary failure', async () => {
    let tries = 0;
    answer = async () => {
      tries += 1;
      return tries === 1 ? { kind: 'failed', reason: 'timeout', temporary: true } : { kind: 'accepted' };
    };
    queue.publish('e1', 1450, due());
    started({ idleSeconds: 0.02 });
    await until(() => queue.settled.length === 1);
    assert.equal(state('e1'), 'pending');
    clock += 10_000;
    await until(() => state('e1') === 'sent');
    assert.equal(queue.rows.get('e1')?.delivery.attempts, 1);
  });

  it('shares a queue between dispatchers without sending twice', async () => {
    publishMany('e', 40, 'r1');
    started();
    started();
    await until(() => queue.settled.length === 40);
    assert.equal(sent.length, 40);
  });

  it('takes up what a crashed dispatcher had claimed, once its lease ends', async () => {
    queue.publish('e1', 1450, due());
    await queue.claim({ now: now(), leaseUntil: new Date(now().getTime() + 80), except: [] });
    started();
    await until(() => state('e1') === 'sent');
    assert.equal(sent.length, 1);
  });

  it('claims nothing more once stopped, and waits for what is under way', async () => {
    const gate = new Gate();
    answer = async () => {
      await gate.pass();
      return { kind: 'accepted' };
    };
    publishMany('e', 10, 'r1');
    const dispatcher = started();
    await until(() => gate.waiting.length === 4);
    let stopped = false;
    const stopping = dispatcher.stop().then(() => (stopped = true));
    await pause(20);
    assert.equal(stopped, false);
    gate.open();
    await stopping;
    dispatcher.wake();
    await pause(20);
    assert.equal(queue.settled.length, 4);
    assert.equal(sent.length, 4);
  });

  it('gives back what a platform keeps waiting, so that the next dispatcher has it at once', async () => {
    const gate = new Gate();
    answer = async () => (await gate.pass(), { kind: 'accepted' });
    queue.publish('slow', 1450, due());
    const first = started();
    await until(() => sent.length === 1);
    await first.stop(0.01);
    assert.equal(state('slow'), 'pending');
    assert.ok((queue.rows.get('slow')?.delivery.dueAt ?? Infinity) <= now(), 'it still waits for its lease');
    assert.equal(queue.rows.get('slow')?.delivery.attempts, 0);

    answer = async () => ({ kind: 'accepted' });
    clock += 2000;
    started();
    await until(() => state('slow') === 'sent');
    const settledOnce = queue.rows.get('slow')?.delivery;
    gate.open();
    await pause(5);
    assert.deepEqual(queue.rows.get('slow')?.delivery, settledOnce);
  });

  it('waits for nothing that it gave back, and takes no alarm at what becomes of it', async () => {
    const gate = new Gate();
    answer = async () => {
      await gate.pass();
      throw new Error('the store is closed');
    };
    queue.publish('slow', 1450, due());
    const dispatcher = started();
    await until(() => sent.length === 1);
    await dispatcher.stop(0.01);
    let stoppedAgain = false;
    const stopping = dispatcher.stop().then(() => (stoppedAgain = true));
    await pause(20);
    assert.equal(stoppedAgain, true);
    gate.open();
    await stopping;
    await pause(5);
    assert.deepEqual(errors, []);
  });

  it('starts again after a stop', async () => {
    const dispatcher = started();
    await dispatcher.stop();
    queue.publish('e1', 1450, due());
    dispatcher.start();
    await until(() => state('e1') === 'sent');
  });

  it('starts once, however often it is told to', async () => {
    let looks = 0;
    const claim = queue.claim.bind(queue);
    queue.claim = (when) => {
      looks += 1;
      return claim(when);
    };
    const dispatcher = started();
    dispatcher.start();
    await until(() => looks > 0);
    await pause(20);
    assert.equal(looks, 1);
  });

  it('may be stopped twice', async () => {
    const dispatcher = started();
    await dispatcher.stop();
    await dispatcher.stop();
    queue.publish('e1', 1450, due());
    dispatcher.wake();
    await pause(20);
    assert.deepEqual(sent, []);
  });

  it('tells of a store that is down, and goes on when it is back', async () => {
    const claim = queue.claim.bind(queue);
    let down = true;
    queue.claim = (when) => (down ? Promise.reject(new Error('store down')) : claim(when));
    const dispatcher = started({ idleSeconds: 0.02 });
    await until(() => errors.length > 1);
    assert.equal(dispatcher.lookedAt, undefined);
    queue.publish('e1', 1450, due());
    down = false;
    await until(() => state('e1') === 'sent');
  });

  it('tells of a delivery that broke, and leaves its claim to the lease', async () => {
    answer = () => Promise.reject(new Error('broken'));
    queue.publish('e1', 1450, due());
    started();
    await until(() => errors.length === 1);
    assert.equal(state('e1'), 'pending');
    assert.deepEqual(queue.settled, []);
  });
});
