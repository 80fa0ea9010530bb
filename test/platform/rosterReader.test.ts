import assert from 'node:assert/strict';
import { RosterReader } from '../../src/platform/rosterReader.js';
import type { Member, Roster, RosterProblem } from '../../src/platform/roster.js';
import { teacherSession } from '../support/launchSessions.js';

const PATIENCE = 20;

const chloe: Member = { sub: '21', name: 'Chloé Bézier', role: 'learner', active: true };
const amadou: Member = { sub: '22', name: 'Amadou Diallo', role: 'learner', active: true };
const { name: _unnamed, ...nameless } = chloe;

describe('RosterReader', () => {
  let kept: Roster | undefined;
  let answer: () => Promise<{ members: readonly Member[] } | { problem: RosterProblem }>;
  let asked: number;
  let now: Date;
  let reader: RosterReader;

  beforeEach(() => {
    kept = undefined;
    asked = 0;
    now = new Date('2040-01-16T09:30:00Z');
    answer = async () => ({ members: [chloe, amadou] });
    reader = new RosterReader(
      {
        now: () => now,
        rosters: {
          get: async () => kept,
          put: async (_scope, roster) => void (kept = roster),
          see: async () => {},
        },
        rosterService: {
          read: () => {
            asked += 1;
            return answer();
          },
        },
      },
      PATIENCE,
    );
  });

  const secondsLater = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  const fail = (problem: RosterProblem) => {
    answer = async () => ({ problem });
  };

  it('asks the platform for a list that was never read, and keeps it', async () => {
    assert.deepEqual(await reader.read(teacherSession), {
      roster: { members: [chloe, amadou], readAt: now },
    });
    assert.deepEqual(kept?.members, [chloe, amadou]);
  });

  it('asks nothing for five minutes, then asks again', async () => {
    await reader.read(teacherSession);
    secondsLater(299);
    await reader.read(teacherSession);
    assert.equal(asked, 1);
    secondsLater(1);
    await reader.read(teacherSession);
    assert.equal(asked, 2);
  });

  it('keeps the name of a learner who left the list', async () => {
    await reader.read(teacherSession);
    answer = async () => ({ members: [amadou] });
    assert.deepEqual((await reader.refresh(teacherSession)).roster.members, [
      amadou,
      { ...chloe, active: false },
    ]);
  });

  it('gives the kept list and the reason when the platform fails', async () => {
    kept = { members: [chloe], readAt: new Date('2040-01-15T09:00:00Z') };
    fail('refused');
    assert.deepEqual(await reader.read(teacherSession), { roster: kept, problem: 'refused' });
    assert.deepEqual(kept.members, [chloe]);
  });

  it('gives nobody and the reason when there never was a list', async () => {
    fail('not-offered');
    assert.deepEqual(await reader.read(teacherSession), { roster: { members: [] }, problem: 'not-offered' });
  });

  it('leaves a platform that failed alone for a minute', async () => {
    fail('unreachable');
    await reader.read(teacherSession);
    secondsLater(59);
    assert.equal((await reader.read(teacherSession)).problem, 'unreachable');
    assert.equal(asked, 1);
    secondsLater(1);
    await reader.read(teacherSession);
    assert.equal(asked, 2);
  });

  it('asks again at once when the next launch may offer what this one did not', async () => {
    fail('not-offered');
    await reader.read(teacherSession);
    answer = async () => ({ members: [chloe] });
    assert.deepEqual((await reader.read(teacherSession)).roster.members, [chloe]);
  });

  it('does not wait for a slow platform when there is a list to show', async () => {
    kept = { members: [chloe], readAt: new Date('2040-01-15T09:00:00Z') };
    let arrive: (answer: { members: readonly Member[] }) => void = () => {};
    answer = () => new Promise((resolve) => (arrive = resolve));
    assert.deepEqual(await reader.read(teacherSession), {
      roster: { members: [chloe], readAt: new Date('2040-01-15T09:00:00Z') },
      problem: 'unreachable',
    });
    const late = reader.refresh(teacherSession);
    arrive({ members: [chloe, amadou] });
    await late;
    assert.deepEqual(kept?.members, [chloe, amadou], 'the late answer is kept for the next page');
    assert.equal(asked, 1);
  });

  it('forgets a failure once the list was read, here or by another process', async () => {
    fail('unreachable');
    await reader.read(teacherSession);
    secondsLater(5);
    kept = { members: [chloe], readAt: now };
    assert.deepEqual(await reader.read(teacherSession), { roster: kept });
  });

  it('asks once for two pages that want the list together', async () => {
    await Promise.all([reader.refresh(teacherSession), reader.refresh(teacherSession)]);
    assert.equal(asked, 1);
  });

  it('asks on demand, however fresh the list', async () => {
    await reader.read(teacherSession);
    await reader.refresh(teacherSession);
    assert.equal(asked, 2);
  });

  it('keeps the name that a learner gave at their own launch', async () => {
    kept = { members: [chloe] };
    answer = async () => ({ members: [nameless] });
    assert.deepEqual((await reader.read(teacherSession)).roster.members, [chloe]);
  });

  it('keeps the groups that a learner’s own launch told, until the list tells others', async () => {
    kept = { members: [{ ...chloe, groupIds: ['1'] }] };
    answer = async () => ({ members: [chloe] });
    assert.deepEqual((await reader.read(teacherSession)).roster.members, [{ ...chloe, groupIds: ['1'] }]);
    answer = async () => ({ members: [{ ...chloe, groupIds: [] }] });
    assert.deepEqual((await reader.refresh(teacherSession)).roster.members, [{ ...chloe, groupIds: [] }]);
  });

  it('throws what the store throws', async () => {
    answer = () => Promise.reject(new Error('disk full'));
    await assert.rejects(reader.read(teacherSession), /disk full/);
  });
});
