import assert from 'node:assert/strict';
import type { Activity } from '../../src/evaluation/activity.js';
import type { Publication } from '../../src/evaluation/evaluation.js';
import { followRelease, isHeld, releasedPublication, setRelease } from '../../src/evaluation/release.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { draftEvaluation, publishedEvaluation } from '../support/evaluations.js';

const NOW = new Date('2040-01-16T10:00:00Z');
const RELEASE = new Date('2040-02-01T07:00:00Z');
const before = new Date(RELEASE.getTime() - 1);
const held: Activity = { ...welcomeActivity, releaseAt: RELEASE };
const certificative: Activity = { ...welcomeActivity, grid: { ...welcomeGrid, purpose: 'certificative' } };

describe('isHeld', () => {
  const cases: [string, Activity, Date, boolean][] = [
    ['without a release', welcomeActivity, NOW, false],
    ['before it', held, before, true],
    ['at that moment', held, RELEASE, false],
    ['after it', held, new Date(RELEASE.getTime() + 1), false],
  ];
  for (const [name, activity, now, expected] of cases) {
    it(`is ${expected} ${name}`, () => assert.equal(isHeld(activity, now), expected));
  }
});

describe('releasedPublication', () => {
  const adjusted: Publication = {
    ...publishedEvaluation.publication!,
    content: { ...draftEvaluation.content, adjustment: { hundredths: 1600, reason: 'Oral.' } },
    mark: { hundredths: 1600, maximumHundredths: 2000 },
    computedHundredths: 1400,
  };

  it('is the publication', () => {
    const { publication } = publishedEvaluation;
    assert.equal(releasedPublication(publishedEvaluation, welcomeActivity, NOW), publication);
    assert.equal(releasedPublication(publishedEvaluation, held, RELEASE), publication);
  });

  it('is nothing before the release', () => {
    assert.equal(releasedPublication(publishedEvaluation, held, before), undefined);
  });

  it('is nothing where nothing was published', () => {
    assert.equal(releasedPublication(undefined, welcomeActivity, NOW), undefined);
    assert.equal(releasedPublication(draftEvaluation, welcomeActivity, NOW), undefined);
  });

  it('has no mark on a certificative grid, computed or adjusted, even one published before', () => {
    const released = releasedPublication({ publication: adjusted }, certificative, NOW);
    const { at, by, content } = publishedEvaluation.publication!;
    assert.deepEqual(released, { at, by, content });
  });
});

describe('setRelease', () => {
  const calls = async (releaseAt: Date | undefined) => {
    const made: unknown[] = [];
    await setRelease('activity-1', releaseAt, {
      activities: {
        setReleaseAt: async (...call) => void made.push(['setReleaseAt', ...call]),
        getForDelivery: async () => undefined,
      },
      deliveries: { moveHeld: async (...call) => void made.push(['moveHeld', ...call]) },
      now: () => NOW,
    });
    return made;
  };

  it('writes the activity first, then moves what is held', async () => {
    assert.deepEqual(await calls(RELEASE), [
      ['setReleaseAt', 'activity-1', RELEASE],
      ['moveHeld', 'activity-1', { now: NOW, until: RELEASE }],
    ]);
  });

  it('makes what is held due at once when the date is taken away', async () => {
    assert.deepEqual(await calls(undefined), [
      ['setReleaseAt', 'activity-1', undefined],
      ['moveHeld', 'activity-1', { now: NOW }],
    ]);
  });

  for (const [name, moment] of [
    ['this very moment', NOW],
    ['a moment that has passed', new Date(NOW.getTime() - 1)],
  ] as const) {
    it(`refuses ${name}`, () => assert.rejects(calls(moment), RangeError));
  }
});

describe('followRelease', () => {
  const moves = async (activity: Activity, latest: Activity | undefined) => {
    const made: unknown[] = [];
    await followRelease(activity, {
      activities: { setReleaseAt: async () => {}, getForDelivery: async () => latest },
      deliveries: { moveHeld: async (...call) => void made.push(call) },
      now: () => NOW,
    });
    return made;
  };

  it('moves nothing while the release stands', async () => {
    assert.deepEqual(await moves(held, { ...held, releaseAt: new Date(RELEASE) }), []);
    assert.deepEqual(await moves(welcomeActivity, welcomeActivity), []);
  });

  const later = new Date('2040-03-01T07:00:00Z');
  const cases: [string, Activity, object][] = [
    ['to another date', { ...held, releaseAt: later }, { now: NOW, until: later }],
    ['to now, where it was taken away', welcomeActivity, { now: NOW }],
    ['to now, where it was moved and has come', { ...held, releaseAt: NOW }, { now: NOW }],
  ];
  for (const [name, latest, when] of cases) {
    it(`follows a release that was moved ${name}`, async () => {
      assert.deepEqual(await moves(held, latest), [['activity-1', when]]);
    });
  }
});
