import { AFTER_ALL_KEYS, inverted, orderedKey, successor, typePrefix } from './orderedKey.js';
import type { Scalar } from './storedValue.js';

/** Keys from `from` on, up to but without `to`. */
export interface KeyRange {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** A beginning of keys at which a span starts or ends; `included` takes or leaves all that begin so. */
interface Edge {
  readonly prefix: Buffer;
  readonly included: boolean;
}

/** Values of one type between two limits, as `$gt` and its like ask. */
export interface Interval {
  readonly start: Edge;
  readonly end: Edge;
}

export const from = (value: Scalar, included: boolean): Interval => ({
  start: { prefix: orderedKey(value), included },
  end: { prefix: typePrefix(value), included: true },
});

export const upTo = (value: Scalar, included: boolean): Interval => ({
  start: { prefix: typePrefix(value), included: true },
  end: { prefix: orderedKey(value), included },
});

/** All keys that begin with `prefix`. */
export const keysUnder = (prefix: Buffer): KeyRange => ({
  from: prefix,
  to: prefix.length === 0 ? AFTER_ALL_KEYS : successor(prefix),
});

/** Keys under `prefix` whose next field lies in the interval. */
export function keysBetween(prefix: Buffer, interval: Interval, direction: 1 | -1): KeyRange {
  const start = direction === 1 ? interval.start : invertedEdge(interval.end);
  const end = direction === 1 ? interval.end : invertedEdge(interval.start);
  const first = Buffer.concat([prefix, start.prefix]);
  const last = Buffer.concat([prefix, end.prefix]);
  return {
    from: start.included ? first : successor(first),
    to: end.included ? successor(last) : last,
  };
}

const invertedEdge = ({ prefix, included }: Edge): Edge => ({ prefix: inverted(prefix), included });
