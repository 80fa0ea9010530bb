import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../../src/evaluation/changeContent.js';
import { changeGroups, withGroup } from '../../../src/evaluation/group/changeGroups.js';
import type { EvaluationContent } from '../../../src/evaluation/evaluation.js';
import { readPage } from '../../support/http/readPage.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { publishedEvaluation, teacher as teacherActor } from '../../support/evaluations.js';
import { learner, plain, TeacherPages, twoLearners, type Visitor } from '../../support/teacherPages.js';

const FIRST = 'C1.1-1';
const SECOND = 'C1.1-2';

describe('the table of a class', () => {
  let pages: TeacherPages;
  let teacher: Visitor;
  let count = 0;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  const html = async (path = '/class/table', visitor = teacher) =>
    plain((await visitor.get(path).expect(200)).text);
  const judge = (learnerSub: string, entries: EvaluationContent['entries'], changes = {}) =>
    pages.store({
      id: `evaluation-${(count += 1)}`,
      learnerSub,
      content: { ...EMPTY_CONTENT, entries, ...changes },
    });

  /** What a row says, cell by cell. */
  const row = (page: string, name: string) =>
    readPage(page)
      .all('tr')
      .find((one) => one.all('th')[0]?.text.includes(name))
      ?.all('td')
      .map((cell) => cell.attribute('aria-label') ?? cell.text);

  describe('GET /class/table', () => {
    it('has a row a learner and a column a criterion, each cell named in full', async () => {
      await judge('21', { [FIRST]: { levelId: '3', comment: 'Bien.' }, [SECOND]: { notJudged: true } });
      const page = await html();
      assert.deepEqual(row(page, 'Bézier Chloé'), [
        '3 maîtrisé, avec un commentaire',
        '– non évalué',
        '2/2',
        '14,0',
        'brouillon',
      ]);
      assert.deepEqual(row(page, 'Diallo Amadou'), ['à évaluer', 'à évaluer', '0/2', '', 'à évaluer']);
      assert.match(page, /role="grid"/);
    });

    it('leads from each name to the learner, from each criterion to its own page, from the class to it', async () => {
      const page = await html();
      assert.match(page, /href="\.\.\/learners\/21"/);
      assert.match(page, /href="table\/criteria\/C1\.1-2"/);
      assert.match(await html('/class'), /<a [^>]*href="class\/table">Tableau<\/a>/);
    });

    it('tells how far the class is on each criterion, absent learners and those who left apart', async () => {
      pages.roster = { members: [...twoLearners, learner('23', 'Éboué', 'Zoé')] };
      await judge('21', { [FIRST]: { levelId: '3' } });
      await judge('22', {}, { presence: 'absent' });
      await judge('30', { [FIRST]: { levelId: '1' }, [SECOND]: { levelId: '1' } });
      const done = readPage(await html())
        .all('small')
        .filter((one) => one.attributes.has('data-done'))
        .map(({ text }) => text);
      assert.deepEqual(done, ['1/2', '0/2']);
    });

    it('puts learners who left and were evaluated below the others', async () => {
      await judge('30', { [FIRST]: { levelId: '1' } });
      const page = await html();
      assert.match(page, /Ne sont plus dans la liste[\s\S]*data-learner="30"[^>]* data-left/);
    });

    it('shows absence, keeping the levels; closed rows say why nothing changes', async () => {
      await judge('21', { [FIRST]: { levelId: '3' } }, { presence: 'excused' });
      const closing = { at: pages.now, by: { sub: '8', name: 'Marc Delmas' }, hash: 'h' };
      await pages.store({ id: 'closed', learnerSub: '22', closing });
      const page = await html();
      assert.match(page, /data-presence="excused"[\s\S]*?dispensé/);
      assert.equal(row(page, 'Bézier Chloé')?.[0], '3 maîtrisé');
      assert.match(page, /data-closed="Close par Marc Delmas à 10 h 30 : rien ne change plus ici/);
    });

    it('shows only those whom the filter names, and counts the others', async () => {
      await judge('21', { [FIRST]: { levelId: '3' }, [SECOND]: { levelId: '3' } });
      const page = await html('/class/table?state=open');
      assert.equal(row(page, 'Bézier Chloé'), undefined);
      assert.ok(row(page, 'Diallo Amadou'));
      assert.match(page, /<option value="open" selected>1 incomplet</);
      assert.match(page, /<option value="draft">1 brouillon</);
      assert.match(page, /<option value="">tous \(2\)</);
      assert.match(await html('/class/table?state=published'), /Aucun élève dans ce cas\./);
      assert.ok(row(await html('/class/table?state=nonsense'), 'Bézier Chloé'), 'all of them');
    });

    describe('of a course with groups', () => {
      beforeEach(async () => {
        const group = withGroup(
          'group-1',
          { name: 'Accueil A', memberSubs: ['22'] },
          { by: teacherActor, at: pages.now },
        );
        await changeGroups(teacher.session.scope, group, pages.services.learnerGroups);
      });

      it('shows one group, and stays in it on every way on', async () => {
        const page = await html('/class/table?group=group-1');
        assert.equal(row(page, 'Bézier Chloé'), undefined);
        assert.ok(row(page, 'Diallo Amadou'));
        assert.match(page, /<option value="group-1" selected>Accueil A · 1</);
        assert.match(page, /href="\.\.\/learners\/22\?group=group-1"/);
        assert.match(page, /href="table\/criteria\/C1\.1-1\?group=group-1"/);
        assert.match(page, /href="[^"]*\/class\?group=group-1"/);
        assert.match(await html('/class?group=group-1'), /href="class\/table\?group=group-1"/);
      });

      it('goes through the group criterion by criterion', async () => {
        const page = await html(`/class/table/criteria/${FIRST}?group=group-1`);
        assert.match(page, /<strong>Accueil A<\/strong>/);
        assert.match(page, /0 \/ 1 évalués/);
        assert.doesNotMatch(page, /set\.21/);
        const answer = await teacher
          .post(`/class/table/criteria/${FIRST}?group=group-1`, {
            gridVersion: welcomeActivity.gridVersionId,
            action: 'next',
            'was.22': 'present ',
            'set.22': 'present 4',
          })
          .expect(303);
        assert.match(answer.headers['location'] ?? '', /C1\.1-2\?group=group-1&done=saved$/);
      });

      it('shows the whole class to whoever asks for a group that is no more', async () => {
        assert.ok(row(await html('/class/table?group=gone'), 'Bézier Chloé'));
      });
    });

    it('keeps names hidden, in the table and in what it answers', async () => {
      await pages.services.desks.keep(
        { activityId: welcomeActivity.id, teacherSub: teacher.session.user.sub },
        { order: 'shuffled', namesHidden: true },
      );
      await judge('21', { [FIRST]: { levelId: '2' } });
      for (const path of ['/class/table', `/class/table/criteria/${FIRST}`]) {
        const page = await html(path);
        assert.doesNotMatch(page, /Bézier|Diallo/, path);
        assert.match(page, /Élève 1/, path);
      }
      const answer = await teacher
        .post(`/class/table/criteria/${FIRST}`, {
          gridVersion: welcomeActivity.gridVersionId,
          'was.21': 'present ',
          'set.21': 'present 4',
        })
        .expect(409);
      assert.doesNotMatch(plain(answer.text), /Bézier/);
    });

    it('shows no mark where the activity is certificative', async () => {
      await pages.close();
      pages = await TeacherPages.open({
        ...welcomeActivity,
        grid: { ...welcomeGrid, purpose: 'certificative' },
      });
      teacher = await pages.visitor();
      await judge('21', { [FIRST]: { levelId: '3' }, [SECOND]: { levelId: '3' } });
      const page = await html();
      assert.deepEqual(row(page, 'Bézier Chloé'), ['3 maîtrisé', '3 maîtrisé', '2/2', 'brouillon']);
      assert.doesNotMatch(page, /14,0|>Note</);
    });

    it('shows what learners do not see yet as what waits to be published again', async () => {
      await pages.store({
        ...publishedEvaluation,
        content: { ...publishedEvaluation.content, entries: { [FIRST]: { levelId: '4' } } },
      });
      assert.deepEqual(row(await html(), 'Bézier Chloé')?.slice(2), ['1/2', '20,0', 'modifié depuis']);
    });

    it('shows a draft of a former version as it is judged now, and a closed one as it was', async () => {
      await pages.close();
      const scale = {
        id: 'other',
        name: 'Autre',
        levels: [
          { id: 'x', label: 'bas', code: 'B', sharePercent: 0, sign: 'empty' as const },
          { id: 'y', label: 'haut', code: 'H', sharePercent: 100, sign: 'full' as const },
        ],
      };
      pages = await TeacherPages.open({
        ...welcomeActivity,
        gridVersionId: 'grid-1@2',
        grid: { ...welcomeGrid, scale },
        pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: pages.now }],
      });
      teacher = await pages.visitor();
      await judge('21', { [FIRST]: { levelId: '3' } });
      const closing = { at: pages.now, by: { sub: '8' }, hash: 'h' };
      await pages.store({ id: 'closed', learnerSub: '22', closing });
      const page = await html();
      assert.equal(row(page, 'Bézier Chloé')?.[0], 'à évaluer');
      assert.match(row(page, 'Diallo Amadou')?.[0] ?? '', /^3 maîtrisé/);
    });

    it('says what an empty class waits for', async () => {
      pages.roster = { members: [] };
      const page = await html();
      assert.match(page, /La classe est vide pour l'instant/);
      assert.doesNotMatch(page, /role="grid"/);
    });

    it('escapes what people wrote', async () => {
      await pages.close();
      const [first, second] = welcomeGrid.criteria;
      const text = '"><script>alert(1)</script>';
      pages = await TeacherPages.open({
        ...welcomeActivity,
        grid: { ...welcomeGrid, criteria: [{ ...first!, text }, second!] },
      });
      teacher = await pages.visitor();
      pages.roster = { members: [learner('21', '<b>', text)] };
      for (const path of ['/class/table', `/class/table/criteria/${FIRST}`]) {
        const page = await html(path);
        assert.doesNotMatch(page, /<script>alert|<b>/, path);
      }
    });
  });

  describe('one criterion at a time', () => {
    const path = `/class/table/criteria/${FIRST}`;
    const form = (fields: Record<string, string>, changes = {}) =>
      teacher.post(path, { gridVersion: welcomeActivity.gridVersionId, ...fields, ...changes });
    const chosen = (page: string) =>
      readPage(page)
        .all('input')
        .filter((one) => one.attribute('name')?.startsWith('set.') && one.attributes.has('checked'))
        .map((one) => `${one.attribute('name')}=${one.attribute('value')}`);
    // As a teacher does: the page comes before its form.
    beforeEach(() => html('/class/table'));

    const entry = async (sub: string) => (await pages.stored(sub)).content.entries[FIRST];

    it('shows the class under the criterion, and the ways on', async () => {
      await judge('21', { [FIRST]: { levelId: '3' } });
      await judge('22', {}, { presence: 'absent' });
      const page = await html(path);
      assert.match(page, /<h1 lang="fr">La prise de contact est adaptée\.<\/h1>/);
      assert.match(page, /Attendu 1 sur 2/);
      assert.match(page, /rel="next" href="C1\.1-2"/);
      assert.match(page, /1 \/ 1 évalués/);
      assert.deepEqual(chosen(page), ['set.21=present 3', 'set.22=absent']);
    });

    it('saves what is chosen, and stays or goes on as the button says', async () => {
      const fields = { 'was.21': 'present ', 'set.21': 'present 4', 'was.22': 'present ' };
      const stay = await form(fields).expect(303);
      assert.match(stay.headers['location'] ?? '', /criteria\/C1\.1-1\?done=saved$/);
      assert.deepEqual(await entry('21'), { levelId: '4' });
      assert.match(await html(`${path}?done=saved`), /Les niveaux sont enregistrés/);
      const next = await form({ ...fields, action: 'next' }).expect(303);
      assert.match(next.headers['location'] ?? '', /criteria\/C1\.1-2\?done=saved$/);
      const last = await teacher
        .post('/class/table/criteria/C1.1-2', {
          gridVersion: welcomeActivity.gridVersionId,
          action: 'next',
        })
        .expect(303);
      assert.match(last.headers['location'] ?? '', /class\/table$/);
    });

    it('takes absence, and back', async () => {
      await judge('21', { [FIRST]: { levelId: '3' } });
      await form({ 'was.21': 'present 3', 'set.21': 'absent' }).expect(303);
      const absent = await pages.stored('21');
      assert.equal(absent.content.presence, 'absent');
      assert.equal(absent.content.entries[FIRST]?.levelId, '3', 'the level is kept');
      await form({ 'was.21': 'absent 3', 'set.21': 'present 4' }).expect(303);
      const back = await pages.stored('21');
      assert.deepEqual([back.content.presence, back.content.entries[FIRST]?.levelId], ['present', '4']);
    });

    it('fills those who are there and have no level, and nobody else', async () => {
      pages.roster = {
        members: [...twoLearners, learner('23', 'Éboué', 'Zoé'), learner('24', 'Fabre', 'Luc')],
      };
      await teacher.post('/class/roster', {}).expect(303);
      await form({
        action: 'fill',
        fill: '2',
        'was.21': 'present ',
        'was.22': 'present 4',
        'set.22': 'present 4',
        'was.23': 'absent ',
        'was.24': 'present ',
        'set.24': 'present 1',
      }).expect(303);
      assert.deepEqual(await entry('21'), { levelId: '2' });
      assert.deepEqual(await entry('24'), { levelId: '1' }, 'what was chosen beside it is saved as chosen');
      for (const sub of ['22', '23']) await assert.rejects(pages.stored(sub), /nothing is stored/);
    });

    it('shows both where a colleague was first: mine stays ticked, saving again keeps it', async () => {
      await judge('21', { [FIRST]: { levelId: '2' } });
      const answer = await form({ 'was.21': 'present ', 'set.21': 'present 4' }).expect(409);
      const page = plain(answer.text);
      assert.match(page, /Un élève a été évalué par quelqu'un d'autre entre-temps/);
      assert.match(page, /« 2 · insuffisamment maîtrisé »\. Le vôtre : « 4 · bien maîtrisé »/);
      assert.deepEqual(chosen(page), ['set.21=present 4']);
      assert.deepEqual(await entry('21'), { levelId: '2' });
      await form({ 'was.21': 'present 2', 'set.21': 'present 4' }).expect(303);
      assert.deepEqual(await entry('21'), { levelId: '4' });
    });

    it('names the closed ones that it left alone', async () => {
      const closing = { at: pages.now, by: { sub: '8', name: 'Marc Delmas' }, hash: 'h' };
      await pages.store({ closing });
      const answer = await form({ 'was.21': 'present 3', 'set.21': 'present 4' }).expect(409);
      assert.match(
        plain(answer.text),
        /Bézier Chloé · .* · « 4 · bien maîtrisé » · .* close par Marc Delmas/,
      );
      assert.equal((await entry('21'))?.levelId, '3');
      const page = await html(path);
      assert.doesNotMatch(page, /name="set\.21"/);
      assert.match(page, /Close par Marc Delmas/);
    });

    it('tells on the table what has no place any more, when the criterion is gone', async () => {
      await pages.close();
      pages = await TeacherPages.open({
        ...welcomeActivity,
        gridVersionId: 'grid-1@2',
        grid: { ...welcomeGrid, criteria: welcomeGrid.criteria.slice(1) },
        pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: pages.now }],
      });
      teacher = await pages.visitor();
      await html();
      const answer = await form({ 'was.21': 'present ', 'set.21': 'present 4' }).expect(409);
      assert.match(plain(answer.text), /role="grid"/);
      assert.match(plain(answer.text), /Bézier Chloé · La prise de contact .* n'a plus cet attendu/);
      await form({ 'was.21': 'present ' })
        .expect(303)
        .expect('location', /class\/table$/);
    });

    it('has no page for a criterion that the grid does not have', () =>
      teacher.get('/class/table/criteria/C9.9-9').expect(404));

    for (const [name, fields] of Object.entries({
      'an unknown level': { 'was.21': 'present ', 'set.21': 'present 9' },
      'an unknown presence': { 'was.21': 'present ', 'set.21': 'asleep' },
      'an unknown standing': { 'was.21': '%%', 'set.21': 'present 3' },
      'an unknown level to fill with': { action: 'fill', fill: '9', 'was.21': 'present ' },
      'an unknown action': { action: 'delete' },
      'an unknown version': { gridVersion: 'grid-of-others@1' },
    })) {
      it(`refuses ${name}`, () => form(fields as Record<string, string>).expect(400));
    }
  });
});
