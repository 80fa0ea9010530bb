import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import { EMPTY_CONTENT } from '../../../src/evaluation/changeContent.js';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { draftEvaluation, publishedEvaluation, teacher as claire } from '../../support/evaluations.js';
import { NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const certificative: Activity = { ...welcomeActivity, grid: { ...welcomeGrid, purpose: 'certificative' } };
const paul = { sub: '8', name: 'Paul Mercier' };

describe('closing one evaluation', () => {
  let pages: TeacherPages;
  let teacher: Visitor;
  let colleague: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open(certificative);
    teacher = await pages.visitor();
    colleague = await pages.visitor({ id: 'colleague', user: paul });
    await teacher.get('/class');
  });
  afterEach(() => pages.close());

  const text = (html: string) =>
    plain(html)
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  const closed = async (changes: Partial<Evaluation> = {}) => {
    await pages.store(changes);
    await teacher.post('/class/decide', { learner: '1.21', action: 'close', confirmed: '1' }).expect(303);
    return pages.stored('21');
  };
  const sheet = async (visitor = teacher, query = '') =>
    (await visitor.get(`/learners/21/sheet${query}`).expect(200)).text;

  it('is asked for from the grid, which is saved first', async () => {
    await pages.store();
    const grid = { revision: '1', base: '{}', presence: 'present', 'level.C1.1-1': '4', action: 'close' };
    const answer = await teacher.post('/learners/21', grid).expect(303);
    assert.match(answer.headers['location']!, /\/learners\/21\/close$/);
    assert.equal((await pages.stored('21')).closing, undefined);
    const asked = text((await teacher.get('/learners/21/close').expect(200)).text);
    assert.match(asked, /Clore l'évaluation \? .*Bézier Chloé 1 attendu n'est pas évalué/);
  });

  it('is not asked for where nothing is judged', async () => {
    await pages.store({ content: EMPTY_CONTENT });
    const asked = (await teacher.get('/learners/21/close').expect(200)).text;
    assert.match(text(asked), /Rien à clore .*Bézier Chloé : aucun attendu n'est évalué/);
    assert.doesNotMatch(asked, /name="confirmed"/);
  });

  it('puts a sheet in the place of the grid: levels, comments, evaluator, date, hash', async () => {
    const { closing } = await closed();
    await teacher
      .get('/learners/21')
      .expect(303)
      .expect('location', /\/learners\/21\/sheet$/);
    const html = await sheet();
    const said = text(html);
    assert.match(
      said,
      /Bézier Chloé .*La prise de contact est adaptée\. Sourire, regard, voix posée\. .*✕ maîtrisé/,
    );
    assert.match(said, /La demande est comprise et reformulée\. .*✕ non évalué/);
    assert.match(said, /Commentaire général En progrès\./);
    assert.match(
      said,
      /Premier évaluateur Claire Fontaine a clos l'évaluation le 16 janvier 2040 à 10 h 30 Signature/,
    );
    assert.match(said, /Second évaluateur … pas encore co-signée Signature/);
    assert.match(said, /intacte/);
    assert.ok(said.replace(/ /g, '').includes(closing!.hash));
    assert.doesNotMatch(said, /14|\/ 20/);
  });

  it('shows the proposed mark on the jury’s sheet alone', async () => {
    await closed();
    assert.match(text(await sheet(teacher, '?jury=1')), /Note proposée au jury : 14,0 \/ 20 Provisoire/);
  });

  it('shows an absent learner as absent, with no mark for any jury', async () => {
    await closed({ content: { ...EMPTY_CONTENT, presence: 'absent' } });
    const said = text(await sheet(teacher, '?jury=1'));
    assert.match(said, /Élève absent : rien n'est évalué\./);
    assert.doesNotMatch(said, /Note proposée/);
  });

  it('is signed by a second teacher, and not by the first', async () => {
    await closed();
    assert.doesNotMatch(await sheet(), /cosign/);
    await teacher
      .post('/learners/21/cosign', {})
      .expect(303)
      .expect('location', /done=sameEvaluator/);
    assert.match(text(await sheet(teacher, '?done=sameEvaluator')), /vous l'avez close/);
    assert.equal((await pages.stored('21')).closing?.coSigned, undefined);
    assert.match(await sheet(colleague), /action="cosign"/);
    await colleague
      .post('/learners/21/cosign', {})
      .expect(303)
      .expect('location', /done=coSigned/);
    assert.deepEqual((await pages.stored('21')).closing?.coSigned, { at: NOW, by: paul });
    assert.match(text(await sheet()), /Paul Mercier a co-signé le 16 janvier 2040 à 10 h 30/);
  });

  it('says « modifiée » of what is no longer what was closed, and lets nobody sign it', async () => {
    const evaluation = await closed();
    await pages.services.evaluations.save({
      ...evaluation,
      content: { ...evaluation.content, comment: 'x' },
    });
    assert.match(text(await sheet(colleague)), /modifiée Ce qui est enregistré ne correspond plus/);
    await colleague
      .post('/learners/21/cosign', {})
      .expect(303)
      .expect('location', /done=notIntact/);
    assert.equal((await pages.stored('21')).closing?.coSigned, undefined);
  });

  const typed = {
    revision: '2',
    base: '{}',
    presence: 'present',
    'level.C1.1-1': '4',
    generalComment: 'Un mot de plus',
  };
  for (const action of ['save', 'ready', 'publish', 'publishNext', 'resend', 'withdraw', 'close']) {
    it(`refuses « ${action} » with 409, keeps what was typed, and writes nothing`, async () => {
      const before = await closed(publishedEvaluation);
      const { text: html } = await teacher.post('/learners/21', { ...typed, action }).expect(409);
      assert.match(
        text(html),
        /Rien n'est enregistré : cette évaluation a été close à 10 h 30 par Claire Fontaine/,
      );
      assert.match(html, /Un mot de plus/);
      assert.match(html, /value="4" checked/);
      assert.deepEqual(await pages.stored('21'), before);
    });
  }

  it('refuses a draft saved on the way, in words for the page’s script', async () => {
    const before = await closed();
    const { body } = await teacher.draft('21', typed).expect(409);
    assert.equal(body.error, 'CLOSED');
    assert.match(plain(body.message), /Non enregistré : cette évaluation a été close/);
    assert.deepEqual(await pages.stored('21'), before);
  });

  it('refuses that a publication be withdrawn', async () => {
    const before = await closed(publishedEvaluation);
    await teacher
      .get('/learners/21/withdraw')
      .expect(303)
      .expect('location', /sheet$/);
    const { text: html } = await teacher.post('/learners/21/withdraw', { revision: '2' }).expect(409);
    assert.match(text(html), /Cette évaluation est close : rien n'a été modifié/);
    assert.deepEqual(await pages.stored('21'), before);
  });

  it('is opened again for a reason', async () => {
    const { closing } = await closed();
    assert.match(
      text((await teacher.get('/learners/21/reopen').expect(200)).text),
      /Bézier Chloé : rouvrir l'évaluation \?/,
    );
    for (const reason of ['', '  \r\n ']) {
      const { text: html } = await teacher.post('/learners/21/reopen', { reason }).expect(422);
      assert.match(text(html), /Écrivez pourquoi/);
    }
    const long = 'a'.repeat(5001);
    const { text: kept } = await teacher.post('/learners/21/reopen', { reason: long }).expect(422);
    assert.ok(kept.includes(long));
    assert.ok((await pages.stored('21')).closing);

    await colleague
      .post('/learners/21/reopen', { reason: 'Erreur.' })
      .expect(303)
      .expect('location', /done=reopened/);
    const { closing: none, history } = await pages.stored('21');
    assert.equal(none, undefined);
    assert.deepEqual(history.at(-1), {
      at: NOW,
      by: paul,
      action: 'reopened',
      changes: [],
      reason: 'Erreur.',
      closing,
    });
    const said = text((await teacher.get('/learners/21/history')).text);
    assert.match(
      said,
      /Paul Mercier a rouvert l'évaluation .*Motif : Erreur\. Avait été close par Claire Fontaine/,
    );
    assert.ok(said.includes(closing!.hash));
    await teacher.post('/learners/21', { ...typed, revision: '3' }).expect(303);
  });

  it('leads back to the grid where nothing is closed', async () => {
    await pages.store();
    for (const path of ['sheet', 'reopen']) {
      await teacher
        .get(`/learners/21/${path}`)
        .expect(303)
        .expect('location', /\/learners\/21$/);
    }
    await teacher.post('/learners/21/reopen', { reason: 'x' }).expect(303);
    assert.deepEqual((await pages.stored('21')).history, draftEvaluation.history);
  });

  it('knows no learner of another class, and lets no learner in', async () => {
    await closed();
    for (const path of ['sheet', 'close', 'reopen']) await teacher.get(`/learners/77/${path}`).expect(404);
    const pupil = await pages.visitor({ id: 'pupil', role: 'learner', user: { sub: '21' } });
    for (const path of ['sheet', 'close', 'reopen']) await pupil.get(`/learners/21/${path}`).expect(403);
    for (const path of ['cosign', 'reopen']) {
      await pupil.post(`/learners/21/${path}`, { reason: 'x' }).expect(403);
    }
    assert.deepEqual((await pages.stored('21')).closing?.by, claire);
  });

  it('is not offered on a formative activity', async () => {
    await pages.close();
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
    await teacher.get('/class');
    await pages.store();
    assert.doesNotMatch((await teacher.get('/learners/21')).text, /value="close"/);
    await teacher
      .get('/learners/21/close')
      .expect(303)
      .expect('location', /\/learners\/21$/);
  });
});

describe('« Prêt » on a learner’s grid', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
    await teacher.get('/class');
  });
  afterEach(() => pages.close());

  const grid = { revision: '0', base: '{}', presence: 'present', 'level.C1.1-1': '4' };

  it('keeps the draft, says it is ready, and goes on to the next learner', async () => {
    const answer = await teacher.post('/learners/21', { ...grid, action: 'ready' }).expect(303);
    assert.match(answer.headers['location']!, /\/learners\/22\?ready=21&begin=1$/);
    const next = plain((await teacher.get('/learners/22?ready=21')).text);
    assert.match(next, /L'évaluation de Bézier Chloé est prête : elle sera publiée avec les autres\./);
    const { ready, publication, delivery } = await pages.stored('21');
    assert.deepEqual([ready?.by, publication, delivery], [claire, undefined, undefined]);
    assert.match(plain((await teacher.get('/class')).text), /state--ready">prêt</);
  });

  it('is taken back', async () => {
    await teacher.post('/learners/21', { ...grid, action: 'ready' });
    assert.match((await teacher.get('/learners/21')).text, /value="notReady"/);
    const undone = { ...grid, revision: '1', action: 'notReady' };
    await teacher
      .post('/learners/21', undone)
      .expect(303)
      .expect('location', /done=notReady/);
    assert.equal((await pages.stored('21')).ready, undefined);
  });

  it('is refused where nothing is judged; the draft is kept', async () => {
    const { 'level.C1.1-1': _none, ...nothing } = grid;
    const typed = { ...nothing, generalComment: 'Bien', action: 'ready' };
    const { text } = await teacher.post('/learners/21', typed).expect(422);
    assert.match(plain(text), /L'évaluation n'est pas prête : choisissez au moins un niveau/);
    const { ready, content } = await pages.stored('21');
    assert.deepEqual([ready, content.comment], [undefined, 'Bien']);
  });

  it('stays over a later change of the draft', async () => {
    await teacher.post('/learners/21', { ...grid, action: 'ready' });
    await teacher.draft('21', { ...grid, revision: '1', generalComment: 'Bien' }).expect(200);
    assert.ok((await pages.stored('21')).ready);
  });
});
