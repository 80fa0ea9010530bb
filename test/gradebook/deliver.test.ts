import assert from 'node:assert/strict';
import type { DeliveryScore, ReadBack } from '../../src/evaluation/delivery.js';
import { compareReadBack, deliver, type DeliveryPorts } from '../../src/gradebook/deliver.js';
import type { Claim, Settlement } from '../../src/gradebook/deliveryQueue.js';
import type {
  Column,
  ColumnOutcome,
  Failure,
  ReadOutcome,
  Score,
  SendOutcome,
} from '../../src/gradebook/gradebook.js';
import { MAXIMUM_ATTEMPTS } from '../../src/gradebook/retryDelay.js';
import { welcomeActivity } from '../support/activities.js';
import { MemoryQueue } from './memoryQueue.js';

const NOW = new Date('2040-01-15T10:00:05.250Z');
const SECOND = new Date('2040-01-15T10:00:05.000Z');
const LEASE_END = new Date('2040-01-15T10:02:05.250Z');

const column: Column = { registrationId: 'r1', lineItemUrl: 'https://lms.test/li/1', scopes: [] };

const failure = (reason: Failure['reason'], more: Partial<Failure> = {}): Failure => ({
  kind: 'failed',
  reason,
  temporary: true,
  ...more,
});

interface Answers {
  column?: ColumnOutcome;
  send?: SendOutcome;
  read?: ReadOutcome;
  activity?: typeof welcomeActivity | undefined;
}

describe('deliver', () => {
  let queue: MemoryQueue;
  let sent: { column: Column; score: Score }[];

  beforeEach(() => {
    queue = new MemoryQueue();
    sent = [];
    queue.publish('e1', 1450, { dueAt: NOW });
  });

  const claim = async (): Promise<Claim> => {
    const claimed = await queue.claim({ now: NOW, leaseUntil: LEASE_END, except: [] });
    assert.ok(claimed);
    return claimed;
  };

  const ports = (answers: Answers = {}): DeliveryPorts => ({
    queue,
    gradebook: {
      column: async () => answers.column ?? { kind: 'found', column },
      send: async (to, score) => {
        sent.push({ column: to, score });
        return answers.send ?? { kind: 'accepted' };
      },
      read: async () => answers.read ?? { kind: 'read', result: { score: 14.5, maximum: 20 } },
    },
    activities: {
      getForDelivery: async () => ('activity' in answers ? answers.activity : welcomeActivity),
    },
    now: () => NOW,
    random: () => 1,
  });

  const settlement = async (answers: Answers, claimed?: Claim): Promise<Settlement | undefined> => {
    await deliver(claimed ?? (await claim()), ports(answers));
    assert.ok(queue.settled.length <= 1);
    return queue.settled[0]?.settlement;
  };

  it('sends the mark at the current whole second, notes the time first, and reads it back', async () => {
    assert.deepEqual(await settlement({}), {
      kind: 'sent',
      at: NOW,
      readBack: { verdict: 'same', hundredths: 1450, at: NOW },
    });
    const score = { kind: 'mark', hundredths: 1450, maximumHundredths: 2000, comment: '' };
    assert.deepEqual(sent, [{ column, score: { learnerSub: 'e1', timestamp: SECOND, score } }]);
    assert.deepEqual(queue.rows.get('e1')?.lastScoreAt, SECOND);
    assert.equal(queue.rows.get('e1')?.delivery.state, 'sent');
  });

  describe('what is not sent after all', () => {
    const until = new Date('2040-02-01T07:00:00.000Z');
    const certificative = {
      ...welcomeActivity,
      grid: { ...welcomeActivity.grid, purpose: 'certificative' as const },
    };

    it('is a mark of an activity that holds its marks since', async () => {
      const activity = { ...welcomeActivity, releaseAt: until };
      assert.deepEqual(await settlement({ activity }), { kind: 'held', until });
      assert.deepEqual(sent, []);
      assert.equal(queue.rows.get('e1')?.delivery.attempts, 0);
    });

    it('is sent once that moment has come', async () => {
      assert.equal((await settlement({ activity: { ...welcomeActivity, releaseAt: NOW } }))?.kind, 'sent');
      assert.equal(sent.length, 1);
    });

    it('is a mark of an activity that has become certificative since: the teacher is told', async () => {
      assert.deepEqual(await settlement({ activity: certificative }), {
        kind: 'refused',
        failure: { reason: 'certificative', at: NOW },
      });
      assert.deepEqual(sent, []);
    });

    it('is a withdrawal for a learner of whom nothing ever left', async () => {
      queue.withdraw('e1', { dueAt: NOW });
      assert.deepEqual(await settlement({}), { kind: 'sent', at: NOW });
      assert.deepEqual(sent, []);
    });

    for (const [name, activity] of [
      ['holds its marks', { ...welcomeActivity, releaseAt: until }],
      ['is certificative', certificative],
    ] as const) {
      it(`is never the withdrawal of a mark that left, even where the activity ${name}`, async () => {
        queue.withdraw('e1', { dueAt: NOW });
        const claimed = { ...(await claim()), lastScoreAt: new Date('2040-01-15T09:00:00Z') };
        assert.equal((await settlement({ activity }, claimed))?.kind, 'sent');
        assert.deepEqual(
          sent.map(({ score }) => score.score),
          [{ kind: 'withdrawal' }],
        );
      });
    }
  });

  it('is sent even when it cannot be read back', async () => {
    assert.deepEqual(await settlement({ read: failure('unauthorized') }), { kind: 'sent', at: NOW });
  });

  it('waits for the next second after a score of this one, and sends nothing', async () => {
    const claimed = { ...(await claim()), lastScoreAt: SECOND };
    assert.deepEqual(await settlement({}, claimed), {
      kind: 'postponed',
      dueAt: new Date('2040-01-15T10:00:06.000Z'),
    });
    assert.deepEqual(sent, []);
    assert.equal(queue.rows.get('e1')?.delivery.attempts, 0);
  });

  it('sends and settles nothing once its lease was lost', async () => {
    const claimed = await claim();
    await queue.claim({ now: LEASE_END, leaseUntil: new Date('2040-01-15T10:05:00Z'), except: [] });
    assert.equal(await settlement({}, claimed), undefined);
    assert.deepEqual(sent, []);
  });

  it('sends and settles nothing once the teacher has published again', async () => {
    const claimed = await claim();
    queue.publish('e1', 900, { dueAt: NOW });
    assert.equal(await settlement({}, claimed), undefined);
    assert.deepEqual(sent, []);
    assert.equal(queue.rows.get('e1')?.delivery.version, 2);
  });

  it('leaves a newer publication pending when it comes while the older one is on its way', async () => {
    const slow = ports();
    const republishing: DeliveryPorts = {
      ...slow,
      gradebook: {
        ...slow.gradebook,
        send: async (to, score) => {
          queue.publish('e1', 900, { dueAt: NOW });
          return slow.gradebook.send(to, score);
        },
      },
    };
    await deliver(await claim(), republishing);
    const row = queue.rows.get('e1');
    assert.deepEqual([row?.delivery.version, row?.delivery.state], [2, 'pending']);
    assert.deepEqual(row?.lastScoreAt, SECOND);
  });

  it('is refused without an activity', async () => {
    assert.deepEqual(await settlement({ activity: undefined }), {
      kind: 'refused',
      failure: { reason: 'noGradebook', at: NOW },
    });
  });

  it('sends nothing without a column', async () => {
    const outcome = await settlement({ column: failure('noGradebook', { temporary: false }) });
    assert.deepEqual(outcome, { kind: 'refused', failure: { reason: 'noGradebook', at: NOW } });
    assert.deepEqual(sent, []);
    assert.equal(queue.rows.get('e1')?.lastScoreAt, undefined);
  });

  it('tries again later after a temporary failure, and says why', async () => {
    assert.deepEqual(await settlement({ send: failure('serverError', { status: 500 }) }), {
      kind: 'retry',
      dueAt: new Date(NOW.getTime() + 5000),
      failure: { reason: 'serverError', at: NOW, status: 500 },
    });
  });

  it('heeds the platform’s wish', async () => {
    const outcome = await settlement({
      send: failure('rateLimited', { status: 429, retryAfterSeconds: 60 }),
    });
    assert.equal(outcome?.kind, 'retry');
    assert.deepEqual(outcome.dueAt, new Date(NOW.getTime() + 66_000));
  });

  it('gives up at once on a lasting failure', async () => {
    assert.deepEqual(await settlement({ send: failure('notEnrolled', { temporary: false, status: 400 }) }), {
      kind: 'refused',
      failure: { reason: 'notEnrolled', at: NOW, status: 400 },
    });
  });

  it('gives up after the last try', async () => {
    const claimed = await claim();
    const last = { ...claimed, delivery: { ...claimed.delivery, attempts: MAXIMUM_ATTEMPTS - 1 } };
    const outcome = await settlement({ send: failure('timeout') }, last);
    assert.deepEqual(outcome, { kind: 'refused', failure: { reason: 'timeout', at: NOW } });
  });
});

