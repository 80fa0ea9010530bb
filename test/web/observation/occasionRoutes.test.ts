import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import { welcomeActivity } from '../../support/activities.js';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { movedTo, otherScale, secondVersion } from '../../support/versions.js';

const PATH = '/learners/21/observations/one';
const activity: Activity = { ...welcomeActivity, counting: 'last' };

const fields = (changes: Record<string, string> = {}): Record<string, string> => ({
  revision: '0',
  base: '{}',
  observedOn: '2040-01-12',
  situation: 'pfmp',
  presence: 'present',
  'level.C1.1-1': '3',
  'level.C1.1-2': 'notJudged',
  ...changes,
});

describe('the page of one observation', () => {
  let pages: TeacherPages;
  let claire: Visitor;
  let marc: Visitor;

  async function begin(on: Activity = activity): Promise<void> {
    pages = await TeacherPages.open(on);
    claire = await pages.visitor();
    marc = await pages.visitor({ id: 'session-2', user: { sub: '8', name: 'Marc Delmas' } });
  }
  afterEach(() => pages.close());

  const draft = (changes: Record<string, string> = {}, who = claire, path = PATH) =>
    who.post(`${path}/draft`, fields(changes)).set('Accept', 'application/json');
  const observations = async () => (await pages.stored('21')).observations ?? [];

  describe('POST …/draft', () => {
    it('stores what was seen, and says so with the next version', async () => {
      await begin();
      const { status, body } = await draft({ title: ' Oral ', generalComment: 'Bien.\r\n' });
      assert.equal(status, 200);
      assert.deepEqual([body.revision, body.base], [1, '{}']);
      assert.match(plain(body.pieces.state), /enregistré à 10 h 30/);
      const [one] = await observations();
      assert.deepEqual(
        [one?.id, one?.title, one?.situation, one?.observedOn, one?.comment, one?.gridVersionId],
        ['one', 'Oral', 'pfmp', '2040-01-12', 'Bien.', 'grid-1@1'],
      );
      // « Non observé » is nothing that was seen.
      assert.deepEqual(one?.entries, { 'C1.1-1': { levelId: '3' } });
      assert.deepEqual((await pages.stored('21')).content.entries, { 'C1.1-1': { levelId: '3' } });
      const again = await draft({ revision: '1', 'level.C1.1-1': '4' });
      assert.deepEqual([again.body.revision, (await observations()).length], [2, 1]);
    });

    it('answers a draft that it has stored already as if it were new', async () => {
      await begin();
      await draft();
      const { status, body } = await draft();
      assert.deepEqual([status, body.revision, (await pages.stored('21')).revision], [200, 1, 1]);
    });

    it('stores nothing of a page on which nothing was seen yet', async () => {
      await begin();
      const { status, body } = await draft({ 'level.C1.1-1': 'notJudged', title: 'Oral' });
      assert.deepEqual([status, body.revision], [200, 0]);
      await assert.rejects(pages.stored('21'), /nothing is stored/);
    });

    it('keeps what is stored where everything is taken out of it, and says what to do', async () => {
      await begin();
      await draft();
      const { status, body } = await draft({ revision: '1', 'level.C1.1-1': 'notJudged' });
      assert.equal(status, 422);
      assert.match(body.message, /choisissez au moins un niveau/);
      assert.equal((await observations())[0]?.entries['C1.1-1']?.levelId, '3');
    });

    it('names each field that cannot be kept', async () => {
      await begin();
      const { status, body } = await draft({
        observedOn: '2040-01-17',
        title: 'x'.repeat(201),
        'comment.C1.1-1': 'x'.repeat(5001),
      });
      assert.equal(status, 422);
      assert.deepEqual(Object.keys(body.problems).sort(), ['comment.C1.1-1', 'observedOn', 'title']);
      assert.match(plain(body.problems['comment.C1.1-1']), /1 de trop/);
      await assert.rejects(pages.stored('21'), /nothing is stored/);
    });

    it('shows both versions where a colleague changed the same one', async () => {
      await begin();
      await draft();
      await draft({ revision: '1', 'level.C1.1-1': '4', title: '<b>Eux</b>' }, marc);
      const { status, body } = await draft({ revision: '1', 'level.C1.1-1': '1' });
      assert.deepEqual([status, body.error, body.revision], [409, 'CONFLICT', 2]);
      assert.match(plain(body.pieces.conflict), /Marc Delmas a changé cette observation à 10 h 30/);
      assert.match(body.pieces.conflict, /&lt;b&gt;Eux/);
      assert.equal((await observations())[0]?.entries['C1.1-1']?.levelId, '4');
    });

    it('stops where it was removed, or the evaluation closed, in between', async () => {
      await begin();
      await draft();
      await marc.post(`${PATH}/remove`, {});
      const removed = await draft({ revision: '2', 'level.C1.1-1': '1' });
      assert.deepEqual([removed.status, removed.body.error], [409, 'CLOSED']);
      assert.match(removed.body.message, /Marc Delmas a retiré cette observation entre-temps/);

      const stored = await pages.stored('21');
      const closing = { at: pages.now, by: { sub: '8' }, hash: 'a0' };
      await pages.services.evaluations.save({ ...stored, closing });
      const closed = await draft({}, claire, '/learners/21/observations/two');
      assert.deepEqual([closed.status, closed.body.error], [409, 'CLOSED']);
      assert.match(closed.body.message, /close entre-temps/);
      assert.equal((await observations()).length, 1);
    });

    it('escapes a colleague’s name that it puts into the page', async () => {
      await begin();
      const mallory = await pages.visitor({ id: 'session-3', user: { sub: '9', name: '<img src=x>' } });
      await draft({}, mallory);
      const { body } = await draft({}, claire);
      assert.match(body.pieces.state, /&lt;img/);
      assert.doesNotMatch(body.pieces.state, /<img/);
    });
  });

  describe('on another version of the grid', () => {
    const other = secondVersion({ scale: otherScale });

    it('stays on the version that it was begun on, and counts no level of a scale that was left', async () => {
      await begin({ ...movedTo(other), counting: 'last' });
      const { status } = await draft({ gridVersion: 'grid-1@1' });
      assert.equal(status, 200);
      assert.equal((await observations())[0]?.gridVersionId, 'grid-1@1');
      assert.deepEqual((await pages.stored('21')).content.entries, {});
      const page = plain((await claire.get('/learners/21')).text);
      assert.match(page, /sur une échelle que la grille n'a plus : ne compte pas/);
      assert.match(plain((await claire.get(PATH)).text), /insuffisamment maîtrisé/);
    });

    it('takes the levels of the version that it names, and no others', async () => {
      await begin({ ...movedTo(other), counting: 'last' });
      assert.equal((await draft({ 'level.C1.1-1': '3' })).status, 400);
      assert.equal((await draft({ 'level.C1.1-1': 'NA' })).status, 200);
      assert.equal((await draft({ 'level.nowhere': 'NA' })).status, 400);
    });
  });

  it('is refused for what no page of ours sends', async () => {
    await begin();
    for (const bad of [
      { situation: 'street' },
      { keep: 'both' },
      { counts: '2' },
      { revision: 'x' },
      { base: '{' },
    ])
      assert.equal((await claire.post(PATH, fields(bad))).status, 400, JSON.stringify(bad));
    assert.equal((await claire.post(`${PATH}/count`, { counts: 'yes' })).status, 400);
    assert.equal((await claire.post(`${PATH}/count`, { counts: '1' })).status, 404);
    assert.equal((await claire.post(`${PATH}/restore`, {})).status, 404);
  });

  it('goes back to the learner where one that was never stored is not to be kept', async () => {
    await begin();
    const { status, headers } = await claire.post(`${PATH}/remove`, {});
    assert.equal(status, 303);
    assert.match(String(headers['location']), /learners\/21#observations$/);
    await assert.rejects(pages.stored('21'), /nothing is stored/);
  });

  it('rewrites no tutor’s words', async () => {
    await begin();
    await draft();
    const stored: Evaluation = await pages.stored('21');
    const observed = stored.observations?.map((one) => ({ ...one, source: 'tutor' as const })) ?? [];
    await pages.services.evaluations.save({ ...stored, observations: observed });
    const page = plain((await claire.get(PATH)).text);
    assert.match(page, /Ce sont les réponses du tuteur/);
    assert.doesNotMatch(page, /<textarea/);
    const refused = await claire.post(PATH, fields({ revision: '1', 'level.C1.1-1': '1' }));
    assert.equal(refused.status, 409);
    assert.match(plain(refused.text), /celle du tuteur : personne ne la réécrit/);
  });
});
