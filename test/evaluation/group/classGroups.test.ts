import assert from 'node:assert/strict';
import { classGroups } from '../../../src/evaluation/group/classGroups.js';
import { NO_GROUPS, type LearnerGroups } from '../../../src/evaluation/group/learnerGroups.js';
import type { Member } from '../../../src/platform/roster.js';
import { teacher } from '../../support/evaluations.js';

const member = (sub: string, groupIds?: readonly string[], changes: Partial<Member> = {}): Member => ({
  sub,
  role: 'learner',
  active: true,
  ...(groupIds && { groupIds }),
  ...changes,
});

const updated = { updatedAt: new Date(0), updatedBy: teacher };

describe('classGroups', () => {
  const listed = (groups: LearnerGroups, members: readonly Member[]) =>
    classGroups(groups, members).map(({ id, name, platformId, memberSubs }) => [
      id,
      name,
      platformId,
      [...memberSubs].join(),
    ]);

  it('has none where nobody made or told any', () => {
    assert.deepEqual(listed(NO_GROUPS, [member('1'), member('2', [])]), []);
  });

  it('gathers the platform’s groups from what each learner’s launch told', () => {
    assert.deepEqual(listed(NO_GROUPS, [member('1', ['7']), member('2', ['7', '8']), member('3')]), [
      ['lms.7', undefined, '7', '1,2'],
      ['lms.8', undefined, '8', '2'],
    ]);
  });

  it('leaves out teachers, and learners who left the class', () => {
    const members = [
      member('1', ['7'], { role: 'teacher' }),
      member('2', ['7'], { active: false }),
      member('3', ['8']),
    ];
    assert.deepEqual(listed(NO_GROUPS, members), [['lms.8', undefined, '8', '3']]);
  });

  it('has those made here first, without the removed ones, and names that teachers gave', () => {
    const groups: LearnerGroups = {
      made: [
        { id: 'a', name: 'Matin', memberSubs: ['1', '9'], ...updated },
        { id: 'b', name: 'Soir', memberSubs: ['2'], removedAt: new Date(0), ...updated },
      ],
      named: [{ platformId: '7', name: 'Demi-groupe A' }],
      revision: 3,
    };
    assert.deepEqual(listed(groups, [member('1', ['7'])]), [
      ['a', 'Matin', undefined, '1,9'],
      ['lms.7', 'Demi-groupe A', '7', '1'],
    ]);
  });
});
