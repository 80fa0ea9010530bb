import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { DeliveryScore } from '../../../src/evaluation/delivery.js';
import { decimal, scoreMessage } from '../../../src/lti/services/scoreMessage.js';

const message = (score: DeliveryScore) =>
  scoreMessage({ learnerSub: '5', timestamp: new Date('2040-01-15T10:00:05Z'), score });

describe('scoreMessage', () => {
  const mark = { kind: 'mark', hundredths: 1450, maximumHundredths: 2000, comment: '' } as const;

  it('is compact JSON with the mark in points', () => {
    assert.equal(
      message({ ...mark, comment: 'Très bien :\n« l’accueil »' }),
      '{"userId":"5","timestamp":"2040-01-15T10:00:05.000Z","activityProgress":"Completed",' +
        '"gradingProgress":"FullyGraded","scoreGiven":14.5,"scoreMaximum":20,' +
        '"comment":"Très bien :\\n« l’accueil »"}',
    );
  });

  it('leaves out an empty comment', () => {
    assert.equal('comment' in JSON.parse(message(mark)), false);
  });

  it('sends a zero', () => {
    assert.equal(JSON.parse(message({ ...mark, hundredths: 0 })).scoreGiven, 0);
  });

  it('withdraws by a score that is graded and not given', () => {
    assert.deepEqual(JSON.parse(message({ kind: 'withdrawal' })), {
      userId: '5',
      timestamp: '2040-01-15T10:00:05.000Z',
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    });
  });

  it('never holds a line break, which would hide a refusal in Moodle', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (comment) => {
        assert.doesNotMatch(message({ ...mark, comment }), /[\r\n]/);
      }),
    );
  });
});

describe('decimal', () => {
  it('writes hundredths exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (hundredths) => {
        const [whole, fraction = ''] = JSON.stringify(decimal(hundredths)).split('.');
        assert.equal(Number(`${whole}${fraction.padEnd(2, '0')}`), hundredths);
        assert.ok(fraction.length <= 2);
      }),
    );
  });
});
