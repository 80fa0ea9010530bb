import assert from 'node:assert/strict';
import {
  changeGroups,
  standing,
  withEdit,
  withGroup,
  withMoved,
  withName,
  withoutChange,
  withoutGroup,
  withRestored,
  type GroupsChange,
} from '../../../src/evaluation/group/changeGroups.js';
import {
  MAXIMUM_GROUPS,
  MAXIMUM_REMOVED_GROUPS,
  NO_GROUPS,
  type LearnerGroups,
  type LearnerGroupStore,
} from '../../../src/evaluation/group/learnerGroups.js';
import type { Scope } from '../../../src/platform/launchSession.js';
import { teacher } from '../../support/evaluations.js';

const scope: Scope = { registrationId: 'registration-1', deploymentId: '1', contextId: '42' };
const at = (minute: number) => new Date(Date.UTC(2040, 0, 16, 9, minute));
const made = (minute: number) => ({ by: teacher, at: at(minute) });

const after = (...changes: readonly GroupsChange[]): LearnerGroups =>
  changes.reduce((groups, change) => change(groups), NO_GROUPS);

const A = withGroup('a', { name: 'Matin', memberSubs: ['1', '2'] }, made(0));
const B = withGroup('b', { name: 'Soir', memberSubs: ['3'] }, made(1));
const shown = (groups: LearnerGroups) =>
  standing(groups).map(({ name, memberSubs }) => `${name}: ${memberSubs.join()}`);

