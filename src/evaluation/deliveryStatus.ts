import type { Delivery } from './delivery.js';

/**
 * Where the platform's gradebook stands. `held`: waits for the activity's release; `retrying`: a try failed and another will follow; `drifted`: it shows
 * another mark than ours; `missing`: it took the mark and shows none; `takenBack`: it shows none, as wished.
 */
export type DeliveryStatus =
  | 'none'
  | 'held'
  | 'waiting'
  | 'retrying'
  | 'sent'
  | 'refused'
  | 'drifted'
  | 'missing'
  | 'takingBack'
  | 'takenBack';

/** One word for everything a delivery holds. */
export function deliveryStatus(delivery: Delivery | undefined): DeliveryStatus {
  if (!delivery) return 'none';
  const { state, score, heldUntil, failure, readBack } = delivery;
  if (state === 'refused') return 'refused';
  if (state === 'pending') {
    if (heldUntil) return 'held';
    if (failure) return 'retrying';
    return score.kind === 'withdrawal' ? 'takingBack' : 'waiting';
  }
  if (readBack && readBack.verdict !== 'same') return readBack.verdict;
  return score.kind === 'withdrawal' ? 'takenBack' : 'sent';
}

/** Whether only a teacher can put it right. */
export const needsTeacher = (status: DeliveryStatus): boolean =>
  status === 'refused' || status === 'drifted' || status === 'missing';
