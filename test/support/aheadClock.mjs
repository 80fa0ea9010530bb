// Loaded before a process' own program: its clock runs TEST_CLOCK_AHEAD_SECONDS ahead, as a test that does not want
// to wait has it.
import process from 'node:process';

const aheadMs = Number(process.env['TEST_CLOCK_AHEAD_SECONDS'] ?? 0) * 1000;
const RealDate = Date;

class AheadDate extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [AheadDate.now()] : given));
  }

  static now() {
    return RealDate.now() + aheadMs;
  }

  static [Symbol.hasInstance](value) {
    return value instanceof RealDate;
  }
}

// mongoose knows types by the name of their constructor.
Object.defineProperty(AheadDate, 'name', { value: 'Date' });
if (aheadMs !== 0) globalThis.Date = AheadDate;
