import type { Connection } from 'mongoose';
import type { Claim, DeliveryQueue, Settlement } from '../gradebook/deliveryQueue.js';
import { evaluationModel, type EvaluationRecord } from './evaluationModel.js';
import { moment, text, wholeNumber } from './filterValues.js';

type Claimed = Required<Pick<EvaluationRecord, 'delivery'>> &
  Pick<EvaluationRecord, '_id' | 'activityId' | 'registrationId' | 'learnerSub' | 'lastScoreAt'>;

const PENDING = 'pending' as const;

const CLAIMED_FIELDS = { activityId: 1, registrationId: 1, learnerSub: 1, delivery: 1, lastScoreAt: 1 };

/**
 * The pending evaluations as a queue. A claim is named by what it set `dueAt` to. No later claim of the same
 * version has that name while the first is unsettled: it can only begin once `dueAt` has passed, and it ends
 * after it began.
 */
export function deliveryQueue(db: Connection): DeliveryQueue {
  const Evaluations = evaluationModel(db);

  return {
    async claim({ now, leaseUntil, except }) {
      if (leaseUntil <= now) throw new RangeError('A lease ends after it begins.');
      const due = { 'delivery.state': PENDING, 'delivery.dueAt': { $lte: moment(now) } };
      const others = except.length > 0 && { registrationId: { $nin: except.map(text) } };
      const record = await Evaluations.findOneAndUpdate(
        { ...due, ...others },
        { $set: { 'delivery.dueAt': moment(leaseUntil) }, $unset: { 'delivery.heldUntil': 1 } },
        { sort: { 'delivery.dueAt': 1 }, returnDocument: 'after', projection: CLAIMED_FIELDS },
      )
        .lean<Claimed>()
        .exec();
      return record ? claimOf(record) : undefined;
    },

    async noteTimestamp(claim, timestamp) {
      const change = { $max: { lastScoreAt: moment(timestamp) } };
      return (await Evaluations.updateOne(held(claim), change).exec()).matchedCount === 1;
    },

    async settle(claim, settlement) {
      await Evaluations.updateOne(held(claim), settled(settlement)).exec();
    },

    async nextDueAt() {
      const record = await Evaluations.findOne({ 'delivery.state': PENDING }, { 'delivery.dueAt': 1 })
        .sort({ 'delivery.dueAt': 1 })
        .lean<{ delivery: { dueAt: Date } }>()
        .exec();
      return record?.delivery.dueAt;
    },

    async countPending() {
      return Evaluations.countDocuments({ 'delivery.state': PENDING }).exec();
    },

    async moveHeld(activityId, { until, now }) {
      const held = {
        activityId: text(activityId),
        'delivery.state': PENDING,
        'delivery.heldUntil': { $exists: true },
      };
      await Evaluations.updateMany(held, until ? heldUntil(moment(until)) : dueAt(moment(now))).exec();
    },
  };
}

/** Matches while the claim stands: nobody claimed it after its lease, and no teacher published again. */
const held = ({ evaluationId, delivery, leaseUntil }: Claim) => ({
  _id: text(evaluationId),
  'delivery.state': PENDING,
  'delivery.version': wholeNumber(delivery.version),
  'delivery.dueAt': moment(leaseUntil),
});

function claimOf({ _id, activityId, registrationId, learnerSub, delivery, lastScoreAt }: Claimed): Claim {
  const names = { evaluationId: _id, activityId, registrationId, learnerSub };
  return { ...names, delivery, leaseUntil: delivery.dueAt, ...(lastScoreAt && { lastScoreAt }) };
}

const heldUntil = (until: Date) => ({ $set: { 'delivery.dueAt': until, 'delivery.heldUntil': until } });

const dueAt = (now: Date) => ({ $set: { 'delivery.dueAt': now }, $unset: { 'delivery.heldUntil': 1 } });

function settled(settlement: Settlement) {
  switch (settlement.kind) {
    case 'sent': {
      const { at, readBack } = settlement;
      const fields = { 'delivery.state': 'sent', 'delivery.sentAt': at };
      return {
        $set: { ...fields, ...(readBack && { 'delivery.readBack': readBack }) },
        $unset: { 'delivery.failure': 1 },
      };
    }
    case 'retry':
      return {
        $set: { 'delivery.dueAt': settlement.dueAt, 'delivery.failure': settlement.failure },
        $inc: { 'delivery.attempts': 1 },
      };
    case 'refused':
      return {
        $set: { 'delivery.state': 'refused', 'delivery.failure': settlement.failure },
        $inc: { 'delivery.attempts': 1 },
      };
    case 'postponed':
      return { $set: { 'delivery.dueAt': settlement.dueAt } };
    case 'held':
      return heldUntil(settlement.until);
  }
}
