import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { welcomeActivity } from '../../support/activities.js';
import { NOW, plain, SESSION_SECRET, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { hotelLink, sentObservation } from '../../support/tutorLinks.js';
import { SESSION_COOKIE } from '../../../src/web/session/sessionGuard.js';

const invitation = {
  tutorName: 'Marc Morel',
  company: 'Hôtel du Port',
  learner: ['21', '22'],
  criterion: ['C1.1-1', 'C1.1-2'],
  day: '2040-02-15',
  action: 'invite',
};
const text = (html: string) =>
  plain(html)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('/tutors', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open(welcomeActivity, { randomBytes });
    teacher = await pages.visitor();
    await teacher.get('/class');
  });
  afterEach(() => pages.close());

  const links = () => pages.services.tutorLinks.list(welcomeActivity.id);
  const below = (location: string | undefined) => (location ?? '').replace(/^\/s\/[^/]+/, '');
  /** With the cookies that an answer set. */
  const follow = (answer: { headers: Record<string, unknown> }) => {
    const [set = ''] = [answer.headers['set-cookie'] ?? []].flat().map(String);
    const [handover = ''] = set.split(';');
    const page = String(answer.headers['location']);
    return {
      set,
      get: (path = page) =>
        request(pages.app).get(path).set('Cookie', `${SESSION_COOKIE}=${SESSION_SECRET}; ${handover}`),
    };
  };

  it('teaches what it is for while nobody was asked', async () => {
    const { text: html } = await teacher.get('/tutors').expect(200);
    assert.match(
      text(html),
      /L'avis du tuteur, à côté du vôtre.*Inviter un tuteur|Inviter un tuteur.*L'avis/s,
    );
  });

  it('proposes every criterion, four weeks, and the learner one came from', async () => {
    const { text: html } = await teacher.get('/tutors/new?learner=22').expect(200);
    assert.match(html, /name="learner" value="22" checked/);
    assert.doesNotMatch(html, /name="learner" value="21" checked/);
    assert.equal(html.match(/name="criterion" value="[^"]+" checked/g)?.length, 2);
    assert.match(html, /name="day" value="2040-02-13"/);
  });

  it('makes a link that holds hashes alone, and shows address and code once', async () => {
    const answer = await teacher.post('/tutors/new', invitation).expect(303);
    const [link] = await links();
    assert.ok(link);
    const { tokenHash, codeHash, ...told } = link;
    const { tokenHash: _t, codeHash: _c, ...expected } = hotelLink;
    assert.deepEqual(told, { ...expected, id: link.id, createdAt: NOW });

    const { set, get } = follow(answer);
    assert.match(set, new RegExp(`^attendus_invitation=[^;]+;.*Path=/s/session-1/tutors/${link.id};`));
    assert.match(set, /HttpOnly; Secure; SameSite=None|HttpOnly; Secure; Partitioned|Secure/);
    const shown = await get().expect(200);
    const [, address = ''] = /id="address" value="([^"]+)"/.exec(shown.text) ?? [];
    const [, code = ''] = /given__digits">(\d{3} \d{3})</.exec(shown.text) ?? [];
    assert.match(address, /^http:\/\/localhost:3000\/t\/[0-9a-z-]{30}$/);
    assert.ok(code);
    const stored = JSON.stringify(link);
    assert.ok(!stored.includes(address.slice(-30)) && !stored.includes(code.replace(' ', '')));
    assert.match(tokenHash, /^[0-9a-f]{64}$/);
    assert.ok(codeHash.length >= 43);

    const mail = text(/<textarea id="mail".*?<\/textarea>/s.exec(shown.text)?.[0] ?? '');
    assert.match(
      mail,
      /Bonjour Marc Morel.*Chloé Bézier et Amadou Diallo.*15 février 2040.*Claire Fontaine/s,
    );
    assert.ok(mail.includes(address) && !mail.includes(code) && !mail.includes(code.replace(' ', '')));

    const later = await teacher.get(below(answer.headers['location'])).expect(200);
    assert.doesNotMatch(later.text, /id="address"|given__digits/);
    await teacher
      .get(`/tutors/${link.id}/invitation`)
      .expect(303)
      .expect('location', `/s/session-1/tutors/${link.id}`);
    const paper = await get(`/s/session-1/tutors/${link.id}/invitation`).expect(200);
    assert.ok(paper.text.includes(address) && paper.text.includes(code));
  });

  it('shows no secrets of another link, nor those of one that was renewed', async () => {
    const first = follow(await teacher.post('/tutors/new', invitation).expect(303));
    const [link] = await links();
    const renewed = follow(
      await teacher.post(`/tutors/${link?.id}/renew`, { day: '2040-03-01' }).expect(303),
    );
    assert.doesNotMatch((await first.get()).text, /id="address"/);
    assert.match((await renewed.get()).text, /id="address"/);
    await teacher.post(`/tutors/${link?.id}/revoke`, {}).expect(303);
    assert.doesNotMatch((await renewed.get()).text, /id="address"/);
  });

  it('keeps what was typed when something is missing, and makes nothing', async () => {
    const { text: html } = await teacher
      .post('/tutors/new', { ...invitation, tutorName: '', learner: [], day: '2039-01-01' })
      .expect(422);
    assert.match(
      text(html),
      /3 champs sont à revoir.*Écrivez le nom du tuteur.*Ce jour est passé.*au moins un élève/s,
    );
    assert.match(html, /value="Hôtel du Port"/);
    assert.deepEqual(await links(), []);
  });

  it('asks to show hidden names before anyone is chosen', async () => {
    const owner = { activityId: welcomeActivity.id, teacherSub: '7' };
    await pages.services.desks.keep(owner, { order: 'name', namesHidden: true });
    const { text: html } = await teacher.get('/tutors/new').expect(200);
    assert.match(text(html), /Les noms sont masqués/);
    assert.doesNotMatch(html, /Bézier|name="learner"/);
    const sheet = await teacher.get('/tutors/sheet?learner=21&criterion=C1.1-1').expect(422);
    assert.doesNotMatch(sheet.text, /Bézier/);
    await pages.services.tutorLinks.add(hotelLink);
    for (const path of ['/tutors', `/tutors/${hotelLink.id}`])
      assert.doesNotMatch((await teacher.get(path).expect(200)).text, /Bézier|Diallo/, path);
  });

  it('prints the same criteria for a workshop without network', async () => {
    const asked = await teacher
      .post('/tutors/new', { ...invitation, tutorName: '', day: '', criterion: 'C1.1-2', action: 'sheet' })
      .expect(303);
    assert.deepEqual(await links(), []);
    const { text: html } = await teacher.get(below(asked.headers['location'])).expect(200);
    assert.equal(html.match(/<article class="paper workshop/g)?.length, 2);
    assert.match(text(html), /Chloé Bézier.*Amadou Diallo/s);
    assert.match(html, /La demande est comprise et reformulée/);
    assert.doesNotMatch(html, /La prise de contact est adaptée/);
    assert.equal(html.match(/class="tick"/g)?.length, 2 * 5);
  });

  it('tells how far each tutor is', async () => {
    const { tutorLinks, tutorObservations } = pages.services;
    const add = (id: string, changes: Partial<typeof hotelLink>) =>
      tutorLinks.add({ ...hotelLink, id, tokenHash: id, tutor: { name: `Tuteur ${id}` }, ...changes });
    await add('jamais', {});
    await add('ouvert', { lastUsedAt: NOW });
    await add('envoyé', { lastUsedAt: NOW });
    await add('bloqué', { triesLeft: 0 });
    await add('coupé', { revokedAt: NOW });
    await add('terminé', { expiresAt: NOW });
    await tutorObservations.save({ ...sentObservation, linkId: 'envoyé' });
    const html = text((await teacher.get('/tutors').expect(200)).text);
    for (const state of [
      /Tuteur jamais Bézier Chloé, Diallo Amadou jamais ouvert/,
      /Tuteur ouvert .*? ouvert à 10 h 30 /,
      /Tuteur envoyé .*? réponses reçues : 1 sur 2 /,
      /Tuteur bloqué .*? bloqué jamais ouvert/,
      /Tuteur coupé .*? coupé /,
      /Tuteur terminé .*? terminé /,
    ])
      assert.match(html, state);
    const classPage = text((await teacher.get('/class').expect(200)).text);
    assert.match(classPage, /Un tuteur ne peut plus entrer \(code mal tapé cinq fois\) : Tuteur bloqué/);
    assert.doesNotMatch(classPage, /Tuteur (coupé|terminé|jamais)/);
  });

  it('extends a link, refuses a day that has passed, and opens one again that had expired', async () => {
    await pages.services.tutorLinks.add({ ...hotelLink, expiresAt: NOW });
    const path = `/tutors/${hotelLink.id}`;
    assert.match(text((await teacher.get(path)).text), /Le dernier jour est passé.*Rouvrir à ce tuteur/s);
    const refused = await teacher.post(`${path}/extend`, { day: '15/01/2040' }).expect(422);
    assert.match(text(refused.text), /Ce jour est passé/);
    await teacher.post(`${path}/extend`, { day: '20/02/2040' }).expect(303);
    const [link] = await links();
    assert.deepEqual(link?.expiresAt, new Date('2040-02-20T23:00:00Z'));
  });

  it('answers 404 for a link that the activity does not have, and 400 for what no page sends', async () => {
    await pages.services.tutorLinks.add({ ...hotelLink, activityId: 'activity-2' });
    await teacher.get(`/tutors/${hotelLink.id}`).expect(404);
    await teacher.post(`/tutors/${hotelLink.id}/revoke`, {}).expect(404);
    await teacher.post('/tutors/new', { ...invitation, action: 'erase' }).expect(400);
    await teacher.post('/learners/21', { revision: '0', take: 'whatever' }).expect(400);
  });

  it('shows the tutor’s answers in English to a teacher who speaks it, levels in French', async () => {
    await pages.services.tutorObservations.save(sentObservation);
    const english = await pages.visitor({ id: 'english', locale: 'en' });
    const html = text((await english.get('/learners/21').expect(200)).text);
    assert.match(html, /The tutor's view.*Marc Morel ?, Hôtel du Port sent .*Take over their level/s);
    assert.match(html, /Tutor \(Marc Morel\) 4 bien maîtrisé Take over/);
  });

  it('adds answers to the observations of an activity that holds several, and says who will read them', async () => {
    await pages.close();
    pages = await TeacherPages.open({ ...welcomeActivity, counting: 'last' }, { randomBytes });
    teacher = await pages.visitor();
    await teacher.get('/class');
    await pages.services.tutorObservations.save(sentObservation);
    const grid = await teacher.get('/learners/21').expect(200);
    assert.match(text(grid.text), /Ajouter à ses observations.*l'élève les lit après la publication/s);
    const [, take = ''] = /name="take" value="([^"]+ occasion)"/.exec(grid.text) ?? [];
    const added = await teacher.post('/learners/21', { revision: '0', base: '{}', take }).expect(303);
    const { observations = [], content, publication } = await pages.stored('21');
    assert.deepEqual(
      observations.map(({ id, source, situation, observedOn }) => [id, source, situation, observedOn]),
      [['observation-1', 'tutor', 'pfmp', '2040-01-15']],
    );
    assert.equal(content.entries['C1.1-1']?.levelId, '4');
    assert.equal(publication, undefined);
    const after = text((await teacher.get(below(added.headers['location']))).text);
    assert.match(
      after,
      /Marc Morel, Hôtel du Port, tuteur.*Les réponses du tuteur sont parmi les observations/s,
    );
    assert.match(after, /Ces réponses sont parmi les observations de l'élève/);
    assert.doesNotMatch(after, /Ajouter à ses observations|Tuteur \(Marc Morel\)/);
    const stored = await pages.services.tutorObservations.find(hotelLink.id, '21');
    assert.deepEqual(stored?.taken?.by, { sub: '7', name: 'Claire Fontaine' });
  });

  it('freezes nothing for a form that is refused', async () => {
    await pages.services.tutorObservations.save(sentObservation);
    const { text: html } = await teacher.get('/learners/21').expect(200);
    const [, take = ''] = /name="take" value="([^"]+ all)"/.exec(html) ?? [];
    assert.ok(take);
    const generalComment = 'x'.repeat(5001);
    await teacher.post('/learners/21', { revision: '0', base: '{}', generalComment, take }).expect(422);
    const stored = await pages.services.tutorObservations.find(hotelLink.id, '21');
    assert.equal(stored?.taken, undefined);
  });

  it('offers nothing of a scale that the grid left, and shows it with its own words', async () => {
    const { tutorObservations, activities } = pages.services;
    await tutorObservations.save({ ...sentObservation, learnerSub: '22', id: 'other' });
    const levels = welcomeActivity.grid.scale.levels.map((level) => ({
      ...level,
      label: `autre ${level.id}`,
    }));
    const scale = { id: 'other', name: 'Autre', levels };
    const application = { id: 'a', from: 'grid-1@1', by: { sub: '7' }, at: NOW, republished: [] };
    await activities.beginApplication({
      ...welcomeActivity,
      gridVersionId: 'grid-1@2',
      grid: { ...welcomeActivity.grid, scale },
      pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeActivity.grid, until: NOW }],
      application,
    });
    const html = text((await teacher.get('/learners/22').expect(200)).text);
    assert.match(html, /Tuteur \(Marc Morel\) 4 bien maîtrisé/);
    assert.doesNotMatch(html, /Reprendre/);
  });
});
