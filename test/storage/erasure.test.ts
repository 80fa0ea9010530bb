import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { eraseLearner, learnerHoldings, type ErasurePorts } from '../../src/evaluation/eraseLearner.js';
import type { Activity } from '../../src/evaluation/activity.js';
import type { EvidenceFiles } from '../../src/evaluation/evidence/evidence.js';
import { erasurePorts } from '../../src/storage/erasure/erasurePorts.js';
import { evidenceDirectory } from '../../src/storage/evidenceDirectory.js';
import { changeGroups, withEdit, withGroup } from '../../src/evaluation/group/changeGroups.js';
import { welcomeActivity } from '../support/activities.js';
import { temporaryDirectory } from '../support/backends.js';
import { eachStores } from '../support/eachStores.js';
import { draftEvaluation } from '../support/evaluations.js';
import { AT, evidence, folder, photoFile } from '../support/evidence.js';
import { teacherSession } from '../support/launchSessions.js';
import { emptyThread, question } from '../support/questions.js';
import { selfDraft } from '../support/selfAssessments.js';
import { hotelLink, sentObservation } from '../support/tutorLinks.js';

const NOTHING = Array.from({ length: 14 }, () => 0);

const person = { registrationId: 'registration-1', sub: '21' };
const second: Activity = {
  ...welcomeActivity,
  id: 'activity-2',
  contextId: '43',
  resourceLinkId: 'link-2',
};
const elsewhere: Activity = { ...welcomeActivity, id: 'activity-3', registrationId: 'registration-2' };

async function* bytes() {
  yield Buffer.from('x');
}

