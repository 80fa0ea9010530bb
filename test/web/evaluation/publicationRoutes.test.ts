import assert from 'node:assert/strict';
import type { Delivery } from '../../../src/evaluation/delivery.js';
import { draftEvaluation, pendingDelivery, publishedEvaluation } from '../../support/evaluations.js';
import { NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const refused: Delivery = {
  ...pendingDelivery,
  state: 'refused',
  attempts: 1,
  failure: { reason: 'columnGone', status: 404, at: NOW },
};

describe('what follows a publication', () => {
  let pages: TeacherPages;
  let teacher: Visitor;
  let colleague: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
    colleague = await pages.visitor({ id: 'colleague', user: { sub: '8', name: 'Marc Delmas' } });
  });
  afterEach(() => pages.close());

  describe('GET /learners/:sub/withdraw', () => {
    it('says what the learner and the gradebook will lose', async () => {
      await pages.store(publishedEvaluation);
      const html = plain((await teacher.get('/learners/21/withdraw').expect(200)).text);
      assert.match(html, /Retirer la publication de Bézier Chloé \?/);
      assert.match(html, /L'élève ne verra plus/);
      assert.match(html, /La note 14,0 \/ 20 sera effacée du carnet de notes de Moodle/);
    });

    it('speaks of no gradebook that never had the mark', async () => {
      const { delivery: _none, ...unsent } = publishedEvaluation;
      await pages.store(unsent);
      const { text } = await teacher.get('/learners/21/withdraw').expect(200);
      assert.doesNotMatch(text, /effacée/);
    });

    it('goes back to the grid when nothing is published', async () => {
      await pages.store();
      await teacher.get('/learners/21/withdraw').expect(303).expect('Location', '/s/session-1/learners/21');
    });
  });

  describe('POST /learners/:sub/withdraw', () => {
    it('takes the publication back, keeps the draft and queues the withdrawal', async () => {
      await pages.store(publishedEvaluation);
      await teacher
        .post('/learners/21/withdraw', { revision: '1' })
        .expect(303)
        .expect('Location', '/s/session-1/learners/21?done=withdrawn');
      const { publication, content, delivery, history } = await pages.stored('21');
      assert.equal(publication, undefined);
      assert.deepEqual(content, draftEvaluation.content);
      assert.deepEqual(delivery?.score, { kind: 'withdrawal' });
      assert.equal(history.at(-1)?.action, 'withdrawn');
      assert.equal(pages.woken, 1);
    });

    it('asks again when a colleague saved meanwhile', async () => {
      await pages.store(publishedEvaluation);
      await colleague.draft('21', { revision: '1', base: '{}', 'level.C1.1-1': '1' }).expect(200);
      const { text } = await teacher.post('/learners/21/withdraw', { revision: '1' }).expect(409);
      assert.match(plain(text), /Marc Delmas a changé cette évaluation entre-temps/);
      assert.ok((await pages.stored('21')).publication);
      assert.match(text, /name="revision" value="2"/);
    });

    it('does nothing twice', async () => {
      await pages.store(publishedEvaluation);
      await teacher.post('/learners/21/withdraw', { revision: '1' }).expect(303);
      await teacher.post('/learners/21/withdraw', { revision: '1' }).expect(303);
      assert.equal((await pages.stored('21')).revision, 2);
    });

    it('answers 400 without a revision', async () => {
      await pages.store(publishedEvaluation);
      await teacher.post('/learners/21/withdraw', {}).expect(400);
    });

    it('is closed to learners', async () => {
      await pages.store(publishedEvaluation);
      const chloe = await pages.visitor({ id: 'chloe', role: 'learner', user: { sub: '21' } });
      await chloe.post('/learners/21/withdraw', { revision: '1' }).expect(403);
      assert.ok((await pages.stored('21')).publication);
    });
  });

  describe('POST /learners/:sub/resend', () => {
    it('queues the published mark again, not the draft', async () => {
      await pages.store({
        ...publishedEvaluation,
        content: { ...draftEvaluation.content, entries: { 'C1.1-1': { levelId: '1' } } },
        delivery: refused,
      });
      await teacher
        .post('/learners/21/resend', {})
        .expect(303)
        .expect('Location', '/s/session-1/learners/21?done=resent');
      const { delivery, history } = await pages.stored('21');
      assert.equal(delivery?.state, 'pending');
      assert.equal(delivery?.version, 2);
      assert.deepEqual(delivery?.score, pendingDelivery.score);
      assert.equal(history.at(-1)?.action, 'resent');
      assert.equal(pages.woken, 1);
    });

    it('comes back to the class when it was asked there', async () => {
      await pages.store({ ...publishedEvaluation, delivery: refused });
      await teacher
        .post('/learners/21/resend', { from: 'class' })
        .expect(303)
        .expect('Location', '/s/session-1/class');
    });

    it('saves what was typed beside, from the grid’s own button', async () => {
      await pages.store({ ...publishedEvaluation, delivery: refused });
      const { text } = await teacher.get('/learners/21').expect(200);
      const [, base = ''] = /name="base" value="([^"]*)"/.exec(text) ?? [];
      await teacher
        .post('/learners/21', {
          revision: '1',
          base: base.replaceAll('&#34;', '"'),
          action: 'resend',
          'level.C1.1-1': '4',
        })
        .expect('Location', '/s/session-1/learners/21?done=resent');
      const { content, delivery } = await pages.stored('21');
      assert.equal(content.entries['C1.1-1']?.levelId, '4');
      assert.equal(delivery?.state, 'pending');
    });

    it('answers 404 when nothing was ever published', async () => {
      await pages.store();
      await teacher.post('/learners/21/resend', {}).expect(404);
      await teacher.post('/learners/22/resend', {}).expect(404);
    });
  });

  describe('the publication on the grid', () => {
    it('tells why the gradebook refused, what is safe, and offers to send again', async () => {
      await pages.store({ ...publishedEvaluation, delivery: refused });
      const html = plain((await teacher.get('/learners/21').expect(200)).text);
      assert.match(html, /refusée par Moodle/);
      assert.match(html, /La colonne de cette activité n'existe plus/);
      assert.match(html, /La note est gardée ici : vous pouvez la renvoyer/);
      assert.match(html, /name="action" value="resend"/);
    });

    it('offers to send a mark that was published before the gradebook opened', async () => {
      const { delivery: _none, ...unsent } = publishedEvaluation;
      await pages.store(unsent);
      const html = plain((await teacher.get('/learners/21').expect(200)).text);
      assert.match(html, /Cette note n'a pas encore été envoyée/);
      assert.match(html, /name="action" value="resend"/);
    });
  });

  describe('GET /learners/:sub/history', () => {
    it('tells who did what, newest first, in words', async () => {
      await pages.store();
      const { text } = await teacher.get('/learners/21').expect(200);
      const [, base = ''] = /name="base" value="([^"]*)"/.exec(text) ?? [];
      await colleague
        .post('/learners/21', {
          revision: '1',
          base: base.replaceAll('&#34;', '"'),
          presence: 'absent',
          'level.C1.1-1': '4',
          'level.C1.1-2': 'notJudged',
          generalComment: '<b>Absent</b>',
          action: 'publish',
        })
        .expect(303);
      const html = plain((await teacher.get('/learners/21/history').expect(200)).text);
      const told = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
      assert.match(
        told,
        /Marc Delmas a publié l'évaluation.*Marc Delmas a modifié l'évaluation à 10 h 30.*Claire Fontaine a modifié l'évaluation le 15 janvier à 10 h 00/,
      );
      assert.match(told, /Présence Avant : présent → Après : absent/);
      assert.match(
        told,
        /La prise de contact est adaptée\. Avant : 3 · maîtrisé → Après : 4 · bien maîtrisé/,
      );
      assert.match(told, /Avant : En progrès\. → Après : &lt;b&gt;Absent&lt;\/b&gt;/);
    });

    it('says that nobody wrote anything yet', async () => {
      await teacher.get('/learners/21/history').expect(200, /Personne n(&#39;|')a encore rien écrit/);
    });

    it('answers 404 for someone who is not in the class', async () => {
      await teacher.get('/learners/77/history').expect(404);
    });
  });
});
