import assert from 'node:assert/strict';
import type { HistoryEntry } from '../../../src/evaluation/evaluation.js';
import {
  isAskedFirst,
  selfStanding,
  type SelfStanding,
} from '../../../src/evaluation/selfAssessment/selfStanding.js';
import { publishedEvaluation, teacher } from '../../support/evaluations.js';
import { selfDraft } from '../../support/selfAssessments.js';

const at = (hour: number) => new Date(Date.UTC(2040, 0, 16, hour));
const open = { openedAt: at(10), by: teacher, required: false };
const did = (action: HistoryEntry['action'], hour: number): HistoryEntry => ({
  at: at(hour),
  by: teacher,
  action,
  changes: [],
});

interface Case {
  readonly that: string;
  readonly is: SelfStanding;
  readonly closed?: true;
  readonly releaseAt?: Date;
  readonly submitted?: true;
  readonly seen?: true;
  readonly begun?: false;
  readonly history?: readonly HistoryEntry[];
}

const CASES: readonly Case[] = [
  { that: 'not open', is: 'none', closed: true, begun: false },
  { that: 'begun, then closed', is: 'none', closed: true },
  { that: 'open', is: 'toPlace', begun: false },
  { that: 'begun', is: 'toPlace' },
  { that: 'submitted', is: 'submitted', submitted: true },
  { that: 'submitted, then closed', is: 'frozen', submitted: true, closed: true },
  { that: 'submitted, and the result seen', is: 'frozen', submitted: true, seen: true },
  { that: 'skipped', is: 'missed', seen: true },
  { that: 'published after the opening', is: 'toPlace', history: [did('published', 11)] },
  { that: 'published before the opening', is: 'missed', begun: false, history: [did('published', 9)] },
  {
    that: 'published before the opening, and again since',
    is: 'missed',
    history: [did('published', 9), did('published', 11)],
  },
  {
    that: 'published before, and withdrawn before the opening',
    is: 'toPlace',
    history: [did('published', 8), did('withdrawn', 9)],
  },
  {
    that: 'published before the opening, withdrawn after it',
    is: 'missed',
    history: [did('published', 8), did('withdrawn', 11)],
  },
  {
    that: 'published before the opening, and held beyond it',
    is: 'toPlace',
    releaseAt: at(12),
    history: [did('published', 9)],
  },
  {
    that: 'published before the opening, and released before it',
    is: 'missed',
    releaseAt: at(9),
    history: [did('published', 8)],
  },
  {
    that: 'submitted, then closed and opened again after the result was out',
    is: 'frozen',
    submitted: true,
    history: [did('published', 9)],
  },
];

describe('selfStanding', () => {
  for (const { that, is, closed, releaseAt, submitted, seen, begun, history } of CASES) {
    it(`is ${is} when it is ${that}`, () => {
      const activity = {
        ...(!closed && { selfAssessment: open }),
        ...(releaseAt && { releaseAt }),
      };
      const selfAssessment =
        begun === false
          ? undefined
          : {
              ...selfDraft,
              ...(submitted && { submittedAt: at(10) }),
              ...(seen && { resultSeenAt: at(11) }),
            };
      const evaluation = history && { history };
      assert.equal(selfStanding({ activity, selfAssessment, evaluation }), is);
    });
  }
});

describe('isAskedFirst', () => {
  const { publication } = publishedEvaluation;
  assert.ok(publication);

  it('asks a learner who may place themself, where levels wait', () => {
    assert.equal(isAskedFirst('toPlace', publication), true);
    assert.equal(isAskedFirst('toPlace', undefined), false);
    for (const standing of ['none', 'submitted', 'frozen', 'missed'] as const) {
      assert.equal(isAskedFirst(standing, publication), false, standing);
    }
  });

  it('asks nobody who was absent: there are no levels to see', () => {
    const absent = { ...publication, content: { ...publication.content, presence: 'absent' as const } };
    assert.equal(isAskedFirst('toPlace', absent), false);
  });
});