eachStores('eraseLearner', (stores, connection) => {
  let directory: string;
  let files: EvidenceFiles;
  let ports: ErasurePorts;

  beforeEach(async () => {
    directory = temporaryDirectory();
    files = await evidenceDirectory(directory);
    ports = erasurePorts(connection(), files);
    const { activities, evaluations, evidence: folders, rosters, launchSessions, commentBank } = stores();
    const { selfAssessments, desks, learnerGroups, questions, tutorObservations, tutorLinks } = stores();
    const { linkAccess } = stores();
    for (const [n, activity] of [welcomeActivity, second, elsewhere].entries()) {
      const { registrationId, deploymentId, contextId } = activity;
      const scope = { registrationId, deploymentId, contextId };
      await activities.addOnce(activity);
      for (const learnerSub of ['21', '22']) {
        const ids = { activityId: activity.id, learnerSub };
        await evaluations.save({ ...draftEvaluation, ...scope, ...ids, id: `evaluation-${n}-${learnerSub}` });
        const [id, thumbnailId] = [`file-${n}-${learnerSub}`, `thumbnail-${n}-${learnerSub}`];
        for (const file of [id, thumbnailId]) await files.put(file, bytes(), AT);
        const file = { ...photoFile, id, image: { ...photoFile.image!, thumbnailId } };
        await folders.save({
          ...folder(evidence('photo', { content: { kind: 'file', file } }), evidence('text')),
          ...scope,
          ...ids,
        });
        await selfAssessments.save({ ...selfDraft, ...scope, ...ids, id: `self-${n}-${learnerSub}` });
        const thread = { ...emptyThread, ...scope, ...ids, id: `thread-${n}-${learnerSub}` };
        await questions.save({ ...thread, entries: [question({ text: 'Comment faire ?' })] });
        const observation = {
          ...sentObservation,
          ...ids,
          id: `said-${n}-${learnerSub}`,
          linkId: `link-${n}`,
        };
        await tutorObservations.save({ ...observation, revision: 0 });
        await rosters.see(scope, {
          sub: learnerSub,
          name: `Élève ${learnerSub}`,
          role: 'learner',
          active: true,
        });
        const user = { sub: learnerSub };
        await launchSessions.add({ ...teacherSession, id: `session-${n}-${learnerSub}`, scope, user });
        await commentBank.learn(
          { registrationId, teacherSub: learnerSub },
          new Map([['k', [{ text: 'Bien' }]]]),
          AT,
        );
      }
      const ofOthers = { ...teacherSession, scope, user: { sub: '40' }, mentees: ['21', '22'] };
      await launchSessions.add({ ...ofOthers, id: `mentor-${n}` });
      await launchSessions.add({ ...teacherSession, scope, id: `review-${n}`, reviewOf: '21' });
      for (const [name, learnerSubs] of [
        ['link', ['21', '22']],
        ['own', ['21']],
      ] as const) {
        const link = { ...hotelLink, ...scope, id: `${name}-${n}`, activityId: activity.id, learnerSubs };
        await tutorLinks.add({ ...link, tokenHash: `${name} ${n}` });
      }
      await linkAccess.put(
        { ...scope, resourceLinkId: activity.resourceLinkId },
        { excluded: ['21', '22'], told: true, readAt: AT },
      );
      await desks.numbers(activity.id, ['20', '21', '22']);
      const facts = { name: 'Groupe A', memberSubs: ['21', '22'] };
      const group = withGroup('a', facts, { by: { sub: '7' }, at: AT });
      await changeGroups(scope, group, learnerGroups);
      const moved = withEdit(
        'a',
        { name: 'Groupe A', added: [], removed: ['21'] },
        { by: { sub: '7' }, at: AT },
      );
      if (activity === second) await changeGroups(scope, moved, learnerGroups);
      const republished = ['21', '22'].map((learnerSub) => ({ learnerSub, publishedAt: AT }));
      const application = { id: 'a', from: activity.gridVersionId, by: { sub: '7' }, at: AT, republished };
      if (activity !== second) {
        await activities.beginApplication({ ...activity, gridVersionId: 'grid-1@2', application });
      }
    }
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const counts = [2, 4, 4, 2, 2, 2, 4, 2, 2, 2, 2, 2, 1, 5];

  it('counts what is kept of a learner in one registration', async () => {
    assert.deepEqual(
      (await learnerHoldings(person, ports)).map(({ count }) => count),
      counts,
    );
  });

  it('erases it, and nothing of anybody else', async () => {
    const { evaluations, evidence: folders, rosters, launchSessions, commentBank } = stores();
    const { linkAccess } = stores();
    assert.deepEqual(
      (await eraseLearner(person, ports)).map(({ count }) => count),
      counts,
    );
    assert.deepEqual(
      (await learnerHoldings(person, ports)).map(({ count }) => count),
      NOTHING,
    );

    for (const [n, activity] of [welcomeActivity, second, elsewhere].entries()) {
      for (const sub of ['21', '22']) {
        const erased = sub === '21' && activity !== elsewhere;
        const name = `${sub} on ${activity.id}`;
        assert.equal((await evaluations.find(activity.id, sub)) === undefined, erased, name);
        assert.equal((await folders.find(activity.id, sub)) === undefined, erased, name);
        assert.equal((await files.open(`file-${n}-${sub}`)) === undefined, erased, name);
        assert.equal((await files.open(`thumbnail-${n}-${sub}`)) === undefined, erased, name);
        const session = await launchSessions.get(`session-${n}-${sub}`, teacherSession.createdAt);
        assert.equal(session === undefined, erased, name);
        const roster = await rosters.get(activity);
        assert.equal(
          roster?.members.some((member) => member.sub === sub),
          !erased,
          name,
        );
        const excluded = (await linkAccess.get(activity))?.excluded;
        assert.equal(excluded?.includes(sub), !erased, name);
        const owner = { registrationId: activity.registrationId, teacherSub: sub };
        assert.equal((await commentBank.list(owner, 'k')).length === 0, erased, name);
      }
    }
  });

  it('empties a learner’s place in tutors’ links, and leaves the others theirs', async () => {
    await eraseLearner(person, ports);
    const { tutorLinks, tutorObservations } = stores();
    for (const [n, activity] of [welcomeActivity, second, elsewhere].entries()) {
      const erased = activity !== elsewhere;
      const link = await tutorLinks.get(`link-${n}`, activity.id);
      assert.deepEqual(link?.learnerSubs, erased ? ['', '22'] : ['21', '22']);
      assert.equal((await tutorLinks.get(`own-${n}`, activity.id)) === undefined, erased);
      assert.equal((await tutorObservations.find(`link-${n}`, '21')) === undefined, erased);
      assert.ok(await tutorObservations.find(`link-${n}`, '22'));
    }
  });

  it('leaves the others in their groups, and under their numbers', async () => {
    await eraseLearner(person, ports);
    const { desks, learnerGroups } = stores();
    for (const activity of [welcomeActivity, second]) {
      const [group] = (await learnerGroups.get(activity)).made;
      assert.deepEqual(group?.memberSubs, ['22']);
      assert.ok(!group.before?.memberSubs.includes('21'));
      const numbers = await desks.numbers(activity.id, ['20', '22', '23']);
      assert.deepEqual([numbers.get('20'), numbers.get('22'), numbers.get('23')], [1, 3, 4]);
      assert.equal(numbers.has('21'), false);
    }
    assert.deepEqual((await learnerGroups.get(elsewhere)).made[0]?.memberSubs, ['21', '22']);
    assert.equal((await desks.numbers(elsewhere.id, [])).get('21'), 2);
  });

  it('leaves the sessions of others, and a version on its way, without them', async () => {
    await eraseLearner(person, ports);
    const { activities, launchSessions } = stores();
    for (const [n, erased] of [true, true, false].entries()) {
      const mentor = await launchSessions.get(`mentor-${n}`, teacherSession.createdAt);
      assert.deepEqual(mentor?.mentees, erased ? ['22'] : ['21', '22']);
      const review = await launchSessions.get(`review-${n}`, teacherSession.createdAt);
      assert.deepEqual([review?.id, review?.reviewOf], [`review-${n}`, erased ? undefined : '21']);
    }
    const subs = (await activities.listUnfinished()).map(({ id, application }) => [
      id,
      ...(application?.republished.map(({ learnerSub }) => learnerSub) ?? []),
    ]);
    assert.deepEqual(subs.toSorted(), [
      ['activity-1', '22'],
      ['activity-3', '21', '22'],
    ]);
  });

  it('finds nothing of someone unknown', async () => {
    const nobody = { registrationId: 'registration-1', sub: '99' };
    assert.deepEqual(
      (await eraseLearner(nobody, ports)).map(({ count }) => count),
      NOTHING,
    );
  });

  it('takes no object for a learner', async () => {
    const hostile = { registrationId: 'registration-1', sub: { $ne: '' } as unknown as string };
    await assert.rejects(async () => eraseLearner(hostile, ports));
    assert.ok(await stores().evaluations.find('activity-1', '22'));
  });

  it('asks nothing without an index, however many activities there are', async () => {
    const many = Array.from({ length: 1100 }, (_, n) => ({
      ...welcomeActivity,
      id: `many-${n}`,
      resourceLinkId: `many-${n}`,
    }));
    await Promise.all(many.map((activity) => stores().activities.addOnce(activity)));
    const evaluations = many.map(({ id }) => ({ ...draftEvaluation, activityId: id, id: `of-${id}` }));
    await Promise.all(evaluations.map((evaluation) => stores().evaluations.save(evaluation)));
    const [, , , erased] = await eraseLearner(person, ports);
    assert.equal(erased?.count, 1102);
  });
});
