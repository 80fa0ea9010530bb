import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import { EMPTY_CONTENT } from '../../../src/evaluation/changeContent.js';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { publishedEvaluation, teacher as claire } from '../../support/evaluations.js';
import { learner, NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const certificative: Activity = { ...welcomeActivity, grid: { ...welcomeGrid, purpose: 'certificative' } };
const colleague = { sub: '8', name: 'Paul Mercier' };
const ready = { at: NOW, by: claire };

describe('POST /class/decide', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  const open = async (activity: Activity = welcomeActivity) => {
    pages = await TeacherPages.open(activity);
    pages.roster = {
      members: [
        learner('21', 'Bézier', 'Chloé'),
        learner('22', 'Diallo', 'Amadou'),
        learner('23', 'Lefèvre', 'Zoé'),
      ],
    };
    teacher = await pages.visitor();
    await teacher.get('/class');
  };
  afterEach(() => pages.close());

  const store = (learnerSub: string, changes: Partial<Evaluation> = {}) =>
    pages.store({ id: `evaluation-${learnerSub}`, learnerSub, ...changes });
  const decide = async (fields: Record<string, string | readonly string[]>, visitor = teacher) => {
    const answer = await visitor.post('/class/decide', fields).expect(303);
    const next = answer.headers['location']!.replace(/^\/s\/[^/]+/, '');
    return { next, html: plain((await visitor.get(next).expect(200)).text) };
  };
  const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  it('publishes the ready ones, and wakes the dispatcher once', async () => {
    await open();
    for (const sub of ['21', '22']) await store(sub, { ready });
    await store('23');
    const page = plain((await teacher.get('/class')).text);
    assert.match(page, /Publier les 2 prêtes/);
    const { html } = await decide({ learner: ['1.21', '1.22'], action: 'publish' });
    assert.match(html, /2 évaluations publiées\./);
    assert.equal(pages.woken, 1);
    for (const sub of ['21', '22']) {
      const { publication, delivery, ready: word } = await pages.stored(sub);
      assert.equal(publication?.mark?.hundredths, 1400);
      assert.equal(delivery?.state, 'pending');
      assert.equal(word, undefined);
    }
    assert.equal((await pages.stored('23')).publication, undefined);
  });

  it('publishes those that are ticked, drafts too, and tells why others were left out', async () => {
    await open();
    await store('21');
    await store('22', { content: { ...EMPTY_CONTENT, comment: 'À voir' } });
    await store('23', { updatedBy: colleague });
    await pages.services.evaluations.save({ ...(await pages.stored('23')), privateNote: 'Lu.' });
    const { html } = await decide({ learner: ['1.21', '1.22', '1.23'], action: 'publish' });
    const said = text(html);
    assert.match(said, /1 évaluation publiée\. 1 n'a aucun attendu évalué : Diallo Amadou/);
    assert.match(said, /1 a changé entre-temps ; relisez avant de recommencer : Lefèvre Zoé/);
    assert.equal((await pages.stored('22')).publication, undefined);
    assert.equal((await pages.stored('23')).publication, undefined);
  });

  it('has the whole list ticked by a link, within what is shown', async () => {
    await open();
    for (const sub of ['21', '22']) await store(sub, { ready });
    await store('23');
    const page = async (path: string) => (await teacher.get(path).expect(200)).text;
    const ticked = (html: string) =>
      [...html.matchAll(/name="learner" value="([^"]*)" checked>/g)].map(([, pick]) => pick);
    assert.deepEqual(ticked(await page('/class')), []);
    assert.deepEqual(ticked(await page('/class?tick=all')), ['1.21', '1.22', '1.23']);
    const filtered = await page('/class?state=ready&published=21');
    const [, all = ''] = /href="([^"]*)" data-tick="all">tous \(2\)</.exec(plain(filtered)) ?? [];
    assert.equal(all, '?state=ready&amp;tick=all');
    assert.deepEqual(ticked(await page('/class?state=ready&tick=all')), ['1.21', '1.22']);
    assert.match(filtered, /href="\?state=ready" data-tick="none">aucun</);
  });

  it('publishes one by the button of its line, whoever is ticked', async () => {
    await open();
    await store('21', { ready });
    await store('22', { ready });
    assert.match(
      (await teacher.get('/class')).text,
      /<button[^>]* form="selected" name="only" value="1\.21">/,
    );
    await decide({ learner: '1.22', only: '1.21' });
    assert.ok((await pages.stored('21')).publication);
    assert.equal((await pages.stored('22')).publication, undefined);
  });

  it('says so when nobody is ticked, and does nothing', async () => {
    await open();
    await store('21');
    const { html } = await decide({ action: 'publish' });
    assert.match(html, /cochez d'abord des élèves/);
    assert.equal(pages.woken, 0);
  });

  it('publishes nothing twice, and wakes nobody for it', async () => {
    await open();
    await store('21', publishedEvaluation);
    const { html } = await decide({ learner: '1.21', action: 'publish' });
    assert.match(html, /Aucune évaluation publiée\. 1 l'était déjà\./);
    assert.equal(pages.woken, 0);
    assert.equal((await pages.stored('21')).revision, 1);
  });

  it('makes nothing of a learner of whom nothing is stored', async () => {
    await open();
    const { html } = await decide({ learner: '0.22', action: 'publish' });
    assert.match(text(html), /Aucune évaluation publiée\. 1 n'existe pas : Diallo Amadou/);
  });

  it('learns the sentences that are published', async () => {
    await open();
    await store('21', { ready });
    await decide({ learner: '1.21', action: 'publish' });
    const answer = await teacher.get('/learners/22?phrases=C1.1-1').expect(200);
    assert.match(answer.text, /Sourire, regard, voix posée\./);
  });

  it('asks before it closes, names who cannot be, and changes nothing yet', async () => {
    await open(certificative);
    await store('21');
    await store('22', { content: { ...EMPTY_CONTENT, comment: 'À voir' } });
    const fields = { learner: ['1.21', '1.22'], action: 'close' };
    const asked = text(plain((await teacher.post('/class/decide', fields).expect(200)).text));
    assert.match(asked, /Clore l'évaluation \?/);
    assert.match(asked, /Bézier Chloé pas publiée : l'élève ne voit pas ses niveaux/);
    assert.match(asked, /Ne peuvent pas l'être Diallo Amadou : aucun attendu n'est évalué\./);
    assert.equal((await pages.stored('21')).closing, undefined);
  });

  it('closes several once confirmed', async () => {
    await open(certificative);
    for (const sub of ['21', '22']) await store(sub);
    const { html } = await decide({ learner: ['1.21', '1.22'], action: 'close', confirmed: '1' });
    assert.match(html, /2 évaluations closes\./);
    assert.match(text(html), /Bézier Chloé.* clos à co-signer/);
    for (const sub of ['21', '22']) assert.match((await pages.stored(sub)).closing!.hash, /^[0-9a-f]{64}$/);
    assert.equal(pages.woken, 0);
  });

  it('has a second evaluator sign what the first one closed', async () => {
    await open(certificative);
    await store('21');
    await decide({ learner: '1.21', action: 'close', confirmed: '1' });
    const other = await pages.visitor({ id: 'other', user: colleague });
    assert.match(plain((await other.get('/class')).text), /Co-signer l'évaluation close…/);
    assert.doesNotMatch(plain((await teacher.get('/class')).text), /Co-signer/);
    const asked = plain((await other.post('/class/decide', { learner: '2.21', action: 'coSign' })).text);
    assert.match(asked, /Co-signer l'évaluation \?/);
    const { html } = await decide({ learner: '2.21', action: 'coSign', confirmed: '1' }, other);
    assert.match(text(html), /1 évaluation co-signée\..*Bézier Chloé.* clos co-signée/);
    assert.deepEqual((await pages.stored('21')).closing?.coSigned?.by, colleague);
  });

  it('does not have the first evaluator sign twice', async () => {
    await open(certificative);
    await store('21');
    await decide({ learner: '1.21', action: 'close', confirmed: '1' });
    const { html } = await decide({ learner: '2.21', action: 'coSign', confirmed: '1' });
    assert.match(text(html), /Aucune évaluation co-signée\. 1 a été close par vous/);
  });

  it('closes nothing that is formative, and publishes nothing that is closed', async () => {
    await open();
    await store('21');
    const closing = await decide({ learner: '1.21', action: 'close', confirmed: '1' });
    assert.match(text(closing.html), /Aucune évaluation close\. 1 ne peut pas être close/);
    await store('22', { closing: { at: NOW, by: claire, hash: '0'.repeat(64) } });
    const publishing = await decide({ learner: '1.22', action: 'publish' });
    assert.match(text(publishing.html), /Aucune évaluation publiée\. 1 est close et n'a pas changé/);
    assert.equal((await pages.stored('22')).publication, undefined);
  });

  it('tells on the class page what no longer matches its fingerprint', async () => {
    await open(certificative);
    await store('21', { closing: { at: NOW, by: claire, hash: '0'.repeat(64) } });
    assert.match(text(plain((await teacher.get('/class')).text)), /Bézier Chloé.* clos modifiée/);
  });

  it('refuses learners, strangers to the form, and forms without the session’s token', async () => {
    await open();
    await store('21');
    const pupil = await pages.visitor({ id: 'pupil', role: 'learner', user: { sub: '21' } });
    await pupil.post('/class/decide', { learner: '1.21' }).expect(403);
    await teacher.post('/class/decide', { learner: '21' }).expect(400);
    await teacher.post('/class/decide', { learner: '1.21', _csrf: 'x' }).expect(403);
    assert.equal((await pages.stored('21')).publication, undefined);
  });

  it('never lets a class of another course be decided on', async () => {
    await open();
    await store('21');
    const scope = { ...welcomeActivity, contextId: '43' };
    const { registrationId, deploymentId, contextId } = scope;
    const stranger = await pages.visitor({
      id: 'stranger',
      scope: { registrationId, deploymentId, contextId },
    });
    await stranger
      .post('/class/decide', { learner: '1.21' })
      .expect(303)
      .expect('location', /\/attach$/);
    assert.equal((await pages.stored('21')).publication, undefined);
  });
});
