import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../../src/evaluation/changeContent.js';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import { draftBase } from '../../../src/web/evaluation/draftBase.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { draftEvaluation, publishedEvaluation } from '../../support/evaluations.js';
import { learner, plain, TeacherPages, twoLearners, type Visitor } from '../../support/teacherPages.js';

const HOSTILE = '</textarea><script>alert("1")</script>';

/** The fields of a page as its form would post them. */
function fieldsOf(html: string): Record<string, string> {
  const text = (value = '') =>
    value
      .replaceAll('&#34;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const radios = [...html.matchAll(/<input type="radio"[^>]* name="([^"]+)" value="([^"]*)"[^>]* checked>/g)];
  const inputs = [...html.matchAll(/<input(?=[^>]* type="text")[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)];
  const texts = [...html.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)<\/textarea>/g)];
  return Object.fromEntries(
    [...hidden, ...radios, ...inputs, ...texts].map(([, name = '', value]) => [name, text(value)]),
  );
}

describe('a learner’s grid', () => {
  let pages: TeacherPages;
  let teacher: Visitor;
  let colleague: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
    colleague = await pages.visitor({ id: 'colleague', user: { sub: '8', name: 'Marc Delmas' } });
  });
  afterEach(() => pages.close());

  const page = async (path = '/learners/21', visitor = teacher) => (await visitor.get(path).expect(200)).text;
  const fields = async (visitor = teacher, sub = '21') => fieldsOf(await page(`/learners/${sub}`, visitor));

  describe('GET /learners/:sub', () => {
    it('shows every criterion under its official competency, nothing chosen', async () => {
      const html = plain(await page());
      assert.match(html, /<h1>Bézier Chloé<\/h1>/);
      assert.match(html, /1\.1<\/span> Gérer simultanément les activités/);
      for (const { text } of welcomeGrid.criteria) assert.ok(html.includes(text));
      assert.equal(html.match(/<fieldset class="criterion /g)?.length, 2);
      assert.equal(html.match(/name="level\.C1\.1-1"/g)?.length, 5, 'four levels and « non évalué »');
      assert.doesNotMatch(html, /name="level[^>]* checked/);
      assert.match(html, /coef\. 2/);
      assert.match(html, /à évaluer/);
    });

    it('says where the learner stands, and who comes before and after', async () => {
      const html = plain(await page('/learners/22'));
      assert.match(html, /Élève 2 sur 2/);
      assert.match(html, /rel="prev" href="21"[^>]*>.*Élève précédent, Bézier Chloé/);
      assert.doesNotMatch(html, /rel="next"/);
      assert.match(html, /Publier et suivant/, 'Bézier Chloé is still to judge');
      await pages.store(publishedEvaluation);
      assert.match(plain(await page('/learners/22')), /Publier et terminer/);
    });

    it('shows what is stored, and by whom', async () => {
      await pages.store({ updatedBy: { sub: '8', name: 'Marc Delmas' } });
      const html = plain(await page());
      assert.match(html, /name="level\.C1\.1-1" value="3" checked/);
      assert.match(html, /name="level\.C1\.1-2" value="notJudged" checked/);
      assert.match(html, />Sourire, regard, voix posée\.<\/textarea>/);
      assert.match(html, /enregistré le 15 janvier à 10 h 00 par Marc Delmas/);
    });

    it('explains the mark line by line', async () => {
      await pages.store({
        content: {
          presence: 'present',
          entries: { 'C1.1-1': { levelId: '3' }, 'C1.1-2': { levelId: '2' } },
          comment: '',
        },
      });
      const html = plain(await page())
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ');
      assert.match(html, /La prise de contact est adaptée\. coef\. 1 maîtrisé 70 % 4,67 sur 6,67/);
      assert.match(html, /reformulée\. coef\. 2 insuffisamment maîtrisé 40 % 5,33 sur 13,33/);
      assert.match(html, /Somme : 10 \/ 20 Arrondie au demi-point le plus proche : 10,0 \/ 20/);
    });

    it('tells what the grid asks of a criterion, and what its levels look like', async () => {
      const [first, second] = welcomeGrid.criteria;
      const descriptors = { '2': 'Salue sans regarder.', '4': 'Salue et <se présente>.' };
      await pages.close();
      pages = await TeacherPages.open({
        ...welcomeActivity,
        grid: { ...welcomeGrid, criteria: [{ ...first!, requiredLevelId: '3', descriptors }, second!] },
      });
      teacher = await pages.visitor();
      const html = plain(await page());
      assert.equal(html.match(/incontournable : au moins maîtrisé/g)?.length, 1);
      assert.match(html, /id="level-0-1"><strong>2<\/strong> Salue sans regarder\./);
      assert.match(html, /value="2" aria-describedby="level-0-1"/);
      assert.match(html, /Salue et &lt;se présente&gt;/);
      assert.doesNotMatch(html, /level-1-/, 'nothing is written on the second');
    });

    it('explains weighed competencies, what is not judged, the cap and the rounding', async () => {
      const [first, second] = welcomeGrid.criteria;
      await pages.close();
      pages = await TeacherPages.open({
        ...welcomeActivity,
        grid: {
          ...welcomeGrid,
          criteria: [
            { ...first!, requiredLevelId: '3' },
            { ...second!, competencyCodes: ['1.2'] },
            { ...second!, id: 'own', competencyCodes: ['1.2'] },
          ],
          competencyWeights: { '1.2': 300 },
          notJudged: 'zero',
          requiredRule: { kind: 'cap', hundredths: 800 },
        },
      });
      teacher = await pages.visitor();
      const entries = { 'C1.1-1': { levelId: '2' }, 'C1.1-2': { levelId: '4' } };
      await pages.store({ content: { ...EMPTY_CONTENT, entries } });
      const html = plain(await page())
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ');
      assert.match(html, /ce qui n'est pas évalué compte zéro/);
      assert.match(
        html,
        /coef\. 2 dans la compétence 1\.2, elle-même coef\. 3 bien maîtrisé 100 % 7,5 sur 7,5/,
      );
      assert.match(html, /non évalué 0 sur 7,5 Somme : 9,5 \/ 20/);
      assert.match(
        html,
        /Incontournable non atteint : La prise de contact est adaptée\. \(maîtrisé attendu, insuff/,
      );
      assert.match(html, /plafonnée à 8 \/ 20\. Arrondie au demi-point le plus proche : 8,0 \/ 20/);
      assert.match(html, /1 attendu encore ouvert : il compte zéro dans la note/);
      assert.match(html, /1 incontournable non atteint/);
    });

    it('tells how many criteria are still open, before anything is published', async () => {
      await pages.store({ content: { ...EMPTY_CONTENT, entries: { 'C1.1-1': { levelId: '3' } } } });
      const html = plain(await page());
      assert.match(html, /1 \/ 2 évalués/);
      assert.match(html, /1 attendu encore ouvert : il ne compte pas dans la note/);
    });

    it('says that a certificative mark is neither shown nor sent', async () => {
      await pages.close();
      pages = await TeacherPages.open({
        ...welcomeActivity,
        grid: { ...welcomeGrid, purpose: 'certificative' },
      });
      teacher = await pages.visitor();
      assert.match(plain(await page()), /ni montrée à l'élève, ni envoyée/);
    });

    it('escapes comments, names and colleagues’ names', async () => {
      pages.roster = { members: [learner('21', '<b>Bézier', 'Chloé')] };
      await pages.store({
        content: { ...EMPTY_CONTENT, entries: { 'C1.1-1': { comment: HOSTILE } }, comment: HOSTILE },
        updatedBy: { sub: '8', name: '<i>Marc' },
      });
      const html = await page();
      assert.doesNotMatch(html, /<script>alert|<b>Bézier|<i>Marc/);
      assert.equal((await fields())['generalComment'], HOSTILE);
    });

    it('keeps official texts French on an English page', async () => {
      await pages.store();
      const english = await pages.visitor({ id: 'english', locale: 'en' });
      const html = await page('/learners/21', english);
      assert.match(html, /<html lang="en">/);
      assert.match(html, /lang="fr">La prise de contact est adaptée/);
      assert.match(html, /lang="fr">maîtrisé/);
      assert.match(html, /not judged/);
      assert.match(html, /saved on 15 January at 10:00/);
      assert.match(html, /14\.0<\/strong> \/ 20/);
    });

    it('opens for a learner who left with an evaluation, and has no neighbours', async () => {
      await pages.store({ learnerSub: '99' });
      const html = plain(await page('/learners/99'));
      assert.match(html, /N'est plus dans la liste de la classe/);
      assert.doesNotMatch(html, /rel="next"|rel="prev"/);
    });

    it('reads the class list when a teacher comes straight to a learner', async () => {
      await page();
      assert.equal(pages.rosterReads, 2, 'of the course and the activity');
      await page('/learners/22');
      assert.equal(pages.rosterReads, 2);
    });

    it('answers 404 for someone who is not in the class', async () => {
      await teacher.get('/learners/77').expect(404, /introuvable/);
      await teacher.get('/learners/..%2F..%2Fetc').expect(404);
    });

    it('answers 404 for a colleague', async () => {
      pages.roster = { members: [...twoLearners, { ...learner('8', 'Delmas', 'Marc'), role: 'teacher' }] };
      await teacher.get('/learners/8').expect(404);
    });

    it('sees no evaluation of another course', async () => {
      await pages.store({ learnerSub: '99' });
      const elsewhere = await pages.visitor({
        id: 'elsewhere',
        scope: { ...teacher.session.scope, contextId: '43' },
      });
      await elsewhere.get('/learners/99').expect(303).expect('Location', '/s/elsewhere/attach');
    });

    it('is closed to learners, even to the one it is about', async () => {
      const chloe = await pages.visitor({ id: 'chloe', role: 'learner', user: { sub: '21' } });
      await chloe.get('/learners/21').expect(403);
      await chloe.get('/learners/21/history').expect(403);
      await chloe.post('/learners/21', { revision: '0' }).expect(403);
      await chloe.draft('21', { revision: '0', 'level.C1.1-1': '4' }).expect(403);
    });
  });

  describe('POST /learners/:sub', () => {
    it('keeps a draft and says so', async () => {
      await teacher
        .post('/learners/21', { ...(await fields()), 'level.C1.1-1': '3', generalComment: 'Bien' })
        .expect(303)
        .expect('Location', '/s/session-1/learners/21?done=saved');
      const { content, revision, history } = await pages.stored('21');
      assert.deepEqual(content, {
        presence: 'present',
        entries: { 'C1.1-1': { levelId: '3' } },
        comment: 'Bien',
      });
      assert.equal(revision, 1);
      assert.deepEqual(history[0]?.by, { sub: '7', name: 'Claire Fontaine' });
      assert.match(
        plain(await page('/learners/21?done=saved')),
        /Le brouillon de Bézier Chloé est enregistré/,
      );
    });

    it('publishes, wakes the dispatcher and tells what is left out', async () => {
      await teacher
        .post('/learners/21', { ...(await fields()), 'level.C1.1-1': '3', action: 'publish' })
        .expect(303)
        .expect('Location', '/s/session-1/learners/21?published=21');
      const { publication, delivery } = await pages.stored('21');
      assert.deepEqual(publication?.mark, { hundredths: 1400, maximumHundredths: 2000 });
      assert.equal(delivery?.state, 'pending');
      assert.equal(pages.woken, 1);
      const html = plain(await page('/learners/21?published=21'));
      assert.match(html, /est publiée\. 1 attendu n'est pas évalué : il ne compte pas/);
      assert.match(html, /Publié à 10 h 30 par Claire Fontaine/);
      assert.match(html, /en attente d'envoi/);
    });

    it('goes on with the next learner to judge, or with the class after the last', async () => {
      await teacher
        .post('/learners/21', { ...(await fields()), 'level.C1.1-1': '3', action: 'publishNext' })
        .expect('Location', '/s/session-1/learners/22?published=21&begin=1');
      const html = plain(await page('/learners/22?published=21'));
      assert.match(html, /L'évaluation de Bézier Chloé est publiée.*href="21">Revenir à Bézier Chloé/);
      await teacher
        .post('/learners/22', {
          ...(await fields(teacher, '22')),
          'level.C1.1-1': '3',
          action: 'publishNext',
        })
        .expect('Location', '/s/session-1/class?published=22');
    });

    it('goes on around the end of the list, past who is judged', async () => {
      pages.roster = {
        members: [...twoLearners, learner('23', 'Éboué', 'Zoé'), learner('24', 'Fabre', 'Luc')],
      };
      await teacher.post('/class/roster', {});
      await pages.store({ ...publishedEvaluation, id: 'evaluation-24', learnerSub: '24' });
      const publish = async (sub: string) => {
        const form = { ...(await fields(teacher, sub)), 'level.C1.1-1': '3', action: 'publishNext' };
        return (await teacher.post(`/learners/${sub}`, form).expect(303)).headers['location'];
      };
      assert.equal(await publish('23'), '/s/session-1/learners/21?published=23&begin=1');
      assert.equal(await publish('21'), '/s/session-1/learners/22?published=21&begin=1');
      assert.equal(await publish('22'), '/s/session-1/class?published=22');
    });

    it('publishes nothing twice', async () => {
      await pages.store(publishedEvaluation);
      await teacher.post('/learners/21', { ...(await fields()), action: 'publishNext' }).expect(303);
      const { revision, history } = await pages.stored('21');
      assert.equal(revision, 1);
      assert.equal(history.length, 1);
    });

    it('publishes an absent learner, without a mark', async () => {
      await teacher
        .post('/learners/21', { ...(await fields()), presence: 'absent', action: 'publish' })
        .expect(303);
      const { publication, delivery } = await pages.stored('21');
      assert.equal(publication?.content.presence, 'absent');
      assert.equal(publication?.mark, undefined);
      assert.equal(delivery, undefined);
    });

    it('publishes nothing while nothing is judged, and keeps the draft', async () => {
      const { text } = await teacher
        .post('/learners/21', { ...(await fields()), generalComment: 'À revoir', action: 'publish' })
        .expect(422);
      assert.match(plain(text), /Rien n'est publié : choisissez au moins un niveau/);
      const { content, publication } = await pages.stored('21');
      assert.equal(content.comment, 'À revoir');
      assert.equal(publication, undefined);
      assert.equal(pages.woken, 0);
      await teacher
        .post('/learners/21', { ...fieldsOf(text), 'level.C1.1-1': '3', action: 'publish' })
        .expect(303);
    });

    it('refuses an oversize comment, writes nothing and keeps what was typed', async () => {
      const long = `Début ${'x'.repeat(5300)}`;
      const { text } = await teacher
        .post('/learners/21', {
          ...(await fields()),
          'level.C1.1-1': '4',
          'comment.C1.1-1': long,
          action: 'publish',
        })
        .expect(422);
      assert.match(plain(text), /Rien n'est enregistré : un champ est à revoir/);
      assert.match(plain(text), /Ce texte dépasse 5 000 caractères : il y en a 306 de trop/);
      assert.match(text, /href="#comment-0"/);
      assert.match(text, /id="comment-0"[^>]* aria-invalid="true" aria-describedby="problem-0"/);
      const typed = fieldsOf(text);
      assert.equal(typed['comment.C1.1-1'], long);
      assert.equal(typed['level.C1.1-1'], '4');
      assert.equal(await pages.services.evaluations.find(welcomeActivity.id, '21'), undefined);
      await teacher.post('/learners/21', { ...typed, 'comment.C1.1-1': 'Début' }).expect(303);
    });

    it('answers 400 to a level that the grid does not have, and changes nothing', async () => {
      await teacher.post('/learners/21', { ...(await fields()), 'level.C1.1-1': '12' }).expect(400);
      assert.equal(await pages.services.evaluations.find(welcomeActivity.id, '21'), undefined);
    });

    it('refuses a form of another site', async () => {
      await teacher
        .post('/learners/21', { ...(await fields()), _csrf: 'wrong', 'level.C1.1-1': '4' })
        .expect(403);
    });

    it('answers 404 for someone who is not in the class', async () => {
      await teacher.post('/learners/77', { revision: '0' }).expect(404);
    });

    it('saves before it asks whether to withdraw', async () => {
      await pages.store(publishedEvaluation);
      await teacher
        .post('/learners/21', { ...(await fields()), generalComment: 'Encore un mot', action: 'withdraw' })
        .expect('Location', '/s/session-1/learners/21/withdraw');
      const { content, publication } = await pages.stored('21');
      assert.equal(content.comment, 'Encore un mot');
      assert.ok(publication);
    });

    it('stores under the scope of the session', async () => {
      await teacher.post('/learners/21', { ...(await fields()), 'level.C1.1-1': '3' }).expect(303);
      const { registrationId, deploymentId, contextId, activityId } = await pages.stored('21');
      assert.deepEqual({ registrationId, deploymentId, contextId }, teacher.session.scope);
      assert.equal(activityId, welcomeActivity.id);
    });
  });

  describe('two teachers on one learner', () => {
    let mine: Record<string, string>;

    /** Both open the page; the colleague saves first. */
    const colleagueSaves = async (changes: Record<string, string>) => {
      await pages.store();
      mine = await fields();
      await colleague.post('/learners/21', { ...(await fields(colleague)), ...changes }).expect(303);
    };
    const conflict = async (changes: Record<string, string>) =>
      (await teacher.post('/learners/21', { ...mine, ...changes }).expect(409)).text;

    it('shows both versions of a field that both changed, and writes nothing', async () => {
      await colleagueSaves({ 'level.C1.1-1': '2' });
      const html = plain(await conflict({ 'level.C1.1-1': '4' }));
      assert.match(html, /Marc Delmas a enregistré à 10 h 30, pendant que vous évaluiez/);
      assert.match(html, /La prise de contact est adaptée.*changé des deux côtés/);
      assert.match(html, /2 · insuffisamment maîtrisé/);
      assert.match(html, /4 · bien maîtrisé/);
      assert.doesNotMatch(html, /name="keep[^>]* checked/, 'only the teacher can choose');
      assert.deepEqual((await pages.stored('21')).content.entries['C1.1-1']?.levelId, '2');
    });

    for (const [side, level] of [
      ['mine', '4'],
      ['theirs', '2'],
    ] as const) {
      it(`keeps ${side} when the teacher says so, with everything else of both`, async () => {
        await colleagueSaves({ 'level.C1.1-1': '2', generalComment: 'De Marc.' });
        const html = await conflict({ 'level.C1.1-1': '4', 'comment.C1.1-2': 'De Claire.' });
        await teacher
          .post('/learners/21', { ...fieldsOf(html), 'keep.level.C1.1-1': side, action: 'save' })
          .expect(303);
        const { content, revision } = await pages.stored('21');
        assert.equal(content.entries['C1.1-1']?.levelId, level);
        assert.equal(content.entries['C1.1-2']?.comment, 'De Claire.');
        assert.equal(content.comment, 'De Marc.');
        assert.equal(revision, 3);
      });
    }

    it('proposes what one side alone changed', async () => {
      await colleagueSaves({ generalComment: 'De Marc.' });
      const chosen = fieldsOf(await conflict({ 'comment.C1.1-2': 'De Claire.' }));
      assert.equal(chosen['keep.generalComment'], 'theirs');
      assert.equal(chosen['keep.comment.C1.1-2'], 'mine');
    });

    it('asks again while a choice is missing', async () => {
      await colleagueSaves({ 'level.C1.1-1': '2' });
      const html = await conflict({ 'level.C1.1-1': '4' });
      const { text } = await teacher.post('/learners/21', fieldsOf(html)).expect(409);
      assert.match(text, /keep\.level\.C1\.1-1/);
      assert.equal((await pages.stored('21')).revision, 2);
    });

    it('starts over when the colleague saves once more', async () => {
      await colleagueSaves({ 'level.C1.1-1': '2' });
      const html = await conflict({ 'level.C1.1-1': '4' });
      await colleague.post('/learners/21', { ...(await fields(colleague)), 'level.C1.1-1': '1' }).expect(303);
      const settling = { ...fieldsOf(html), 'keep.level.C1.1-1': 'mine' };
      const { text } = await teacher.post('/learners/21', settling).expect(409);
      assert.match(text, /1 · non maîtrisé/);
      assert.equal((await pages.stored('21')).content.entries['C1.1-1']?.levelId, '1');
    });

    it('shows long texts whole, escaped', async () => {
      await colleagueSaves({ generalComment: `${HOSTILE}\nfin` });
      const html = await conflict({ generalComment: 'Le mien' });
      assert.match(html, /&lt;\/textarea&gt;&lt;script&gt;/);
      assert.doesNotMatch(html, /<script>alert/);
    });

    it('takes a form that was sent twice', async () => {
      const form = { ...(await fields()), 'level.C1.1-1': '3' };
      await teacher.post('/learners/21', form).expect(303);
      await teacher.post('/learners/21', form).expect(303);
      assert.equal((await pages.stored('21')).revision, 1);
    });

    it('calls a teacher’s own other window by its name', async () => {
      await pages.store();
      mine = await fields();
      await teacher.post('/learners/21', { ...mine, 'level.C1.1-1': '1' }).expect(303);
      assert.match(plain(await conflict({ 'level.C1.1-1': '4' })), /depuis une autre fenêtre/);
    });

    it('asks again before publishing what a colleague has just withdrawn', async () => {
      await pages.store(publishedEvaluation);
      mine = { ...(await fields()), generalComment: 'Un mot de plus' };
      await colleague.post('/learners/21/withdraw', { revision: '1' }).expect(303);
      const { text } = await teacher.post('/learners/21', { ...mine, action: 'publish' }).expect(409);
      assert.match(plain(text), /Marc Delmas a changé cette évaluation entre-temps\. Rien n'a été publié/);
      assert.equal(fieldsOf(text)['generalComment'], 'Un mot de plus');
      assert.equal((await pages.stored('21')).publication, undefined);
      await teacher.post('/learners/21', { ...fieldsOf(text), action: 'publish' }).expect(303);
      assert.equal((await pages.stored('21')).publication?.content.comment, 'Un mot de plus');
    });
  });

  describe('POST /learners/:sub/draft', () => {
    const begun = (changes: Record<string, string> = {}, from?: Evaluation) => ({
      revision: String(from?.revision ?? 0),
      base: draftBase(from ?? { content: EMPTY_CONTENT }),
      ...changes,
    });

    it('saves and gives back the revision, the mark and the state', async () => {
      const { body } = await teacher.draft('21', begun({ 'level.C1.1-1': '3' })).expect(200);
      assert.equal(body.revision, 1);
      assert.match(plain(body.pieces.mark), /14,0<\/strong> \/ 20/);
      assert.match(plain(body.pieces.state), /brouillon.*enregistré à 10 h 30/);
      assert.match(plain(body.pieces.why), /Somme : 14 \/ 20/);
      const next = { ...begun({ 'level.C1.1-1': '4' }), revision: String(body.revision), base: body.base };
      await teacher.draft('21', next).expect(200);
      assert.equal((await pages.stored('21')).content.entries['C1.1-1']?.levelId, '4');
    });

    it('never publishes, whatever the form says', async () => {
      await teacher.draft('21', begun({ 'level.C1.1-1': '3', action: 'publish' })).expect(200);
      assert.equal((await pages.stored('21')).publication, undefined);
      assert.equal(pages.woken, 0);
    });

    it('says that the learner still sees the publication', async () => {
      const stored = await pages.store(publishedEvaluation);
      const { body } = await teacher.draft('21', begun({ 'level.C1.1-1': '1' }, stored)).expect(200);
      assert.match(plain(body.pieces.publication), /L'élève voit encore la version publiée/);
      assert.match(plain(body.pieces.state), /modifié depuis/);
    });

    it('refuses an oversize comment by the name of its field', async () => {
      const { body } = await teacher.draft('21', begun({ generalComment: 'x'.repeat(5001) })).expect(422);
      assert.equal(body.error, 'TOO_LONG');
      assert.match(plain(body.problems.generalComment), /il y en a 1 de trop/);
    });

    it("answers 409 with both versions when a colleague's save came first", async () => {
      const stored = await pages.store();
      await colleague.draft('21', begun({ 'level.C1.1-1': '1' }, stored)).expect(200);
      const { body } = await teacher.draft('21', begun({ 'level.C1.1-1': '4' }, stored)).expect(409);
      assert.equal(body.error, 'CONFLICT');
      assert.equal(body.revision, 2);
      assert.match(plain(body.pieces.conflict), /Marc Delmas a enregistré/);
      assert.match(body.pieces.conflict, /name="keep\.level\.C1\.1-1" value="mine"/);
    });

    it('takes a save whose answer was lost', async () => {
      await teacher.draft('21', begun({ 'level.C1.1-1': '3' })).expect(200);
      const { body } = await teacher.draft('21', begun({ 'level.C1.1-1': '3' })).expect(200);
      assert.equal(body.revision, 1);
    });

    it('tells scripts that the session has ended', async () => {
      pages.now = new Date(pages.now.getTime() + 9 * 3600 * 1000);
      const { body } = await teacher.draft('21', begun({ 'level.C1.1-1': '3' })).expect(401);
      assert.equal(body.error, 'SESSION_EXPIRED');
    });

    it('answers 400 to an unknown criterion', async () => {
      await teacher.draft('21', begun({ 'level.C7': '3' })).expect(400);
    });

    it('escapes what it gives back', async () => {
      const hostile = await pages.visitor({ id: 'hostile', user: { sub: '9', name: '<script>x</script>' } });
      const stored = await pages.store();
      await hostile.draft('21', begun({ 'level.C1.1-1': '1', generalComment: HOSTILE }, stored)).expect(200);
      const { body } = await teacher.draft('21', begun({ generalComment: 'Autre' }, stored)).expect(409);
      assert.doesNotMatch(body.pieces.conflict, /<script/);
    });
  });

  it('keeps the draft out of what the learner reads', async () => {
    const { publication: _none, delivery: _neither, ...draft } = publishedEvaluation;
    await pages.store({ ...draft, content: { ...draftEvaluation.content, comment: 'Secret de brouillon' } });
    const chloe = await pages.visitor({ id: 'chloe', role: 'learner', user: { sub: '21' } });
    const { text } = await chloe.get('/mine').expect(200);
    assert.doesNotMatch(text, /Secret de brouillon/);
  });
});
