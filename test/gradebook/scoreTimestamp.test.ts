import assert from 'node:assert/strict';
import { scoreTimestamp } from '../../src/gradebook/scoreTimestamp.js';

const at = (time: string) => new Date(`2040-01-15T${time}Z`);

describe('scoreTimestamp', () => {
  const now: [string, string, string | undefined, string][] = [
    ['is the current whole second', '10:00:05.250', undefined, '10:00:05.000'],
    ['is now when the last score is older', '10:00:05.250', '09:00:00.000', '10:00:05.000'],
    ['is now one second after the last', '10:00:05.000', '10:00:04.999', '10:00:05.000'],
  ];
  for (const [name, current, last, expected] of now) {
    it(name, () => {
      assert.deepEqual(scoreTimestamp(at(current), last === undefined ? undefined : at(last)), {
        kind: 'now',
        timestamp: at(expected),
      });
    });
  }

  const wait: [string, string, string, string][] = [
    ['waits for the next second after a score of this one', '10:00:05.250', '10:00:05.000', '10:00:06.000'],
    ['compares whole seconds, as Moodle does', '10:00:05.999', '10:00:05.100', '10:00:06.000'],
    [
      'waits until a timestamp from a faster clock has passed',
      '10:00:05.250',
      '10:02:00.000',
      '10:02:01.000',
    ],
  ];
  for (const [name, current, last, until] of wait) {
    it(name, () => {
      assert.deepEqual(scoreTimestamp(at(current), at(last)), { kind: 'wait', until: at(until) });
    });
  }
});