describe('compareReadBack', () => {
  const mark = (hundredths: number, maximumHundredths = 2000): DeliveryScore => ({
    kind: 'mark',
    hundredths,
    maximumHundredths,
    comment: '',
  });
  const withdrawal: DeliveryScore = { kind: 'withdrawal' };

  const cases: [
    string,
    DeliveryScore,
    { score: number; maximum: number } | undefined,
    Omit<ReadBack, 'at'>,
  ][] = [
    ['is the same', mark(1450), { score: 14.5, maximum: 20 }, { verdict: 'same', hundredths: 1450 }],
    ['is the same for a zero', mark(0), { score: 0, maximum: 20 }, { verdict: 'same', hundredths: 0 }],
    [
      'is the same on a column with another maximum',
      mark(1450),
      { score: 72.5, maximum: 100 },
      { verdict: 'same', hundredths: 1450 },
    ],
    [
      'is the same within the five decimals that Moodle keeps',
      mark(1333),
      { score: 6.665, maximum: 10 },
      { verdict: 'same', hundredths: 1333 },
    ],
    [
      'has drifted when a teacher overrode it',
      mark(600),
      { score: 19, maximum: 20 },
      { verdict: 'drifted', hundredths: 1900 },
    ],
    [
      'has drifted by a hundredth',
      mark(1450),
      { score: 14.49, maximum: 20 },
      { verdict: 'drifted', hundredths: 1449 },
    ],
    ['is missing without a result', mark(1450), undefined, { verdict: 'missing' }],
    [
      'is missing on a column without a maximum',
      mark(1450),
      { score: 5, maximum: 0 },
      { verdict: 'missing' },
    ],
    ['is the same for a withdrawal without a result', withdrawal, undefined, { verdict: 'same' }],
    [
      'has drifted when a withdrawn mark is still shown',
      withdrawal,
      { score: 12.5, maximum: 20 },
      { verdict: 'drifted', hundredths: 1250 },
    ],
  ];
  for (const [name, score, result, expected] of cases) {
    it(name, () => {
      const reading = { kind: 'read' as const, ...(result && { result }) };
      assert.deepEqual(compareReadBack(score, reading, NOW), { ...expected, at: NOW });
    });
  }
});
