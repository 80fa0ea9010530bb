import assert from 'node:assert/strict';
import { BadRequest } from '../../../src/errors.js';
import {
  parseInvitation,
  readInvitation,
  type InviteProblem,
  type TypedInvitation,
} from '../../../src/web/tutorLinks/inviteForm.js';
import { welcomeGrid } from '../../support/activities.js';
import { listedLearner } from '../../support/listedLearners.js';

const now = new Date('2040-01-16T09:30:00Z');
const known = {
  learners: [listedLearner('21'), listedLearner('22'), listedLearner('23', { left: true })],
  namesHidden: false,
  grid: welcomeGrid,
  now,
};
const typed: TypedInvitation = {
  tutorName: 'Marc Morel',
  company: 'Hôtel du Port',
  learners: ['22', '21'],
  criteria: ['C1.1-2', 'C1.1-1'],
  day: '2040-02-15',
  action: 'invite',
};

describe('parseInvitation', () => {
  it('reads one learner and several alike, and makes one line of a name', () => {
    const one = parseInvitation({ tutorName: ' Marc \n Morel ', learner: '21', criterion: ['a', 'b'] });
    assert.deepEqual(
      [one.tutorName, one.learners, one.criteria, one.company, one.action],
      ['Marc Morel', ['21'], ['a', 'b'], '', 'invite'],
    );
    assert.deepEqual(parseInvitation(undefined).learners, []);
  });

  for (const body of [{ learner: { $ne: '' } }, { tutorName: ['a', 'b'] }, { action: 'erase' }, { day: {} }])
    it(`refuses ${JSON.stringify(body)}`, () => assert.throws(() => parseInvitation(body), BadRequest));
});

describe('readInvitation', () => {
  const problemsOf = (changes: Partial<TypedInvitation>, context: Partial<typeof known> = {}) => {
    const read = readInvitation({ ...typed, ...changes }, { ...known, ...context });
    return read.kind === 'problems' ? read.problems : [];
  };

  it('puts learners in the order of the class, criteria in the grid’s, and ends at midnight in Paris', () => {
    assert.deepEqual(readInvitation(typed, known), {
      kind: 'invitation',
      dated: true,
      invitation: {
        tutor: { name: 'Marc Morel', company: 'Hôtel du Port' },
        learnerSubs: ['21', '22'],
        criterionIds: ['C1.1-1', 'C1.1-2'],
        expiresAt: new Date('2040-02-15T23:00:00Z'),
      },
    });
  });

  const cases: [string, Partial<TypedInvitation>, InviteProblem][] = [
    ['no name', { tutorName: '' }, { name: 'tutorName', kind: 'missing' }],
    ['a name beyond its length', { tutorName: 'x'.repeat(101) }, { name: 'tutorName', kind: 'nameTooLong' }],
    ['a company beyond its length', { company: 'x'.repeat(101) }, { name: 'company', kind: 'nameTooLong' }],
    ['no learner', { learners: [] }, { name: 'learners', kind: 'none' }],
    ['somebody of another class', { learners: ['21', '99'] }, { name: 'learners', kind: 'gone' }],
    ['somebody who left', { learners: ['23'] }, { name: 'learners', kind: 'gone' }],
    ['no criterion', { criteria: [] }, { name: 'criteria', kind: 'none' }],
    ['criteria of another grid', { criteria: ['C9.9-9'] }, { name: 'criteria', kind: 'none' }],
    ['no day', { day: '' }, { name: 'day', kind: 'unreadable' }],
    ['a day that is none', { day: '31/02/2040' }, { name: 'day', kind: 'unreadable' }],
    ['yesterday', { day: '2040-01-15' }, { name: 'day', kind: 'past' }],
    ['a day in more than a year', { day: '2041-01-18' }, { name: 'day', kind: 'tooFar' }],
  ];
  for (const [what, changes, problem] of cases)
    it(`refuses ${what}`, () => assert.deepEqual(problemsOf(changes), [problem]));

  it('takes today, and the last day of a year', () => {
    assert.deepEqual(problemsOf({ day: '2040-01-16' }), []);
    assert.deepEqual(problemsOf({ day: '2041-01-15' }), []);
  });

  it('names nobody whose name is hidden', () => {
    assert.deepEqual(problemsOf({}, { namesHidden: true }), [{ name: 'learners', kind: 'gone' }]);
  });

  it('asks neither name nor day for a sheet on paper', () => {
    const sheet = { action: 'sheet', tutorName: '', day: '' } as const;
    assert.deepEqual(problemsOf(sheet), []);
    const read = readInvitation({ ...typed, ...sheet }, known);
    assert.equal(read.kind === 'invitation' && read.dated, false);
  });
});