describe('the groups of a course', () => {
  it('has a group once, however often its form is sent', () => {
    assert.deepEqual(shown(after(A, B, A)), ['Matin: 1,2', 'Soir: 3']);
  });

  it('has no more than its limit, removed ones apart', () => {
    const many = Array.from({ length: MAXIMUM_GROUPS + 1 }, (_, i) =>
      withGroup(`g${i}`, { name: `Groupe ${i}`, memberSubs: [] }, made(0)),
    );
    const full = after(...many);
    assert.equal(full.made.length, MAXIMUM_GROUPS);
    const freed = withoutGroup('g0', made(1))(full);
    assert.equal(standing(A(freed)).length, MAXIMUM_GROUPS);
  });

  it('changes of a group what the teacher changed, and keeps what a colleague did meanwhile', () => {
    const colleague = withEdit('a', { name: 'Matin', added: ['5'], removed: ['1'] }, made(2));
    const mine = withEdit('a', { name: 'Matinée', added: ['4'], removed: [] }, made(3));
    assert.deepEqual(shown(after(A, colleague, mine)), ['Matinée: 2,5,4']);
  });

  it('is the same where nothing changed', () => {
    const groups = after(A, B);
    for (const change of [
      withEdit('a', { name: 'Matin', added: ['2'], removed: ['9'] }, made(2)),
      withEdit('none', { name: 'Rien', added: ['2'], removed: [] }, made(2)),
      withMoved('a', ['9'], made(2)),
      withoutGroup('none', made(2)),
      withRestored('a', made(2)),
      withoutChange(at(59), made(2)),
      withName('7', ''),
    ]) {
      assert.equal(change(groups), groups);
    }
  });

  it('moves learners out of every other group', () => {
    const C = withGroup('c', { name: 'Tous', memberSubs: ['1', '2', '3'] }, made(2));
    assert.deepEqual(shown(after(A, B, C, withMoved('b', ['1', '3'], made(3)))), [
      'Matin: 2',
      'Soir: 3',
      'Tous: 2',
    ]);
  });

  it('keeps a removed group, which comes back as it was', () => {
    const removed = after(A, B, withoutGroup('a', made(2)));
    assert.deepEqual(shown(removed), ['Soir: 3']);
    assert.deepEqual(shown(withRestored('a', made(3))(removed)), ['Matin: 1,2', 'Soir: 3']);
  });

  it('drops those that were removed longest ago beyond its limit', () => {
    const many = Array.from({ length: MAXIMUM_REMOVED_GROUPS + 2 }, (_, i) => [
      withGroup(`g${i}`, { name: `Groupe ${i}`, memberSubs: [] }, made(i)),
      withoutGroup(`g${i}`, made(i)),
    ]);
    const ids = after(...many.flat()).made.map(({ id }) => id);
    assert.equal(ids.length, MAXIMUM_REMOVED_GROUPS);
    assert.deepEqual([ids.includes('g1'), ids.includes('g2')], [false, true]);
  });

  describe('takes one change back', () => {
    const cases: readonly [fact: string, change: GroupsChange, before: readonly string[]][] = [
      [
        'of name and members',
        withEdit('a', { name: 'X', added: ['9'], removed: ['1'] }, made(5)),
        ['Matin: 1,2', 'Soir: 3'],
      ],
      ['that removed a group', withoutGroup('b', made(5)), ['Matin: 1,2', 'Soir: 3']],
      [
        'that made a group',
        withGroup('c', { name: 'C', memberSubs: [] }, made(5)),
        ['Matin: 1,2', 'Soir: 3'],
      ],
    ];
    for (const [fact, change, before] of cases) {
      it(fact, () => {
        const changed = after(A, B, change);
        assert.notDeepEqual(shown(changed), before);
        const undone = withoutChange(at(5), made(6))(changed);
        assert.deepEqual(shown(undone), before);
        assert.equal(withoutChange(at(5), made(7))(undone), undone, 'asked for twice, it is done once');
      });
    }

    it('of several groups at once', () => {
      const move: GroupsChange = (groups) =>
        withMoved(
          'b',
          ['1'],
          made(5),
        )(withEdit('b', { name: 'Soir', added: ['1'], removed: [] }, made(5))(groups));
      const changed = after(A, B, move);
      assert.deepEqual(shown(changed), ['Matin: 2', 'Soir: 3,1']);
      assert.deepEqual(shown(withoutChange(at(5), made(6))(changed)), ['Matin: 1,2', 'Soir: 3']);
    });

    it('unless somebody changed the group since', () => {
      const mine = withEdit('a', { name: 'Matin', added: ['4'], removed: [] }, made(5));
      const theirs = withEdit('a', { name: 'Matin', added: ['5'], removed: [] }, made(6));
      const groups = after(A, mine, theirs);
      assert.equal(withoutChange(at(5), made(7))(groups), groups);
    });
  });

  it('names a group of the platform, and takes the name back', () => {
    const named = after(withName('1', 'Demi-groupe A'), withName('2', 'B'), withName('1', 'Groupe A'));
    assert.deepEqual(named.named, [
      { platformId: '2', name: 'B' },
      { platformId: '1', name: 'Groupe A' },
    ]);
    assert.deepEqual(withName('1', '')(named).named, [{ platformId: '2', name: 'B' }]);
  });
});

describe('changeGroups', () => {
  /** A store in which somebody else writes first, so many times. */
  function contended(times: number): LearnerGroupStore & { groups: LearnerGroups } {
    let left = times;
    return {
      groups: NO_GROUPS,
      async get() {
        return this.groups;
      },
      async save(_scope, next) {
        if (left > 0) {
          left -= 1;
          this.groups = {
            ...withName(`${left}`, 'Nom')(this.groups),
            revision: this.groups.revision + 1,
          };
        }
        if (next.revision !== this.groups.revision) return false;
        this.groups = { ...next, revision: next.revision + 1 };
        return true;
      },
    };
  }

  it('writes the change on what others wrote meanwhile', async () => {
    const store = contended(3);
    const groups = await changeGroups(scope, A, store);
    assert.deepEqual(groups, store.groups);
    assert.deepEqual(shown(groups), ['Matin: 1,2']);
    assert.equal(groups.named.length, 3);
    assert.equal(groups.revision, 4);
  });

  it('writes nothing when there is nothing to do', async () => {
    const store = contended(0);
    assert.equal(await changeGroups(scope, withName('1', ''), store), NO_GROUPS);
    assert.equal(store.groups, NO_GROUPS);
  });

  it('gives up when others write all the time', async () => {
    await assert.rejects(changeGroups(scope, A, contended(1000)), /written to all the time/);
  });
});
