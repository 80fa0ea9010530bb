import assert from 'node:assert/strict';
import { RosterReader } from '../../src/platform/rosterReader.js';
import type { LinkRoster, Member, Roster, RosterAnswer, RosterProblem } from '../../src/platform/roster.js';
import type { LinkAccess } from '../../src/platform/linkAccess.js';
import { teacherSession } from '../support/launchSessions.js';

const PATIENCE = 20;

/** A list that nobody is shut out of. */
const whole = (roster: Roster): LinkRoster => ({ ...roster, excluded: new Set() });

const chloe: Member = { sub: '21', name: 'Chloé Bézier', role: 'learner', active: true };
const amadou: Member = { sub: '22', name: 'Amadou Diallo', role: 'learner', active: true };
const claire: Member = { sub: '7', name: 'Claire Fontaine', role: 'teacher', active: true };
const { name: _unnamed, ...nameless } = chloe;
/** Of a teacher who came from no link: the list is the course's. */
const { resourceLink: _there, ...session } = teacherSession;

describe('RosterReader', () => {
  let kept: Roster | undefined;
  let access: LinkAccess | undefined;
  let answer: () => Promise<RosterAnswer>;
  let linkAnswer: () => Promise<RosterAnswer>;
  let asked: number;
  let linkAsked: string[];
  let now: Date;
  let reader: RosterReader;

  beforeEach(() => {
    kept = undefined;
    access = undefined;
    asked = 0;
    linkAsked = [];
    now = new Date('2040-01-16T09:30:00Z');
    answer = async () => ({ members: [chloe, amadou] });
    linkAnswer = async () => ({ members: [chloe, claire] });
    reader = new RosterReader(
      {
        now: () => now,
        linkAccess: {
          get: async () => access,
          put: async (_link, told) => void (access = told),
          admit: async () => {},
        },
        rosters: {
          get: async () => kept,
          put: async (_scope, roster) => void (kept = roster),
          see: async () => {},
        },
        rosterService: {
          read: (_session, link) => {
            if (link === undefined) asked += 1;
            else linkAsked.push(link);
            return link === undefined ? answer() : linkAnswer();
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
    assert.deepEqual(await reader.read(session), {
      roster: whole({ members: [chloe, amadou], readAt: now }),
    });
    assert.deepEqual(kept?.members, [chloe, amadou]);
  });

  it('asks nothing for five minutes, then asks again', async () => {
    await reader.read(session);
    secondsLater(299);
    await reader.read(session);
    assert.equal(asked, 1);
    secondsLater(1);
    await reader.read(session);
    assert.equal(asked, 2);
  });

  it('keeps the name of a learner who left the list', async () => {
    await reader.read(session);
    answer = async () => ({ members: [amadou] });
    assert.deepEqual((await reader.refresh(session)).roster.members, [amadou, { ...chloe, active: false }]);
  });

  it('gives the kept list and the reason when the platform fails', async () => {
    kept = { members: [chloe], readAt: new Date('2040-01-15T09:00:00Z') };
    fail('refused');
    assert.deepEqual(await reader.read(session), { roster: whole(kept), problem: 'refused' });
    assert.deepEqual(kept.members, [chloe]);
  });

  it('gives nobody and the reason when there never was a list', async () => {
    fail('not-offered');
    assert.deepEqual(await reader.read(session), { roster: whole({ members: [] }), problem: 'not-offered' });
  });

  it('leaves a platform that failed alone for a minute', async () => {
    fail('unreachable');
    await reader.read(session);
    secondsLater(59);
    assert.equal((await reader.read(session)).problem, 'unreachable');
    assert.equal(asked, 1);
    secondsLater(1);
    await reader.read(session);
    assert.equal(asked, 2);
  });

  it('asks again at once when the next launch may offer what this one did not', async () => {
    fail('not-offered');
    await reader.read(session);
    answer = async () => ({ members: [chloe] });
    assert.deepEqual((await reader.read(session)).roster.members, [chloe]);
  });

  it('does not wait for a slow platform when there is a list to show', async () => {
    kept = { members: [chloe], readAt: new Date('2040-01-15T09:00:00Z') };
    let arrive: (answer: { members: readonly Member[] }) => void = () => {};
    answer = () => new Promise((resolve) => (arrive = resolve));
    assert.deepEqual(await reader.read(session), {
      roster: whole({ members: [chloe], readAt: new Date('2040-01-15T09:00:00Z') }),
      problem: 'unreachable',
    });
    const late = reader.refresh(session);
    arrive({ members: [chloe, amadou] });
    await late;
    assert.deepEqual(kept?.members, [chloe, amadou], 'the late answer is kept for the next page');
    assert.equal(asked, 1);
  });

  it('forgets a failure once the list was read, here or by another process', async () => {
    fail('unreachable');
    await reader.read(session);
    secondsLater(5);
    kept = { members: [chloe], readAt: now };
    assert.deepEqual(await reader.read(session), { roster: whole(kept) });
  });

  it('asks once for two pages that want the list together', async () => {
    await Promise.all([reader.refresh(session), reader.refresh(session)]);
    assert.equal(asked, 1);
  });

  it('asks on demand, however fresh the list', async () => {
    await reader.read(session);
    await reader.refresh(session);
    assert.equal(asked, 2);
  });

  it('keeps the name that a learner gave at their own launch', async () => {
    kept = { members: [chloe] };
    answer = async () => ({ members: [nameless] });
    assert.deepEqual((await reader.read(session)).roster.members, [chloe]);
  });

  it('keeps the groups that a learner’s own launch told, until the list tells others', async () => {
    kept = { members: [{ ...chloe, groupIds: ['1'] }] };
    answer = async () => ({ members: [chloe] });
    assert.deepEqual((await reader.read(session)).roster.members, [{ ...chloe, groupIds: ['1'] }]);
    answer = async () => ({ members: [{ ...chloe, groupIds: [] }] });
    assert.deepEqual((await reader.refresh(session)).roster.members, [{ ...chloe, groupIds: [] }]);
  });

  it('throws what the store throws', async () => {
    answer = () => Promise.reject(new Error('disk full'));
    await assert.rejects(reader.read(session), /disk full/);
  });

  it('keeps sorting names that another answer told', async () => {
    kept = { members: [{ ...chloe, familyName: 'Bézier', givenName: 'Chloé' }] };
    answer = async () => ({ members: [nameless] });
    assert.deepEqual((await reader.read(session)).roster.members, kept.members);
  });

  describe('of a session with a link', () => {
    const zoe: Member = { sub: '23', name: 'Zoé Éboué', role: 'learner', active: true };
    const toLink = teacherSession;
    const shutOut = async (read = reader.read(toLink)) => [...(await read).roster.excluded];
    const told = (excluded: string[]) => ({ excluded, told: true, readAt: now });
    const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

    it('asks for the course and the link when neither was read', async () => {
      const { roster, problem } = await reader.read(toLink);
      assert.deepEqual(roster, {
        members: [chloe, amadou, claire],
        excluded: new Set(['22']),
        readAt: now,
      });
      assert.equal(problem, undefined);
      assert.deepEqual([asked, linkAsked], [1, ['link-1']]);
      assert.deepEqual(access, told(['22']));
    });

    it('asks nothing for five minutes, then the link alone', async () => {
      await reader.read(toLink);
      secondsLater(299);
      assert.deepEqual(await shutOut(), ['22']);
      assert.equal(linkAsked.length, 1);
      secondsLater(1);
      assert.deepEqual(await shutOut(), ['22']);
      assert.deepEqual([asked, linkAsked.length], [1, 2]);
    });

    it('never asks for the course again while the link leaves nobody out', async () => {
      linkAnswer = answer;
      await reader.read(toLink);
      secondsLater(24 * 3600);
      assert.deepEqual(await shutOut(), []);
      assert.deepEqual([asked, linkAsked.length], [1, 2]);
    });

    it('learns from the link’s answer of people who came to the course', async () => {
      await reader.read(toLink);
      secondsLater(300);
      linkAnswer = async () => ({ members: [{ ...chloe, name: 'Chloé Bézier-Roux' }, zoe] });
      const { roster } = await reader.read(toLink);
      assert.deepEqual(
        roster.members.map(({ name }) => name),
        ['Chloé Bézier-Roux', 'Amadou Diallo', 'Claire Fontaine', 'Zoé Éboué'],
      );
      assert.equal(kept?.readAt?.getTime(), before(300).getTime(), 'the course was not read');
    });

    it('asks for the course when somebody new is left out: they may have left it', async () => {
      linkAnswer = answer;
      await reader.read(toLink);
      secondsLater(300);
      answer = async () => ({ members: [chloe] });
      linkAnswer = answer;
      const { roster } = await reader.read(toLink);
      assert.deepEqual([roster.excluded, roster.members], [new Set(), [chloe, { ...amadou, active: false }]]);
      assert.deepEqual([asked, linkAsked.length], [2, 2]);
    });

    it('asks for the course every half hour while somebody is left out', async () => {
      await reader.read(toLink);
      for (const [seconds, reads] of [
        [1799, 1],
        [301, 2],
        [300, 2],
      ] as const) {
        secondsLater(seconds);
        await reader.read(toLink);
        assert.equal(asked, reads, `${seconds} seconds later`);
      }
    });

    it('lists again those to whom the link is open again', async () => {
      await reader.read(toLink);
      linkAnswer = answer;
      assert.deepEqual(await shutOut(reader.refresh(toLink)), []);
      assert.deepEqual([asked, linkAsked.length], [2, 2], 'who asks on demand is told of the course too');
    });

    it('lists people who came to the course and of whom the link has told nothing', async () => {
      kept = { members: [chloe, amadou, zoe], readAt: now };
      access = told(['22']);
      assert.deepEqual(await shutOut(), ['22']);
      assert.equal(linkAsked.length, 0);
    });

    const useless: [string, RosterAnswer][] = [
      ['names no learner', { members: [claire] }],
      ['names nobody', { members: [] }],
    ];
    for (const [name, useful] of useless) {
      it(`hides nobody after an answer that ${name}`, async () => {
        linkAnswer = async () => useful;
        const { roster, problem } = await reader.read(toLink);
        assert.deepEqual([roster.excluded, problem], [new Set(), undefined]);
        secondsLater(10);
        assert.deepEqual(await shutOut(), []);
      });

      it(`keeps what was told before an answer that ${name}`, async () => {
        await reader.read(toLink);
        linkAnswer = async () => useful;
        secondsLater(300);
        assert.deepEqual(await shutOut(), ['22']);
      });
    }

    it('hides nobody after an answer that names inactive learners alone', async () => {
      linkAnswer = async () => ({ members: [{ ...chloe, active: false }] });
      assert.deepEqual(await shutOut(), []);
    });

    it('takes no role away for an answer that knows none', async () => {
      linkAnswer = async () => ({ members: [{ ...chloe, role: 'guest' }, amadou] });
      const { roster } = await reader.read(toLink);
      assert.deepEqual([roster.members, roster.excluded], [[chloe, amadou], new Set()]);
      linkAnswer = async () => ({ members: [chloe, amadou].map((one) => ({ ...one, role: 'guest' })) });
      assert.deepEqual((await reader.refresh(toLink)).roster.members, [chloe, amadou]);
    });

    it('leaves out of the link, not of the course, whom the link calls inactive', async () => {
      linkAnswer = async () => ({ members: [chloe, { ...amadou, active: false }] });
      const { roster } = await reader.read(toLink);
      assert.deepEqual([roster.members, roster.excluded], [[chloe, amadou], new Set(['22'])]);
    });

    it('hides nobody when those who remain are all shut out', async () => {
      kept = { members: [{ ...chloe, active: false }, amadou], readAt: now };
      access = told(['22']);
      assert.deepEqual(await shutOut(), []);
    });

    for (const problem of ['refused', 'invalid', 'unreachable'] as const) {
      it(`has the course’s list where the link’s is ${problem}, and asks for it seldom`, async () => {
        access = { ...told(['22']), readAt: before(300) };
        kept = { members: [chloe, amadou], readAt: before(300) };
        linkAnswer = async () => ({ problem });
        assert.deepEqual(await reader.read(toLink), {
          roster: whole({ members: [chloe, amadou], readAt: now }),
        });
        secondsLater(299);
        await reader.read(toLink);
        assert.deepEqual([asked, linkAsked.length], [1, 1]);
        secondsLater(1);
        await reader.read(toLink);
        assert.deepEqual([asked, linkAsked.length], [2, 1], 'the course alone');
        secondsLater(1500);
        await reader.read(toLink);
        assert.deepEqual([asked, linkAsked.length], [3, 2], 'half an hour later, the link again');
        await reader.refresh(toLink);
        assert.deepEqual([asked, linkAsked.length], [4, 3], 'a teacher who asks');
      });
    }

    it('keeps what was told while the platform answers nothing at all, and leaves it alone for a minute', async () => {
      await reader.read(toLink);
      secondsLater(300);
      fail('unreachable');
      linkAnswer = answer;
      for (const seconds of [0, 59]) {
        secondsLater(seconds);
        const { roster, problem } = await reader.read(toLink);
        assert.deepEqual([roster.excluded, problem], [new Set(['22']), 'unreachable']);
      }
      assert.deepEqual([asked, linkAsked.length], [2, 2]);
    });

    it('trusts what was told for a day, while the platform refuses', async () => {
      await reader.read(toLink);
      fail('refused');
      linkAnswer = answer;
      secondsLater(24 * 3600 - 1);
      assert.deepEqual(await shutOut(), ['22']);
      secondsLater(60);
      assert.deepEqual(await shutOut(), []);
      assert.deepEqual((await reader.kept(toLink)).excluded, new Set());
    });

    it('keeps for a closed activity what was told long ago', async () => {
      await reader.read(toLink);
      linkAnswer = async () => ({ members: [claire] });
      secondsLater(7 * 24 * 3600);
      assert.deepEqual(await shutOut(), ['22']);
    });

    it('has the link’s list where the course’s is refused', async () => {
      fail('refused');
      const { roster, problem } = await reader.read(toLink);
      assert.deepEqual([roster.members, problem], [[chloe, claire], undefined]);
      await reader.read(toLink);
      assert.equal(linkAsked.length, 1);
    });

    it('is the course’s where a launch offers no list', async () => {
      const { membershipsUrl: _none, ...without } = toLink;
      kept = { members: [chloe, amadou], readAt: before(300) };
      access = told(['22']);
      fail('not-offered');
      assert.deepEqual(await shutOut(reader.read(without)), []);
      assert.deepEqual((await reader.kept(without)).excluded, new Set());
      assert.equal(linkAsked.length, 0);
    });

    it('asks once for two pages that want the list together', async () => {
      await Promise.all([reader.read(toLink), reader.refresh(toLink), reader.read(toLink)]);
      assert.deepEqual([asked, linkAsked.length], [1, 1]);
    });

    it('does not wait for a slow platform when there is a list to show', async () => {
      kept = { members: [chloe, amadou], readAt: before(300) };
      access = { ...told(['22']), readAt: before(300) };
      let arrive: (answer: RosterAnswer) => void = () => {};
      linkAnswer = () => new Promise((resolve) => (arrive = resolve));
      const { roster, problem } = await reader.read(toLink);
      assert.deepEqual([roster.excluded, problem], [new Set(['22']), 'unreachable']);
      const late = reader.refresh(toLink);
      arrive({ members: [chloe, amadou] });
      await late;
      assert.deepEqual(access.excluded, []);
    });

    it('gives the whole course to who asks for it', async () => {
      await reader.read(toLink);
      assert.deepEqual(await shutOut(reader.readCourse(toLink)), []);
      secondsLater(300);
      await reader.readCourse(toLink);
      assert.deepEqual([asked, linkAsked.length], [2, 1]);
    });

    it('gives what is kept without asking', async () => {
      assert.deepEqual(await reader.kept(toLink), whole({ members: [] }));
      kept = { members: [chloe, amadou], readAt: before(9000) };
      access = { ...told(['22']), readAt: before(8000) };
      assert.deepEqual(await reader.kept(toLink), {
        members: [chloe, amadou],
        excluded: new Set(['22']),
        readAt: before(8000),
      });
      assert.deepEqual([asked, linkAsked.length], [0, 0]);
    });
  });
});
