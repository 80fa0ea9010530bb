import type { Activity } from '../evaluation/activity.js';
import type { DeliveryScore, ReadBack } from '../evaluation/delivery.js';
import { isHeld } from '../evaluation/release.js';
import type { Claim, DeliveryQueue, Settlement } from './deliveryQueue.js';
import type { Column, Failure, Gradebook, ReadOutcome } from './gradebook.js';
import { MAXIMUM_ATTEMPTS, retryDelaySeconds } from './retryDelay.js';
import { scoreTimestamp } from './scoreTimestamp.js';

export interface DeliveryPorts {
  readonly queue: DeliveryQueue;
  readonly gradebook: Gradebook;
  readonly activities: { getForDelivery(id: string): Promise<Activity | undefined> };
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Brings one claimed score to its gradebook, reads it back, and settles the claim. */
export async function deliver(claim: Claim, ports: DeliveryPorts): Promise<void> {
  const settlement = await attempt(claim, ports);
  if (settlement) await ports.queue.settle(claim, settlement);
}

/** @returns undefined when the claim was lost meanwhile, and another dispatcher has it. */
async function attempt(claim: Claim, ports: DeliveryPorts): Promise<Settlement | undefined> {
  const activity = await ports.activities.getForDelivery(claim.activityId);
  if (!activity) return afterFailure(noGradebook, claim, ports);
  const stopped = beforeLeaving(claim, activity, ports);
  if (stopped) return stopped;

  const found = await ports.gradebook.column(activity);
  if (found.kind === 'failed') return afterFailure(found, claim, ports);

  const choice = scoreTimestamp(ports.now(), claim.lastScoreAt);
  if (choice.kind === 'wait') return { kind: 'postponed', dueAt: choice.until };
  if (!(await ports.queue.noteTimestamp(claim, choice.timestamp))) return undefined;

  const { learnerSub, delivery } = claim;
  const sent = await ports.gradebook.send(found.column, {
    learnerSub,
    timestamp: choice.timestamp,
    score: delivery.score,
  });
  if (sent.kind === 'failed') return afterFailure(sent, claim, ports);

  const readBack = await readBackOf(claim, found.column, ports);
  return { kind: 'sent', at: ports.now(), ...(readBack && { readBack }) };
}

/**
 * The last look before a score leaves, with the activity as it is now: it may have changed after this was queued.
 *
 * @returns undefined when the score may leave.
 */
function beforeLeaving(claim: Claim, activity: Activity, ports: DeliveryPorts): Settlement | undefined {
  const now = ports.now();
  if (claim.delivery.score.kind === 'withdrawal') {
    // The gradebook never heard of this learner: there is nothing to take back.
    return claim.lastScoreAt ? undefined : { kind: 'sent', at: now };
  }
  if (activity.grid.purpose === 'certificative') return afterFailure(certificative, claim, ports);
  return isHeld(activity, now) ? { kind: 'held', until: activity.releaseAt } : undefined;
}

const certificative: Failure = { kind: 'failed', reason: 'certificative', temporary: false };

const noGradebook: Failure = { kind: 'failed', reason: 'noGradebook', temporary: false };

function afterFailure(failed: Failure, claim: Claim, { now, random }: DeliveryPorts): Settlement {
  const at = now();
  const { reason, status, temporary, retryAfterSeconds } = failed;
  const failure = { reason, at, ...(status !== undefined && { status }) };
  const attempts = claim.delivery.attempts + 1;
  if (!temporary || attempts >= MAXIMUM_ATTEMPTS) return { kind: 'refused', failure };

  const seconds = retryDelaySeconds(attempts, random(), retryAfterSeconds);
  return { kind: 'retry', dueAt: new Date(at.getTime() + seconds * 1000), failure };
}

/** Reading back is a courtesy: when it fails, the score was sent all the same. */
async function readBackOf(claim: Claim, column: Column, ports: DeliveryPorts): Promise<ReadBack | undefined> {
  const outcome = await ports.gradebook.read(column, claim.learnerSub);
  return outcome.kind === 'read' ? compareReadBack(claim.delivery.score, outcome, ports.now()) : undefined;
}

/**
 * Whether the gradebook shows what we sent. Moodle answers 200 and keeps its own grade when a teacher has
 * overridden it, so only reading tells.
 */
export function compareReadBack(
  score: DeliveryScore,
  { result }: Extract<ReadOutcome, { kind: 'read' }>,
  at: Date,
): ReadBack {
  if (score.kind === 'withdrawal') {
    return result
      ? { verdict: 'drifted', hundredths: Math.round(result.score * 100), at }
      : { verdict: 'same', at };
  }
  if (!result || result.maximum <= 0) return { verdict: 'missing', at };
  const hundredths = Math.round((result.score / result.maximum) * score.maximumHundredths);
  // Moodle keeps five decimals; a hundredth of our maximum is all we can compare.
  return { verdict: hundredths === score.hundredths ? 'same' : 'drifted', hundredths, at };
}
