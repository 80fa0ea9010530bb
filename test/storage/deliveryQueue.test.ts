import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { Delivery } from '../../src/evaluation/delivery.js';
import type { Claim } from '../../src/gradebook/deliveryQueue.js';
import { pendingDelivery, publishedEvaluation } from '../support/evaluations.js';
import { eachStores, winners } from '../support/eachStores.js';

const seconds = (n: number) => new Date(pendingDelivery.dueAt.getTime() + n * 1000);
const now = seconds(0);
const leaseUntil = seconds(60);
const afterLease = { now: leaseUntil, leaseUntil: seconds(120), except: [] };
const failure = { reason: 'serverError', status: 500, at: seconds(1) } as const;

interface Queued {
  learnerSub: string;
  registrationId?: string;
  delivery?: Partial<Delivery>;
}

eachStores('DeliveryQueue', (stores, connection) => {
  const queue = () => stores().deliveries;
  const claimNow = (except: readonly string[] = []) => queue().claim({ now, leaseUntil, except });

  async function publish({ learnerSub, delivery, registrationId = 'registration-1' }: Queued): Promise<void> {
    const outcome = await stores().evaluations.save({
      ...publishedEvaluation,
      id: `evaluation-${learnerSub}`,
      learnerSub,
      registrationId,
      delivery: { ...pendingDelivery, ...delivery },
    });
    assert.equal(outcome.kind, 'saved');
  }

  async function publishedAndClaimed(): Promise<Claim> {
    await publish({ learnerSub: '21' });
    return (await claimNow())!;
  }

  const stored = async () => (await stores().evaluations.find('activity-1', '21'))!;

  async function republish(delivery: Partial<Delivery>): Promise<void> {
    const evaluation = await stored();
    await stores().evaluations.save({ ...evaluation, delivery: { ...pendingDelivery, ...delivery } });
  }

  describe('claim', () => {
    it('gives what a dispatcher needs to deliver', async () => {
      await publish({ learnerSub: '21' });
      assert.deepEqual(await claimNow(), {
        evaluationId: 'evaluation-21',
        activityId: 'activity-1',
        registrationId: 'registration-1',
        learnerSub: '21',
        delivery: { ...pendingDelivery, dueAt: leaseUntil },
        leaseUntil,
      });
    });

    it('gives nothing when nothing waits', async () => {
      assert.equal(await claimNow(), undefined);
    });

    it('gives the score that is due longest first', async () => {
      await publish({ learnerSub: '1', delivery: { dueAt: seconds(-1) } });
      await publish({ learnerSub: '2', delivery: { dueAt: seconds(-3) } });
      await publish({ learnerSub: '3', delivery: { dueAt: seconds(-2) } });
      const order = [await claimNow(), await claimNow(), await claimNow(), await claimNow()];
      assert.deepEqual(
        order.map((claim) => claim?.learnerSub),
        ['2', '3', '1', undefined],
      );
    });

    it('leaves a score that is not due yet', async () => {
      await publish({ learnerSub: '21', delivery: { dueAt: new Date(now.getTime() + 1) } });
      assert.equal(await claimNow(), undefined);
    });

    it('leaves drafts and scores that were sent or refused', async () => {
      const { publication: _publication, delivery: _delivery, ...draft } = publishedEvaluation;
      await stores().evaluations.save({ ...draft, id: 'evaluation-draft' });
      await publish({ learnerSub: '1', delivery: { state: 'sent' } });
      await publish({ learnerSub: '2', delivery: { state: 'refused' } });
      assert.equal(await claimNow(), undefined);
    });

    it('passes over the registrations it is told to', async () => {
      await publish({ learnerSub: '1', registrationId: 'a', delivery: { dueAt: seconds(-3) } });
      await publish({ learnerSub: '2', registrationId: 'b', delivery: { dueAt: seconds(-2) } });
      await publish({ learnerSub: '3', registrationId: 'c', delivery: { dueAt: seconds(-1) } });
      assert.equal((await claimNow(['a', 'b']))?.learnerSub, '3');
      assert.equal(await claimNow(['a', 'b']), undefined);
      assert.equal((await claimNow())?.learnerSub, '1');
    });

    it('gives a leased score to nobody until its lease ends', async () => {
      await publishedAndClaimed();
      const before = new Date(leaseUntil.getTime() - 1);
      assert.equal(await queue().claim({ ...afterLease, now: before }), undefined);
      assert.equal((await queue().claim(afterLease))?.learnerSub, '21');
    });

    it('takes the hold away: from now on the score is on its way', async () => {
      await publish({ learnerSub: '21', delivery: { heldUntil: pendingDelivery.dueAt } });
      assert.deepEqual((await claimNow())?.delivery, { ...pendingDelivery, dueAt: leaseUntil });
      assert.deepEqual((await stored()).delivery, { ...pendingDelivery, dueAt: leaseUntil });
    });

    it('gives one score to one of twenty workers', async () => {
      await publish({ learnerSub: '21' });
      assert.equal(winners(await Promise.all(Array.from({ length: 20 }, () => claimNow()))), 1);
    });

    it('gives two hundred scores to four workers, each once', async () => {
      const learners = Array.from({ length: 200 }, (_, i) => `${i}`);
      await Promise.all(learners.map((learnerSub) => publish({ learnerSub })));
      const claimed: string[] = [];
      const work = async () => {
        for (let claim = await claimNow(); claim; claim = await claimNow()) claimed.push(claim.learnerSub);
      };
      await Promise.all([work(), work(), work(), work()]);
      assert.deepEqual(claimed.toSorted(), learners.toSorted());
    });

    it('refuses a lease that ends before it begins, whose name would not be new', async () => {
      await publish({ learnerSub: '21' });
      await assert.rejects(queue().claim({ now, leaseUntil: now, except: [] }), RangeError);
    });
  });

  describe('noteTimestamp', () => {
    it('notes the timestamp for the next claim', async () => {
      const claim = await publishedAndClaimed();
      assert.equal(await queue().noteTimestamp(claim, seconds(1)), true);
      assert.deepEqual((await queue().claim(afterLease))?.lastScoreAt, seconds(1));
    });

    it('never goes back to an earlier timestamp', async () => {
      const claim = await publishedAndClaimed();
      await queue().noteTimestamp(claim, seconds(2));
      await queue().noteTimestamp(claim, seconds(1));
      assert.deepEqual((await queue().claim(afterLease))?.lastScoreAt, seconds(2));
    });

    it('is refused once another dispatcher has the score', async () => {
      const lost = await publishedAndClaimed();
      const claim = (await queue().claim(afterLease))!;
      assert.equal(await queue().noteTimestamp(lost, seconds(61)), false);
      assert.equal(claim.lastScoreAt, undefined);
      assert.equal(await queue().noteTimestamp(claim, seconds(61)), true);
    });

    it('is refused once the teacher published again, even due at the lease', async () => {
      const claim = await publishedAndClaimed();
      await republish({ version: 2, dueAt: leaseUntil });
      assert.equal(await queue().noteTimestamp(claim, seconds(1)), false);
    });

    it('is refused once the claim is settled', async () => {
      const claim = await publishedAndClaimed();
      await queue().settle(claim, { kind: 'sent', at: seconds(1) });
      assert.equal(await queue().noteTimestamp(claim, seconds(1)), false);
    });

    it('moves no revision', async () => {
      const claim = await publishedAndClaimed();
      await queue().noteTimestamp(claim, seconds(1));
      await queue().settle(claim, { kind: 'sent', at: seconds(1) });
      assert.equal((await stored()).revision, 1);
    });
  });

  describe('settle', () => {
    const readBack = { verdict: 'drifted', hundredths: 1200, at: seconds(2) } as const;

    it('notes what was sent and what the gradebook shows', async () => {
      const claim = await publishedAndClaimed();
      await queue().settle(claim, { kind: 'sent', at: seconds(1), readBack });
      assert.deepEqual((await stored()).delivery, {
        ...claim.delivery,
        state: 'sent',
        sentAt: seconds(1),
        readBack,
      });
      assert.equal(await queue().claim(afterLease), undefined);
    });

    it('forgets the failure once the score is sent', async () => {
      await queue().settle(await publishedAndClaimed(), { kind: 'retry', dueAt: seconds(5), failure });
      const second = (await queue().claim({ now: seconds(5), leaseUntil: seconds(65), except: [] }))!;
      assert.deepEqual(second.delivery.failure, failure);
      await queue().settle(second, { kind: 'sent', at: seconds(6) });
      const { failure: _failure, ...withoutFailure } = second.delivery;
      assert.deepEqual((await stored()).delivery, {
        ...withoutFailure,
        state: 'sent',
        sentAt: seconds(6),
      });
    });

    it('counts a failed try and says when the next is due', async () => {
      const claim = await publishedAndClaimed();
      await queue().settle(claim, { kind: 'retry', dueAt: seconds(5), failure });
      const delivery = { ...pendingDelivery, dueAt: seconds(5), attempts: 1, failure };
      assert.deepEqual((await stored()).delivery, delivery);
      assert.equal(await queue().claim({ now: seconds(4), leaseUntil: seconds(64), except: [] }), undefined);
    });

    it('keeps a refused score for the teacher to see', async () => {
      const claim = await publishedAndClaimed();
      const refusal = { reason: 'notEnrolled', at: seconds(1) } as const;
      await queue().settle(claim, { kind: 'refused', failure: refusal });
      assert.deepEqual((await stored()).delivery, {
        ...claim.delivery,
        state: 'refused',
        attempts: 1,
        failure: refusal,
      });
      assert.equal(await queue().claim(afterLease), undefined);
    });

    it('counts no try when a score is only postponed', async () => {
      const claim = await publishedAndClaimed();
      await queue().settle(claim, { kind: 'postponed', dueAt: seconds(1) });
      assert.deepEqual((await stored()).delivery, { ...pendingDelivery, dueAt: seconds(1) });
    });

    it('holds a score that its activity holds, and counts no try', async () => {
      const claim = await publishedAndClaimed();
      await queue().settle(claim, { kind: 'held', until: seconds(3600) });
      const held = { ...pendingDelivery, dueAt: seconds(3600), heldUntil: seconds(3600) };
      assert.deepEqual((await stored()).delivery, held);
    });

    it('does nothing once another dispatcher has the score', async () => {
      const lost = await publishedAndClaimed();
      const claim = (await queue().claim(afterLease))!;
      await queue().settle(lost, { kind: 'refused', failure });
      assert.deepEqual((await stored()).delivery, claim.delivery);
      await queue().settle(claim, { kind: 'sent', at: seconds(61) });
      await queue().settle(lost, { kind: 'retry', dueAt: seconds(70), failure });
      assert.equal((await stored()).delivery!.state, 'sent');
    });

    it('does nothing once the teacher published again, even due at the lease', async () => {
      const claim = await publishedAndClaimed();
      await republish({ version: 2, dueAt: leaseUntil });
      await queue().settle(claim, { kind: 'sent', at: seconds(1) });
      assert.deepEqual((await stored()).delivery, { ...pendingDelivery, version: 2, dueAt: leaseUntil });
    });

    it('is heeded once for a claim', async () => {
      const claim = await publishedAndClaimed();
      await Promise.all(
        Array.from({ length: 10 }, () =>
          queue().settle(claim, { kind: 'retry', dueAt: seconds(5), failure }),
        ),
      );
      assert.equal((await stored()).delivery!.attempts, 1);
    });
  });

  describe('nextDueAt', () => {
    it('tells when the next pending score is due', async () => {
      await publish({ learnerSub: '1', delivery: { state: 'sent', dueAt: seconds(1) } });
      await publish({ learnerSub: '2', delivery: { dueAt: seconds(30) } });
      await publish({ learnerSub: '3', delivery: { dueAt: seconds(20) } });
      assert.deepEqual(await queue().nextDueAt(), seconds(20));
    });

    it('counts a leased score as due when its lease ends', async () => {
      await publishedAndClaimed();
      assert.deepEqual(await queue().nextDueAt(), leaseUntil);
    });

    it('tells nothing when nothing waits', async () => {
      await publish({ learnerSub: '1', delivery: { state: 'refused' } });
      assert.equal(await queue().nextDueAt(), undefined);
    });
  });

  it('counts what is pending: due, leased, held, or waiting after a failure', async () => {
    assert.equal(await queue().countPending(), 0);
    await publishedAndClaimed();
    await publish({ learnerSub: '2', delivery: { state: 'sent' } });
    await publish({ learnerSub: '3', delivery: { state: 'refused' } });
    await publish({ learnerSub: '4', delivery: { dueAt: seconds(3600), heldUntil: seconds(3600) } });
    assert.equal(await queue().countPending(), 2);
  });

  describe('moveHeld', () => {
    const held = { dueAt: seconds(3600), heldUntil: seconds(3600) };
    const moveTo = (until?: Date) =>
      queue().moveHeld('activity-1', { now: seconds(30), ...(until && { until }) });

    for (const [name, until] of [
      ['later', seconds(7200)],
      ['earlier', seconds(1800)],
    ] as const) {
      it(`holds what waits until ${name}`, async () => {
        await publish({ learnerSub: '21', delivery: held });
        await moveTo(until);
        assert.deepEqual((await stored()).delivery, { ...pendingDelivery, dueAt: until, heldUntil: until });
        const justBefore = { now: new Date(until.getTime() - 1), leaseUntil: seconds(9000), except: [] };
        assert.equal(await queue().claim(justBefore), undefined);
      });
    }

    it('makes what waits due now, once nothing holds it', async () => {
      await publish({ learnerSub: '21', delivery: held });
      await moveTo();
      assert.deepEqual((await stored()).delivery, { ...pendingDelivery, dueAt: seconds(30) });
      assert.equal((await queue().claim({ ...afterLease, now: seconds(30) }))?.learnerSub, '21');
    });

    it('moves every score that is held, and those of no other activity', async () => {
      for (const learnerSub of ['1', '2', '3']) await publish({ learnerSub, delivery: held });
      const other = { ...publishedEvaluation, id: 'other', activityId: 'activity-2' };
      await stores().evaluations.save({ ...other, delivery: { ...pendingDelivery, ...held } });
      await moveTo(seconds(7200));
      const evaluations = await stores().evaluations.list('activity-1');
      assert.deepEqual(
        evaluations.map(({ delivery }) => delivery?.dueAt),
        [seconds(7200), seconds(7200), seconds(7200)],
      );
      assert.deepEqual((await stores().evaluations.find('activity-2', '21'))?.delivery?.dueAt, seconds(3600));
    });

    it('leaves a score that a dispatcher has: its lease stands, and its settlement is heeded', async () => {
      await publish({ learnerSub: '21', delivery: { heldUntil: pendingDelivery.dueAt } });
      const claim = (await claimNow())!;
      await moveTo();
      await moveTo(seconds(7200));
      assert.deepEqual((await stored()).delivery?.dueAt, leaseUntil);
      assert.equal(await queue().noteTimestamp(claim, seconds(1)), true);
      await queue().settle(claim, { kind: 'sent', at: seconds(2) });
      assert.equal((await stored()).delivery?.state, 'sent');
    });

    it('leaves what waits for another reason, and what was sent or refused', async () => {
      const others: readonly Partial<Delivery>[] = [
        {},
        { dueAt: seconds(5), attempts: 1, failure },
        { ...held, state: 'sent', sentAt: seconds(0) },
        { ...held, state: 'refused', failure },
      ];
      for (const [i, delivery] of others.entries()) await publish({ learnerSub: `${i}`, delivery });
      const before = await stores().evaluations.list('activity-1');
      await moveTo(seconds(7200));
      assert.deepEqual(await stores().evaluations.list('activity-1'), before);
    });

    it('moves no revision', async () => {
      await publish({ learnerSub: '21', delivery: held });
      await moveTo();
      assert.equal((await stored()).revision, 1);
    });

    it('takes nothing but an activity and dates', async () => {
      const anything = { $ne: '' };
      await assert.rejects(queue().moveHeld(anything as never, { now }), BadRequest);
      await assert.rejects(queue().moveHeld('activity-1', { now, until: anything as never }), BadRequest);
    });
  });

  it('answers each question through an index, however many evaluations there are', async () => {
    const raw = await seeded(1100);
    await connection().collection('evaluations').insertMany(raw);
    const claim = (await queue().claim({ now, leaseUntil, except: ['registration-2'] }))!;
    assert.equal(claim.learnerSub, '0');
    assert.equal(await queue().noteTimestamp(claim, seconds(1)), true);
    await queue().settle(claim, { kind: 'sent', at: seconds(1) });
    assert.deepEqual(await queue().nextDueAt(), seconds(0));
    await queue().moveHeld('activity-1', { now });
    assert.equal((await stores().evaluations.list('activity-1')).length, 1100);
    assert.equal((await stores().evaluations.find('activity-1', '1099'))?.learnerSub, '1099');
  });

  /** Raw records of many learners, alike but for their names. */
  async function seeded(count: number): Promise<Record<string, unknown>[]> {
    await publish({ learnerSub: '0', delivery: { dueAt: seconds(-1) } });
    const { _id, ...record } = (await connection().collection('evaluations').findOne({}))!;
    return Array.from({ length: count - 1 }, (_, i) => ({
      ...record,
      _id: `evaluation-${i + 1}`,
      learnerSub: `${i + 1}`,
      registrationId: i % 2 ? 'registration-1' : 'registration-2',
      delivery: pendingDelivery,
    }));
  }
});
