export type TimestampChoice =
  { readonly kind: 'now'; readonly timestamp: Date } | { readonly kind: 'wait'; readonly until: Date };

/**
 * The timestamp for a learner's next score: the current whole second, if it is strictly later than the last.
 *
 * AGS §3.4.9 wants timestamps to grow. Moodle compares whole seconds and answers 409 to an equal one; it takes
 * a future one and then refuses every score until that moment has passed, so we wait rather than run ahead.
 */
export function scoreTimestamp(now: Date, lastScoreAt: Date | undefined): TimestampChoice {
  const second = Math.floor(now.getTime() / 1000);
  const last = lastScoreAt ? Math.floor(lastScoreAt.getTime() / 1000) : -Infinity;
  if (second > last) return { kind: 'now', timestamp: new Date(second * 1000) };
  return { kind: 'wait', until: new Date((last + 1) * 1000) };
}
