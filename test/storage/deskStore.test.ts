import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import { USUAL_DESK } from '../../src/evaluation/desk/deskSettings.js';
import { eachStores, writesDuring } from '../support/eachStores.js';

const claire = { activityId: 'activity-1', teacherSub: '7' };
const paul = { activityId: 'activity-1', teacherSub: '8' };
const blind = { order: 'shuffled', namesHidden: true } as const;

eachStores('DeskStore', (stores, connection) => {
  const desks = () => stores().desks;
  const numbers = async (subs: readonly string[], activityId = 'activity-1') =>
    [...(await desks().numbers(activityId, subs))].toSorted(([, a], [, b]) => a - b);

  it('gives the usual settings to who chose none', async () => {
    assert.deepEqual(await desks().find(claire), USUAL_DESK);
  });

  it('gives back what a teacher chose last', async () => {
    await desks().keep(claire, { order: 'name', namesHidden: true });
    await desks().keep(claire, blind);
    assert.deepEqual(await desks().find(claire), blind);
  });

  it('keeps the choices of teachers and activities apart', async () => {
    await desks().keep(claire, blind);
    assert.deepEqual(await desks().find(paul), USUAL_DESK);
    assert.deepEqual(await desks().find({ ...claire, activityId: 'activity-2' }), USUAL_DESK);
    assert.deepEqual(await desks().find({ activityId: 'activity-', teacherSub: '17' }), USUAL_DESK);
  });

  it('numbers learners from one, in the order given', async () => {
    assert.deepEqual(await numbers(['22', '21', '23']), [
      ['22', 1],
      ['21', 2],
      ['23', 3],
    ]);
  });

  it('never changes a number, whoever comes or goes', async () => {
    await numbers(['22', '21']);
    assert.deepEqual(await numbers(['24', '21', '23']), [
      ['22', 1],
      ['21', 2],
      ['24', 3],
      ['23', 4],
    ]);
  });

  it('numbers each activity for itself', async () => {
    await numbers(['22', '21']);
    assert.deepEqual(await numbers(['21', '22'], 'activity-2'), [
      ['21', 1],
      ['22', 2],
    ]);
  });

  it('gives no number twice to learners who come at once', async () => {
    const wanted = Array.from({ length: 12 }, (_, i) => [`${i}`, `${i + 1}`]);
    await Promise.all(wanted.map((subs) => numbers(subs)));
    const all = await numbers([]);
    assert.equal(new Set(all.map(([sub]) => sub)).size, 13);
    assert.deepEqual(
      all.map(([, number]) => number),
      Array.from({ length: 13 }, (_, i) => i + 1),
    );
  });

  it('writes nothing for learners who have their numbers', async () => {
    await numbers(['21', '22']);
    assert.deepEqual(await writesDuring(connection(), () => numbers(['22'])), []);
  });

  it('takes nothing but text for ids', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(desks().find({ ...claire, teacherSub: anything }), BadRequest);
    await assert.rejects(desks().keep({ ...claire, activityId: anything }, blind), BadRequest);
    await assert.rejects(desks().numbers(anything, []), BadRequest);
    await assert.rejects(desks().numbers('activity-1', [anything]), BadRequest);
  });
});
