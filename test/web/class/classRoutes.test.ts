import assert from 'node:assert/strict';
import type { Delivery } from '../../../src/evaluation/delivery.js';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import { pickValue } from '../../../src/web/release/eachForm.js';
import { welcomeActivity } from '../../support/activities.js';
import { draftEvaluation, pendingDelivery, publishedEvaluation } from '../../support/evaluations.js';
import { evidence, folder } from '../../support/evidence.js';
import { emptyThread, question } from '../../support/questions.js';
import { learner, NOW, plain, TeacherPages, twoLearners, type Visitor } from '../../support/teacherPages.js';

describe('GET /class', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  const page = async (path = '/class', visitor = teacher) =>
    plain((await visitor.get(path).expect(200)).text);
  /** The text of one learner's line. */
  const line = (html: string, name: string) =>
    html
      .split('<tr role="row" class="learner">')
      .slice(1)
      .map((row) => row.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '))
      .find((row) => row.includes(name)) ?? '';
  const delivered = (changes: Partial<Delivery>): Partial<Evaluation> => ({
    ...publishedEvaluation,
    delivery: { ...pendingDelivery, ...changes },
  });

  it('names the class as the platform does, by family name', async () => {
    pages.roster = {
      members: [
        learner('30', 'Zola', 'Émile'),
        learner('31', 'Éboué', 'Félix'),
        learner('32', 'Fabre', 'Lou'),
        { ...learner('33', 'Prof', 'Un'), role: 'teacher' },
        { ...learner('34', 'Parti', 'Max'), active: false },
      ],
    };
    const html = await page();
    assert.deepEqual(
      [...html.matchAll(/href="learners\/\d+">([^<]+)</g)].map(([, name]) => name),
      ['Éboué Félix', 'Fabre Lou', 'Zola Émile'],
    );
  });

  it('says what waits, and where to begin', async () => {
    await pages.store();
    const html = await page();
    assert.match(html, />1 à évaluer</);
    assert.match(html, />1 brouillon</);
    assert.match(html, /href="learners\/22\?begin=1"[^>]*><span>Évaluer le suivant <small>Diallo Amadou</);
  });

  it('goes on with a draft when everyone was begun, and with nothing when all is published', async () => {
    pages.roster = { members: [learner('21', 'Bézier', 'Chloé')] };
    const draft = await pages.store();
    assert.match(await page(), /Évaluer le suivant <small>Bézier Chloé</);
    await pages.services.evaluations.save({ ...publishedEvaluation, revision: draft.revision });
    const html = await page();
    assert.doesNotMatch(html, /Évaluer le suivant/);
    assert.match(html, /Tout est publié\./);
  });

  it('gives a draft its levels, how far it is, and the mark that it would get', async () => {
    await pages.store({
      content: { presence: 'present', entries: { 'C1.1-1': { levelId: '3' } }, comment: '' },
    });
    assert.match(line(await page(), 'Bézier Chloé'), /1 maîtrisé.* 14,0 brouillon 1 \/ 2/);
  });

  it('says who was absent', async () => {
    await pages.store({ content: { ...draftEvaluation.content, presence: 'absent' } });
    assert.match(line(await page(), 'Bézier Chloé'), /absent brouillon/);
  });

  it('says that a publication was changed since', async () => {
    await pages.store({
      ...publishedEvaluation,
      content: { ...draftEvaluation.content, comment: 'Autre avis.' },
    });
    const html = await page();
    assert.match(html, />1 modifiée depuis la publication</);
    assert.match(line(html, 'Bézier Chloé'), /modifié depuis/);
  });

  const failure = { reason: 'notEnrolled', status: 400, at: NOW } as const;
  const deliveries: {
    name: string;
    changes: Partial<Delivery>;
    shown: RegExp;
    resend: boolean;
    trouble?: boolean;
  }[] = [
    { name: 'waiting', changes: {}, shown: /publié en attente d'envoi/, resend: false },
    { name: 'sent', changes: { state: 'sent' }, shown: /publié envoyée/, resend: false },
    {
      name: 'tried again later',
      changes: { failure: { ...failure, reason: 'unreachable' }, dueAt: new Date(NOW.getTime() + 120_000) },
      shown: /Moodle est injoignable\. La note est gardée et sera renvoyée à 10 h 32\./,
      resend: true,
      trouble: false,
    },
    {
      name: 'refused',
      changes: { state: 'refused', failure },
      shown: /refusée par Moodle Moodle ne prend pas de note pour cet élève .* vous pouvez la renvoyer/,
      resend: true,
    },
    {
      name: 'changed on the platform',
      changes: { state: 'sent', readBack: { verdict: 'drifted', hundredths: 1200, at: NOW } },
      shown: /modifiée dans Moodle Moodle affiche 12 au lieu de 14/,
      resend: true,
    },
    {
      name: 'not shown by the platform',
      changes: { state: 'sent', readBack: { verdict: 'missing', at: NOW } },
      shown: /absente de Moodle/,
      resend: true,
    },
    {
      name: 'taken back',
      changes: { state: 'sent', score: { kind: 'withdrawal' } },
      shown: /retirée/,
      resend: false,
    },
  ];
  for (const { name, changes, shown, resend, trouble = resend } of deliveries) {
    it(`tells of a mark that is ${name}`, async () => {
      await pages.store(delivered(changes));
      const html = await page();
      assert.match(line(html, 'Bézier Chloé'), shown);
      assert.equal(html.includes('action="learners/21/resend"'), resend);
      assert.equal(html.includes('1 à régler avec Moodle'), trouble);
    });
  }

  it('calls another platform « la plateforme »', async () => {
    await pages.store(delivered({ state: 'refused', failure }));
    const { family: _family, ...platform } = teacher.session.platform;
    const other = await pages.visitor({ id: 'other', platform });
    const html = await page('/class', other);
    assert.match(line(html, 'Bézier Chloé'), /refusée par la plateforme La plateforme ne prend pas/);
    assert.doesNotMatch(html, /Moodle/);
  });

  it('filters by state, and shows everyone for a state that does not exist', async () => {
    await pages.store();
    const drafts = await page('/class?state=draft');
    assert.match(drafts, /Bézier Chloé/);
    assert.equal(line(drafts, 'Diallo Amadou'), '');
    assert.match(drafts, /href="\?state=draft" aria-current=true/);
    assert.match(await page('/class?state=published'), /Aucun élève dans ce cas/);
    assert.match(await page('/class?state=%3Cscript%3E'), />Diallo Amadou<\/a>/);
  });

  it('keeps those who left the list in sight when they have an evaluation', async () => {
    await pages.store({ learnerSub: '99' });
    const html = await page();
    assert.match(html, /<h2>Ne sont plus dans la liste<\/h2>/);
    assert.match(html, /href="learners\/99">Élève [0-9a-f]{4}</);
  });

  it('keeps those who left without an evaluation in sight when they asked something', async () => {
    await pages.services.questions.save({ ...emptyThread, learnerSub: '99', entries: [question()] });
    const html = await page();
    assert.match(html, /<h2>Ne sont plus dans la liste<\/h2>/);
    assert.match(html, />2 à évaluer</);
    assert.match(await page('/class?state=question'), /href="learners\/99#questions"/);
    const grid = await teacher.get('/learners/99').expect(200);
    assert.match(grid.text, /N&#39;est plus dans la liste de la classe/);
    await teacher.get('/learners/98').expect(404);
  });

  it('shows by themselves those who added evidence since, and says that nothing waits only then', async () => {
    await pages.store({
      ...publishedEvaluation,
      updatedAt: NOW,
      delivery: { ...pendingDelivery, state: 'sent' },
    });
    pages.roster = { members: twoLearners.slice(0, 1) };
    assert.match(await page(), /Rien ne vous attend ici/);
    await pages.services.evidence.save(folder(evidence('late', { at: new Date(NOW.getTime() + 1000) })));
    const html = await page();
    assert.match(html, /href="\?state=evidence">1 avec une trace nouvelle</);
    assert.doesNotMatch(html, /Rien ne vous attend ici/);
    assert.match(await page('/class?state=evidence'), />Bézier Chloé</);
  });

  it('counts nobody who left among those to evaluate', async () => {
    await pages.store({ learnerSub: '99', content: { presence: 'present', entries: {}, comment: '' } });
    assert.match(await page(), />2 à évaluer</);
  });

  it('gives learners without a name a label that stays, and says what to tick', async () => {
    pages.roster = { members: [...twoLearners, { sub: '23', role: 'learner', active: true }] };
    const html = await page();
    const [, label] = /href="learners\/23">(Élève [0-9a-f]{4})</.exec(html) ?? [];
    assert.ok(label);
    assert.match(html, /Moodle ne donne pas le nom d'un élève\./);
    assert.match(html, /Vie privée › Partager le nom/);
    assert.ok((await page()).includes(label));
  });

  it('escapes names', async () => {
    pages.roster = {
      members: [{ ...learner('21', '<img src=x>', '"onload=alert(1)'), name: '<script>' }],
    };
    const html = await page();
    assert.match(html, /&lt;img src=x&gt; &#34;onload=alert\(1\)/);
    assert.doesNotMatch(html, /<img/);
  });

  it('names learners whose sub needs escaping in an address', async () => {
    const sub = 'a/b?c&d=é';
    pages.roster = { members: [learner(sub, 'Éboué', 'Félix')] };
    const html = await page();
    assert.ok(html.includes(`href="learners/${encodeURIComponent(sub)}"`));
    await teacher.get(`/learners/${encodeURIComponent(sub)}`).expect(200, /Éboué Félix/);
  });

  describe('when the platform gives no list', () => {
    const troubles = [
      { problem: 'not-offered', says: /ne transmet pas la liste.*Names and Role Provisioning/s },
      { problem: 'refused', says: /a refusé de donner la liste.*vérifier/s },
      { problem: 'unreachable', says: /n'a pas donné la liste de la classe à temps/ },
      { problem: 'invalid', says: /une liste de classe illisible/ },
    ] as const;
    for (const { problem, says } of troubles) {
      it(`says why and what to do: ${problem}`, async () => {
        pages.roster = { problem };
        const html = await page();
        assert.match(html, says);
        assert.match(html, /Les élèves apparaîtront ici un par un/);
      });
    }

    it('shows the list that it gave before, and leaves evaluations alone', async () => {
      await page();
      await pages.store();
      pages.now = new Date(NOW.getTime() + 600_000);
      pages.roster = { problem: 'unreachable' };
      const html = await page();
      assert.match(html, /Bézier Chloé/);
      assert.match(html, /vos évaluations sont intactes/);
      assert.match(html, /Liste lue à 10 h 30\./);
    });

    it('shows learners who came by themselves', async () => {
      pages.roster = { problem: 'not-offered' };
      await pages.services.rosters.see(teacher.session.scope, {
        sub: '21',
        name: 'Chloé Bézier',
        role: 'learner',
        active: true,
      });
      assert.match(await page(), /href="learners\/21">Chloé Bézier</);
    });
  });

  it('tells what was published on the page before', async () => {
    await pages.store(publishedEvaluation);
    const html = await page('/class?published=21');
    assert.match(html, /L'évaluation de Bézier Chloé est publiée\..*href="learners\/21">Revenir à/);
    for (const sub of ['22', '77']) {
      assert.doesNotMatch(await page(`/class?published=${sub}`), /est publiée/, 'nothing is published there');
    }
  });

  it('shows neither mark nor gradebook of a certificative activity', async () => {
    await pages.close();
    pages = await TeacherPages.open({
      ...welcomeActivity,
      grid: { ...welcomeActivity.grid, purpose: 'certificative' },
    });
    teacher = await pages.visitor();
    const { delivery: _none, ...unsent } = publishedEvaluation;
    await pages.store(unsent);
    const html = await page();
    assert.match(html, /Évaluation certificative \(CCF\)/);
    assert.match(line(html, 'Bézier Chloé'), /1 maîtrisé.*publié/);
    assert.doesNotMatch(html, /Note<|sur 20|Carnet de notes|>14/);
  });

  it('speaks English, and keeps the levels in French', async () => {
    await pages.store();
    const english = await pages.visitor({ id: 'english', locale: 'en' });
    const html = await page('/class', english);
    assert.match(html, />1 to evaluate</);
    assert.match(html, /lang="fr"> maîtrisé</);
    assert.doesNotMatch(html, /Évaluer|brouillon/);
  });

  it('sends a teacher without criteria to choose some', async () => {
    await pages.close();
    pages = await TeacherPages.open(null);
    teacher = await pages.visitor();
    await teacher.get('/class').expect(303).expect('Location', '/s/session-1/attach');
  });

  it('sees nothing of another course', async () => {
    await pages.store();
    const elsewhere = await pages.visitor({
      id: 'elsewhere',
      scope: { ...teacher.session.scope, contextId: '43' },
    });
    await elsewhere.get('/class').expect(303).expect('Location', '/s/elsewhere/attach');
  });

  for (const role of ['learner', 'mentor', 'guest'] as const) {
    it(`is closed to a ${role}`, async () => {
      const visitor = await pages.visitor({ id: role, role });
      await visitor.get('/class').expect(403);
    });
  }
});

describe('a class of which some may not open the activity', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    pages.linkRoster = { members: twoLearners.slice(0, 1) };
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  it('lists the others, and says so in both languages', async () => {
    const { text } = await teacher.get('/class').expect(200);
    assert.match(text, /Bézier Chloé/);
    assert.doesNotMatch(text, /Diallo/);
    assert.match(plain(text), /Moodle n'ouvre pas cette activité à 1 élève du cours/);
    const english = await pages.visitor({ id: 'english', locale: 'en' });
    await english.get('/class').expect(200, /Moodle does not open this activity to 1 learner of the course/);
  });

  it('sets apart whose evaluation is begun, and counts them out', async () => {
    await pages.store({ learnerSub: '22' });
    const { text } = await teacher.get('/class').expect(200);
    assert.match(plain(text), /N'ont pas accès à l'activité[^]*Diallo Amadou/);
    assert.match(text, /1 à évaluer/);
    const table = plain((await teacher.get('/class/table').expect(200)).text);
    assert.match(table, /N'ont pas accès à l'activité[^]*Diallo Amadou/);
  });

  it('names one of them before a decision', async () => {
    const { revision } = await pages.store({ learnerSub: '22' });
    await teacher.get('/class').expect(200);
    const asked = { action: 'close', learner: pickValue({ learnerSub: '22', revision }) };
    const { text } = await teacher.post('/class/decide', asked).expect(200);
    assert.match(plain(text), /Diallo Amadou/);
  });

  it('hides their names behind numbers that begin at one', async () => {
    pages.linkRoster = { members: twoLearners.slice(1) };
    const desk = { order: 'name', namesHidden: true } as const;
    await pages.services.desks.keep({ activityId: welcomeActivity.id, teacherSub: '7' }, desk);
    const { text } = await teacher.get('/class').expect(200);
    assert.match(text, /Élève 1</);
    assert.doesNotMatch(text, /Élève 2</);
  });

  it('opens the grid of one of them', async () => {
    await teacher.get('/class').expect(200);
    const { text } = await teacher.get('/learners/22').expect(200);
    assert.match(plain(text), /N'a pas accès à l'activité/);
  });
});

describe('POST /class/roster', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  it('asks the platform again, however fresh the list', async () => {
    await teacher.get('/class').expect(200);
    pages.roster = { members: [learner('23', 'Fabre', 'Lou')] };
    await teacher.post('/class/roster', {}).expect(303).expect('Location', '/s/session-1/class');
    await teacher.get('/class').expect(200, /Fabre Lou/);
    assert.equal(pages.rosterReads, 4, 'the course and the activity, twice');
  });

  it('tells that it failed, beside the list that is kept', async () => {
    await teacher.get('/class').expect(200);
    pages.roster = { problem: 'refused' };
    await teacher.post('/class/roster', {}).expect(303);
    const text = plain((await teacher.get('/class').expect(200)).text);
    assert.match(text, /a refusé de donner la liste/);
    assert.match(text, /Bézier Chloé/);
  });

  it('is closed to a learner, and to a form of another site', async () => {
    const visitor = await pages.visitor({ id: 'learner', role: 'learner' });
    await visitor.post('/class/roster', {}).expect(403);
    await teacher.post('/class/roster', { _csrf: 'wrong' }).expect(403);
    assert.equal(pages.rosterReads, 0);
  });
});
