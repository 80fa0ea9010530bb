import assert from 'node:assert/strict';
import { evaluationStatus } from '../../../src/evaluation/evaluationStatus.js';
import { draftEvaluation, publishedEvaluation } from '../../support/evaluations.js';
import { learner, plain, TeacherPages, twoLearners, type Visitor } from '../../support/teacherPages.js';

const [FIRST, SECOND] = ['level.C1.1-1', 'level.C1.1-2'] as const;
const PATH = '/groups/a/evaluation';

describe('one grid for a group', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    pages.roster = {
      members: [...twoLearners, learner('23', 'Éboué', 'Zoé'), learner('24', 'Fabre', 'Luc')],
    };
    teacher = await pages.visitor();
    await teacher.get('/class');
    await teacher.post('/groups/a', { name: 'Atelier A', learner: ['21', '22', '23'] });
  });
  afterEach(() => pages.close());

  const page = async (visitor = teacher) => plain((await visitor.get(PATH).expect(200)).text);
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&#34;', '"') ?? '';
  /** The hidden fields of the page as the teacher has it before them. */
  const shown = async (visitor = teacher) => {
    const html = await page(visitor);
    return { revision: hidden(html, 'revision'), base: hidden(html, 'base') };
  };
  const give = async (fields: Record<string, string>, from?: Record<string, string>) =>
    teacher.post(PATH, { ...(from ?? (await shown())), ...fields });
  const levels = async (sub: string) => {
    const evaluation = await pages.services.evaluations.find('activity-1', sub);
    return ['C1.1-1', 'C1.1-2'].map((id) => evaluation?.content.entries[id]?.levelId ?? '').join();
  };
  const told = async (location: string | undefined) =>
    plain((await teacher.get(location?.replace('/s/session-1', '') ?? '').expect(200)).text);

  describe('GET /groups/:group/evaluation', () => {
    it('shows the grid of the activity and each member, who stands where', async () => {
      await pages.store(publishedEvaluation);
      const html = await page();
      assert.match(html, /<h1>Atelier A<\/h1>\n<p class="who__position">groupe de 3 élèves</);
      assert.match(html, /La prise de contact est adaptée\./);
      assert.match(
        html,
        /href="\.\.\/\.\.\/learners\/21\?group=a">Bézier Chloé<\/a> <span class="state state--done">publié/,
      );
      assert.match(html, /Diallo Amadou<\/a> <span class="state state--plain">à évaluer/);
      assert.doesNotMatch(html, /Fabre Luc/);
      assert.doesNotMatch(html, /Mes phrases|name="privateNote"|name="adjustedMark"|name="presence"/);
    });

    it('says who is judged already, before anything is chosen for the group', async () => {
      await pages.store(draftEvaluation);
      const html = await page();
      assert.match(html, /Déjà évalué :.*?Bézier Chloé<\/a> <span class="own__value">3<\/span>/s);
      assert.match(html, /A déjà un commentaire :.*?En progrès\./s);
      assert.doesNotMatch(html, /name="same"/, 'there is nothing to give yet');
    });

    it('says that nobody is there to be judged', async () => {
      await teacher.post('/groups/empty', { name: 'Vide', learner: [] });
      const html = plain((await teacher.get('/groups/empty/evaluation').expect(200)).text);
      assert.match(html, /aucun élève présent dans ce groupe/);
    });

    it('answers 404 for a group that the course does not have, and is closed to learners', async () => {
      await teacher.get('/groups/none/evaluation').expect(404);
      const other = await pages.visitor({ id: 'session-2', role: 'learner' });
      await other.get(PATH).expect(403);
      await other.post(PATH, { revision: '0', base: '{}', [FIRST]: '4' }).expect(403);
    });

    it('is shown for a group of the platform', async () => {
      pages.roster = { members: [{ ...twoLearners[0]!, groupIds: ['1'] }, twoLearners[1]!] };
      await teacher.post('/class/roster', {});
      const html = plain((await teacher.get('/groups/lms.1/evaluation').expect(200)).text);
      assert.match(html, /<h1>Groupe 1 \(Moodle\)<\/h1>\n<p class="who__position">groupe d'un élève</);
      assert.match(html, /Bézier Chloé/);
    });
  });

  describe('POST /groups/:group/evaluation', () => {
    it('writes once to each present member, whoever was begun, and to nobody else', async () => {
      await pages.store({
        ...draftEvaluation,
        content: { presence: 'absent', entries: {}, comment: '' },
        learnerSub: '23',
        id: 'evaluation-23',
      });
      await give({ [FIRST]: '3', [SECOND]: '4', generalComment: 'Bel atelier.' }).then((answer) =>
        assert.equal(answer.headers['location'], `/s/session-1${PATH}?done=saved`),
      );
      for (const sub of ['21', '22']) {
        const { revision, content, group } = await pages.stored(sub);
        assert.equal(revision, 1);
        assert.equal(await levels(sub), '3,4');
        assert.equal(content.comment, 'Bel atelier.');
        assert.deepEqual(group, { id: 'a', name: 'Atelier A', at: pages.now });
      }
      assert.equal(await levels('23'), ',');
      assert.equal((await pages.stored('23')).revision, 1);
      assert.equal(await pages.services.evaluations.find('activity-1', '24'), undefined);
    });

    it('keeps what a member has of their own, and shows it', async () => {
      await pages.store({ ...draftEvaluation, content: { ...draftEvaluation.content, comment: '' } });
      await give({ [FIRST]: '2', [SECOND]: '4' });
      assert.equal(await levels('21'), '3,');
      assert.equal(await levels('22'), '2,4');
      const html = await page();
      assert.match(
        html,
        /Diffère, et garde son niveau :.*?Bézier Chloé<\/a> <span class="own__value">3<\/span>/s,
      );
      assert.match(
        html,
        /Bézier Chloé<\/a> <span class="state state--wait">brouillon<\/span> <small class="member__note">2 différences, gardées/,
      );
    });

    it('gives one level to all once the teacher says so, and nothing that changed since they saw it', async () => {
      await pages.store({ ...draftEvaluation, content: { ...draftEvaluation.content, comment: '' } });
      await give({ [FIRST]: '2' });
      const html = await page();
      const same = /Le même niveau pour tous/.test(html) ? hidden(html, 'same') : '';
      await teacher.post('/learners/21', { ...(await fieldsOf('21')), [FIRST]: '1' }).expect(303);
      await give({ [FIRST]: '2', same });
      assert.equal(await levels('21'), '1,', 'another level than the one that was given up');
      await give({ [FIRST]: '2', same: hidden(await page(), 'same') }).then(async (answer) => {
        assert.match(await told(answer.headers['location']), /C'est le même pour tous maintenant/);
      });
      assert.equal(await levels('21'), '2,');
    });

    it('takes « for all » back: who had a level of their own has it again, unless it changed since', async () => {
      await pages.store({ ...draftEvaluation, content: { ...draftEvaluation.content, comment: '' } });
      await pages.store({ ...draftEvaluation, id: 'evaluation-22', learnerSub: '22' });
      await give({ [FIRST]: '2' });
      const { headers } = await give({ [FIRST]: '2', same: hidden(await page(), 'same') });
      assert.deepEqual([await levels('21'), await levels('22'), await levels('23')], ['2,', '2,', '2,']);
      const undo = hidden(await told(headers['location']), 'undo');
      await teacher.post('/learners/22', { ...(await fieldsOf('22')), [FIRST]: '4' }).expect(303);
      const undone = await give({ [FIRST]: '2', undo });
      assert.match(await told(undone.headers['location']), /chacun a retrouvé ce qui lui était propre/);
      assert.deepEqual([await levels('21'), await levels('22'), await levels('23')], ['3,', '4,', '2,']);
      await give({ [FIRST]: '2', undo });
      assert.deepEqual([await levels('21'), await levels('22'), await levels('23')], ['3,', '4,', '2,']);
    });

    it('offers to take back what it took away, and nothing that an address makes up', async () => {
      for (const undo of ['', 'x', '[]', '["level.C1.1-1",[]]', '{"$ne":1}']) {
        const query = new URLSearchParams({ done: 'same', undo });
        assert.doesNotMatch(await told(`${PATH}?${query.toString()}`), /name="undo"/);
      }
    });

    it('lets one member differ afterwards, whose page says with whom they were judged', async () => {
      await give({ [FIRST]: '3', [SECOND]: '3' });
      const html = plain((await teacher.get('/learners/21').expect(200)).text);
      assert.match(html, /href="\.\.\/groups\/a\/evaluation">Évalué avec le groupe Atelier A à 10 h 30\./);
      await teacher
        .post('/learners/21', { ...(await fieldsOf('21')), [FIRST]: '4', [SECOND]: '3' })
        .expect(303);
      await give({ [FIRST]: '2', [SECOND]: '2' });
      assert.equal(await levels('21'), '4,2', 'their own level is kept, the group’s moves on');
      assert.equal(await levels('22'), '2,2');
      assert.match(
        plain((await teacher.get('/learners/21/history')).text),
        /Claire Fontaine a modifié l'évaluation.*?Avec le groupe Atelier A\./s,
      );
    });

    it('loses nothing of a colleague who judges the same group at the same time', async () => {
      const colleague = await pages.visitor({ id: 'session-2', user: { sub: '8', name: 'Paul Mercier' } });
      const mine = await shown();
      await colleague.post(PATH, { ...(await shown(colleague)), [FIRST]: '1', [SECOND]: '1' }).expect(303);
      await give({ [FIRST]: '4' }, mine);
      assert.equal(await levels('21'), '1,1', 'what the colleague gave is each member’s own to me');
      const html = await page();
      assert.match(html, /Diffèrent, et gardent leur niveau :/);
      await give({ [FIRST]: '4', [SECOND]: '1', same: hidden(html, 'same') });
      assert.equal(await levels('21'), '4,1');
    });

    it('leaves closed evaluations alone, and says so', async () => {
      const by = { sub: '7' };
      await pages.store({ ...draftEvaluation, closing: { at: pages.now, by, hash: 'a0' } });
      await give({ [FIRST]: '1' });
      assert.equal(await levels('21'), '3,');
      const html = await page();
      assert.match(
        html,
        /Bézier Chloé<\/a> <span class="state state--done">clos<\/span> <small class="member__note">close : laissée de côté/,
      );
      assert.doesNotMatch(html, /Diffère/);
    });

    it('keeps a text that is too long in the form, and writes nothing', async () => {
      const answer = await give({ [FIRST]: '3', generalComment: 'é'.repeat(5001) });
      assert.equal(answer.status, 422);
      assert.match(plain(answer.text), /dépasse 5 000 caractères/);
      assert.ok(answer.text.includes('é'.repeat(5001)));
      assert.equal(await pages.services.evaluations.find('activity-1', '21'), undefined);
    });

    it('refuses what no page of ours sends', async () => {
      await give({ [FIRST]: '9' }).then(({ status }) => assert.equal(status, 400));
      await give({ 'level.none': '1' }).then(({ status }) => assert.equal(status, 400));
      await give({ same: 'all' }).then(({ status }) => assert.equal(status, 400));
      await give({ same: '{"$ne":1}' }).then(({ status }) => assert.equal(status, 400));
    });

    it('publishes each member as they stand, and leaves out who has nothing', async () => {
      await pages.store({
        ...draftEvaluation,
        id: 'evaluation-23',
        learnerSub: '23',
        content: { presence: 'absent', entries: {}, comment: '' },
      });
      const { headers } = await give({ [FIRST]: '3', [SECOND]: '3', action: 'publish' });
      assert.equal(headers['location'], '/s/session-1/class?done=published&count=3&group=a');
      for (const sub of ['21', '22', '23']) {
        assert.equal(evaluationStatus(await pages.stored(sub)), 'published');
      }
      assert.equal(pages.woken, 1);
      assert.match(await told(headers['location']), /3 évaluations publiées\./);
    });

    it('publishes nobody of whom nothing is judged, and names them', async () => {
      const { headers } = await give({ generalComment: 'À refaire.', action: 'publish' });
      const html = await told(headers['location']);
      assert.match(html, /Aucune évaluation publiée\./);
      assert.match(html, /n'ont aucun attendu évalué :.*?Bézier Chloé.*?Diallo Amadou.*?Éboué Zoé/s);
      assert.equal((await pages.stored('21')).content.comment, 'À refaire.');
    });

    it('makes the group ready, to be published with the others', async () => {
      const { headers } = await give({ [FIRST]: '3', action: 'ready' });
      assert.match(await told(headers['location']), /3 évaluations prêtes\./);
      assert.equal(evaluationStatus(await pages.stored('21')), 'ready');
      assert.equal((await pages.stored('21')).publication, undefined);
    });

    it('shows no name while names are hidden', async () => {
      await pages.store(draftEvaluation);
      await teacher.post('/desk', { names: 'hidden', back: 'class' });
      await give({ [FIRST]: '2' });
      const html = await page();
      assert.match(html, /Élève \d<\/a> <span class="own__value">3<\/span>/);
      assert.doesNotMatch(html, /Bézier|Chloé|Diallo|Éboué/);
    });
  });

  describe('POST /groups/:group/evaluation/draft', () => {
    const draft = async (fields: Record<string, string>) =>
      teacher.post(`${PATH}/draft`, fields).set('Accept', 'application/json');

    it('gives each member what was typed, and what the page puts in its place', async () => {
      const { status, body } = await draft({ ...(await shown()), [FIRST]: '3' });
      assert.equal(status, 200);
      assert.equal(await levels('22'), '3,');
      const { revision, base, pieces } = body as {
        revision: number;
        base: string;
        pieces: Record<string, string>;
      };
      assert.equal(revision, 1);
      assert.deepEqual(Object.keys(pieces).toSorted(), [
        'mark',
        'members',
        'own-0',
        'own-1',
        'own-comment',
        'state',
        'why',
      ]);
      assert.match(plain(pieces['state'] ?? ''), /enregistré à 10 h 30/);
      await draft({ revision: `${revision}`, base, [FIRST]: '4' });
      assert.equal(await levels('22'), '4,');
    });

    it('says what is too long, and writes nothing', async () => {
      const { status, body } = await draft({ ...(await shown()), generalComment: 'é'.repeat(5001) });
      assert.deepEqual([status, (body as { error: string }).error], [422, 'TOO_LONG']);
      assert.equal(await pages.services.evaluations.find('activity-1', '21'), undefined);
    });
  });

  /** The hidden fields of a learner's own grid. */
  async function fieldsOf(sub: string) {
    const { text } = await teacher.get(`/learners/${sub}`);
    return { revision: hidden(text, 'revision'), base: hidden(text, 'base'), presence: 'present' };
  }
});
