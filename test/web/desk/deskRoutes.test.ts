import assert from 'node:assert/strict';
import { draftEvaluation, publishedEvaluation } from '../../support/evaluations.js';
import { learner, plain, TeacherPages, twoLearners, type Visitor } from '../../support/teacherPages.js';

const NAMES = /Bézier|Chloé|Diallo|Amadou|Éboué|Zoé/;

describe('a teacher’s desk', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    pages.roster = { members: [...twoLearners, learner('23', 'Éboué', 'Zoé')] };
    teacher = await pages.visitor();
    await teacher.get('/class');
  });
  afterEach(() => pages.close());

  const set = (fields: Record<string, string>) => teacher.post('/desk', { back: 'class', ...fields });
  const page = async (path: string, visitor = teacher) => plain((await visitor.get(path).expect(200)).text);
  const order = async (visitor = teacher) =>
    [...(await page('/class', visitor)).matchAll(/href="learners\/(\d+)">/g)].map(([, sub]) => sub);

  describe('POST /desk', () => {
    it('goes back to where it was asked', async () => {
      for (const [back, group, location] of [
        ['class', '', '/s/session-1/class'],
        ['class', 'a', '/s/session-1/class?group=a'],
        ['learners/21', '', '/s/session-1/learners/21'],
        ['groups', '', '/s/session-1/groups'],
      ] as const) {
        await set({ names: 'shown', back, group }).expect(303).expect('Location', location);
      }
    });

    it('changes only what it is told', async () => {
      await set({ order: 'shuffled', names: 'hidden' });
      await set({ names: 'shown' });
      assert.match(await page('/class'), /tirés au sort, noms affichés/);
    });

    it('refuses what no page of ours sends', async () => {
      for (const fields of [
        { order: 'reverse' },
        { names: 'maybe' },
        { back: 'https://elsewhere.example' },
        { back: '../lti/keys' },
      ]) {
        await set(fields).expect(400);
      }
    });

    it('is closed to learners', async () => {
      const other = await pages.visitor({ id: 'session-2', role: 'learner' });
      await other.post('/desk', { names: 'hidden', back: 'class' }).expect(403);
    });
  });

  describe('an order drawn by lot', () => {
    it('is the teacher’s own, and stays', async () => {
      assert.deepEqual(await order(), ['21', '22', '23']);
      const colleagues = await Promise.all(
        ['8', '9', '10', '11'].map(async (sub) => {
          const visitor = await pages.visitor({ id: `session-${sub}`, user: { sub, name: 'Une collègue' } });
          await visitor.post('/desk', { order: 'shuffled', back: 'class' });
          return visitor;
        }),
      );
      const drawn = await Promise.all(colleagues.map(async (one) => (await order(one)).join()));
      assert.ok(new Set(drawn).size > 1, 'not every teacher has the same');
      assert.deepEqual(await Promise.all(colleagues.map(async (one) => (await order(one)).join())), drawn);
      assert.deepEqual(await order(), ['21', '22', '23'], 'and mine is as it was');
    });

    it('is the one in which learners are gone through', async () => {
      await set({ order: 'shuffled' });
      const drawn = await order();
      const html = await page('/class');
      assert.match(html, new RegExp(`class-head__next" href="learners/${drawn[0]}\\?begin=1"`));
      assert.match(await page(`/learners/${drawn[0]}`), new RegExp(`rel="next" href="${drawn[1]}"`));
      const answer = await teacher.post(`/learners/${drawn[0]}`, {
        revision: '0',
        base: '{}',
        presence: 'absent',
        action: 'publishNext',
      });
      assert.match(answer.headers['location'] ?? '', new RegExp(`/learners/${drawn[1]}\\?published=`));
    });
  });

  describe('hidden names', () => {
    const NUMBER = /Élève [1-3]\b/;
    beforeEach(() => set({ names: 'hidden' }));

    it('are on no page about a learner who is still judged, nor in a title', async () => {
      await pages.store({ ...draftEvaluation, content: { ...draftEvaluation.content, comment: '' } });
      for (const path of [
        '/class',
        '/class?state=draft',
        '/class?done=published&count=1&nothingJudged=21&gone=22',
        '/class?ready=21',
        '/learners/21',
        '/learners/21?done=saved',
        '/learners/22?ready=21',
        '/learners/21/history',
        '/groups',
        '/class/table',
        '/class/table/criteria/C1.1-1',
        '/tutors',
        '/tutors/new',
        '/activity/purpose',
        '/activity/release',
      ]) {
        assert.doesNotMatch(await page(path), NAMES, path);
      }
      assert.match(await page('/learners/21'), /<title>Élève [1-3] ·/);
      assert.match(await page('/class'), NUMBER);
    });

    it('are in no answer to what is saved on the way', async () => {
      const answer = await teacher.draft('21', { revision: '0', base: '{}', 'level.C1.1-1': '3' });
      assert.equal(answer.status, 200);
      assert.doesNotMatch(answer.text, NAMES);
    });

    it('give each learner a number that stays, whoever comes, and for every teacher', async () => {
      const numbers = async (visitor = teacher) =>
        new Map(
          [...(await page('/class', visitor)).matchAll(/href="learners\/(\d+)">(Élève \d+)</g)].map(
            ([, sub, name]) => [sub, name],
          ),
        );
      const before = await numbers();
      assert.equal(before.size, 3);
      const members = [learner('20', 'Aubert', 'Alix'), ...twoLearners, learner('23', 'Éboué', 'Zoé')];
      pages.roster = { members };
      await teacher.post('/class/roster', {});
      const after = await numbers();
      for (const [sub, name] of before) assert.equal(after.get(sub), name);
      assert.equal(after.get('20'), 'Élève 4');
      const colleague = await pages.visitor({ id: 'session-2', user: { sub: '8', name: 'Paul Mercier' } });
      await colleague.post('/desk', { names: 'hidden', back: 'class' });
      assert.deepEqual(await numbers(colleague), after);
    });

    it('are hidden from nobody else', async () => {
      const colleague = await pages.visitor({ id: 'session-2', user: { sub: '8', name: 'Paul Mercier' } });
      assert.match(await page('/class', colleague), /Bézier Chloé/);
    });

    it('come back, one by one, as evaluations are published', async () => {
      await pages.store(publishedEvaluation);
      const html = await page('/class?published=21');
      assert.match(html, /L'évaluation de Bézier Chloé est publiée/);
      assert.doesNotMatch(html, /Diallo|Éboué/);
      assert.match(await page('/learners/21'), /<title>Bézier Chloé ·/);
      assert.match(await page('/learners/22'), /title="Bézier Chloé"|Élève (suivant|précédent), Élève \d/);
    });

    it('stay hidden of who is ready and not published', async () => {
      await teacher
        .post('/learners/21', { revision: '0', base: '{}', 'level.C1.1-1': '3', action: 'ready' })
        .expect(303);
      assert.match(await page('/learners/22?ready=21'), /L'évaluation d.Élève \d est prête/);
      assert.doesNotMatch(await page('/class'), NAMES);
    });

    it('are shown again with one button, on the class page and on a grid', async () => {
      for (const [path, back] of [
        ['/class', 'class'],
        ['/learners/21', 'learners/21'],
      ] as const) {
        await set({ names: 'hidden' });
        const html = await page(path);
        assert.match(html, /Les noms sont masqués jusqu'à la publication/);
        assert.match(html, new RegExp(`name="back" value="${back}"`));
        assert.match(html, /name="names" value="shown">Montrer les noms/);
        await set({ names: 'shown', back });
        assert.match(await page(path), NAMES);
        assert.doesNotMatch(await page(path), /Montrer les noms/);
      }
    });

    it('go by number, so that no place in the alphabet tells', async () => {
      const numbers = [...(await page('/class')).matchAll(/">Élève (\d)<\/a>/g)].map(([, number]) => number);
      assert.deepEqual(numbers, ['1', '2', '3']);
    });
  });
});
