/*
 * Loaded before a process' own program: its clock runs TEST_CLOCK_AHEAD_SECONDS ahead, as a test that does not
 * want to wait has it.
 */
const aheadMs = Number(process.env['TEST_CLOCK_AHEAD_SECONDS'] ?? 0) * 1000;
const RealDate = Date;

class AheadDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    super(given.length === 0 ? AheadDate.now() : given[0]);
  }

  static override now(): number {
    return RealDate.now() + aheadMs;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof RealDate;
  }
}

// mongoose knows types by the name of their constructor.
Object.defineProperty(AheadDate, 'name', { value: 'Date' });
if (aheadMs !== 0) globalThis.Date = AheadDate as DateConstructor;
