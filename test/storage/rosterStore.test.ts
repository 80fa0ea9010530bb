import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { Scope } from '../../src/platform/launchSession.js';
import type { Member } from '../../src/platform/roster.js';
import { eachStores, writesDuring } from '../support/eachStores.js';

const scope: Scope = { registrationId: 'registration-1', deploymentId: '1', contextId: '42' };
const chloe: Member = {
  sub: '21',
  name: 'Chloé Bézier',
  familyName: 'Bézier',
  givenName: 'Chloé',
  role: 'learner',
  active: true,
};
const claire: Member = { sub: '7', role: 'teacher', active: true };
const readAt = new Date('2040-01-15T08:00:00Z');

const learner = (n: number): Member => ({ sub: `${n}`, name: `Élève ${n}`, role: 'learner', active: true });

eachStores('RosterStore', (stores, connection) => {
  const rosters = () => stores().rosters;

  it('gives back the class list that was read last', async () => {
    await rosters().put(scope, { members: [claire], readAt: new Date(0) });
    await rosters().put(scope, { members: [chloe, claire], readAt });
    assert.deepEqual(await rosters().get(scope), { members: [chloe, claire], readAt });
  });

  it('gives back a list that the platform never gave', async () => {
    await rosters().put(scope, { members: [claire], readAt });
    await rosters().put(scope, { members: [] });
    assert.deepEqual(await rosters().get(scope), { members: [] });
  });

  it('knows no list of another registration, deployment or context', async () => {
    await rosters().put(scope, { members: [chloe] });
    assert.equal(await rosters().get({ ...scope, registrationId: 'registration-2' }), undefined);
    assert.equal(await rosters().get({ ...scope, deploymentId: '2' }), undefined);
    assert.equal(await rosters().get({ ...scope, contextId: '' }), undefined);
  });

  it('tells apart scopes whose ids read alike when joined', async () => {
    await rosters().put({ ...scope, deploymentId: '1', contextId: '23' }, { members: [chloe] });
    assert.equal(await rosters().get({ ...scope, deploymentId: '12', contextId: '3' }), undefined);
  });

  it('starts a list with the first member seen', async () => {
    await rosters().see(scope, chloe);
    assert.deepEqual(await rosters().get(scope), { members: [chloe] });
  });

  it('adds a member to the list', async () => {
    await rosters().put(scope, { members: [claire], readAt });
    await rosters().see(scope, chloe);
    assert.deepEqual(await rosters().get(scope), { members: [claire, chloe], readAt });
  });

  it('corrects a member', async () => {
    await rosters().put(scope, { members: [claire, chloe], readAt });
    await rosters().see(scope, { ...chloe, role: 'mentor', active: false });
    assert.deepEqual(await rosters().get(scope), {
      members: [claire, { ...chloe, role: 'mentor', active: false }],
      readAt,
    });
  });

  it('keeps the names that a launch does not tell', async () => {
    await rosters().put(scope, { members: [{ ...chloe, role: 'guest' }] });
    await rosters().see(scope, { sub: '21', role: 'learner', active: true });
    assert.deepEqual(await rosters().get(scope), { members: [chloe] });
  });

  it('writes nothing for a member who is known', async () => {
    await rosters().put(scope, { members: [claire, chloe], readAt });
    const writes = await writesDuring(connection(), async () => {
      await rosters().see(scope, chloe);
      await rosters().see(scope, { sub: '21', role: 'learner', active: true });
    });
    assert.deepEqual(writes, []);
  });

  it('notes the groups that a launch tells, and that someone is in none any more', async () => {
    await rosters().put(scope, { members: [claire, chloe], readAt });
    const groups = async () => (await rosters().get(scope))?.members[1]?.groupIds;
    await rosters().see(scope, { ...chloe, groupIds: ['1', '2'] });
    assert.deepEqual(await groups(), ['1', '2']);
    await rosters().see(scope, chloe);
    assert.deepEqual(await groups(), ['1', '2'], 'a launch that does not tell changes nothing');
    await rosters().see(scope, { ...chloe, groupIds: [] });
    assert.deepEqual(await groups(), []);
  });

  it('writes nothing for a member whose groups are known', async () => {
    await rosters().put(scope, { members: [{ ...chloe, groupIds: ['1', '2'] }], readAt });
    const see = () => rosters().see(scope, { ...chloe, groupIds: ['1', '2'] });
    assert.deepEqual(await writesDuring(connection(), see), []);
  });

  it('loses none of thirty members seen at once', async () => {
    const members = Array.from({ length: 30 }, (_, i) => learner(i + 1));
    await Promise.all(members.map((member) => rosters().see(scope, member)));
    const seen = (await rosters().get(scope))!.members;
    assert.deepEqual(
      seen.toSorted((a, b) => Number(a.sub) - Number(b.sub)),
      members,
    );
  });

  it('adds a member once who is seen twenty times at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => rosters().see(scope, chloe)));
    assert.deepEqual(await rosters().get(scope), { members: [chloe] });
  });

  it('loses no correction of members seen at once', async () => {
    await rosters().put(scope, { members: [learner(1), learner(2), learner(3)] });
    await Promise.all([
      rosters().see(scope, { sub: '1', name: 'Ana', role: 'learner', active: true }),
      rosters().see(scope, { sub: '2', role: 'guest', active: true }),
      rosters().see(scope, { sub: '2', familyName: 'Dupont', role: 'guest', active: true }),
      rosters().see(scope, learner(4)),
    ]);
    assert.deepEqual(await rosters().get(scope), {
      members: [
        { ...learner(1), name: 'Ana' },
        { ...learner(2), role: 'guest', familyName: 'Dupont' },
        learner(3),
        learner(4),
      ],
    });
  });

  it('corrects the right member of a list that was replaced meanwhile', async () => {
    const members = [learner(1), learner(2), learner(3)];
    await rosters().put(scope, { members });
    await Promise.all([
      rosters().see(scope, { ...learner(3), name: 'Zoé' }),
      rosters().put(scope, { members: members.toReversed() }),
    ]);
    const { members: after } = (await rosters().get(scope))!;
    const byOne = (sub: string) => after.find((member) => member.sub === sub);
    assert.equal(after.length, 3);
    assert.deepEqual(byOne('1'), learner(1));
    assert.deepEqual(byOne('2'), learner(2));
  });

  it('takes nothing but text for ids', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(rosters().get({ ...scope, contextId: anything }), BadRequest);
    await assert.rejects(rosters().see(scope, { ...chloe, sub: anything }), BadRequest);
  });
});
