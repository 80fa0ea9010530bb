import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { pendingDelivery, publishedEvaluation, teacher as claire } from '../../support/evaluations.js';
import { NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const certificative: Activity = { ...welcomeActivity, grid: { ...welcomeGrid, purpose: 'certificative' } };
const RELEASE = new Date('2040-01-20T07:30:00Z');

let pages: TeacherPages;
let teacher: Visitor;

const open = async (activity: Activity = welcomeActivity) => {
  pages = await TeacherPages.open(activity);
  teacher = await pages.visitor();
};
const text = (html: string) =>
  plain(html)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const activity = async () => (await pages.services.activities.getForDelivery(welcomeActivity.id))!;

/** Every page of the session that a learner or a mentor of theirs may open. */
const theirPages = async () => {
  const { services } = pages;
  const asLearner = await pages.visitor({ id: 'learner', role: 'learner', user: { sub: '21' } });
  const asMentor = await pages.visitor({
    id: 'mentor',
    role: 'mentor',
    user: { sub: '90' },
    mentees: ['21'],
  });
  assert.ok(services);
  return [await asLearner.get('/mine').expect(200), await asMentor.get('/mentees/21').expect(200)].map(
    (answer) => plain(answer.text),
  );
};

describe('/activity/release', () => {
  afterEach(() => pages.close());

  it('sets the date, wakes the dispatcher, and says so on the class page', async () => {
    await open();
    const answer = await teacher.post('/activity/release', { day: '20/01/2040', time: '8 h 30' }).expect(303);
    assert.deepEqual((await activity()).releaseAt, RELEASE);
    assert.equal(pages.woken, 1);
    const next = await teacher.get(answer.headers['location']!.replace(/^\/s\/[^/]+/, ''));
    assert.match(text(next.text), /La date est enregistrée\..*recevront le 20 janvier à 08 h 30/);
  });

  const refused: [string, { day: string; time: string }, RegExp][] = [
    ['a date that has passed', { day: '15/01/2040', time: '8 h' }, /Cette date est passée/],
    ['this very minute', { day: '2040-01-16', time: '10:30' }, /Cette date est passée/],
    ['a day that is none', { day: 'lundi', time: '8 h' }, /Écrivez le jour comme/],
    ['a time that is none', { day: '20/01/2040', time: 'midi' }, /Écrivez l'heure comme/],
    ['a time that no clock shows', { day: '25/03/2040', time: '2 h 30' }, /n'existe pas/],
  ];
  for (const [name, fields, said] of refused) {
    it(`refuses ${name}, and keeps what was typed`, async () => {
      await open();
      const { text: html } = await teacher.post('/activity/release', fields).expect(422);
      assert.match(text(html), said);
      assert.ok(html.includes(`value="${fields.day}"`));
      assert.equal((await activity()).releaseAt, undefined);
      assert.equal(pages.woken, 0);
    });
  }

  it('moves the marks that wait', async () => {
    await open({ ...welcomeActivity, releaseAt: new Date('2040-01-18T07:00:00Z') });
    const held = new Date('2040-01-18T07:00:00Z');
    await pages.store({
      ...publishedEvaluation,
      delivery: { ...pendingDelivery, dueAt: held, heldUntil: held },
    });
    await teacher.post('/activity/release', { day: '2040-01-20', time: '08:30' }).expect(303);
    const moved = (await pages.stored('21')).delivery;
    assert.deepEqual([moved?.dueAt, moved?.heldUntil], [RELEASE, RELEASE]);
    await teacher.post('/activity/release/remove', {}).expect(303);
    const freed = (await pages.stored('21')).delivery;
    assert.deepEqual([freed?.dueAt, freed?.heldUntil], [NOW, undefined]);
    assert.equal((await activity()).releaseAt, undefined);
  });

  for (const [name, publishing] of [
    ['from the class page', () => teacher.post('/class/decide', { learner: '1.21', action: 'publish' })],
    [
      'from the grid',
      () =>
        teacher.post('/learners/21', { revision: '1', base: '{}', 'level.C1.1-1': '4', action: 'publish' }),
    ],
  ] as const) {
    it(`is followed by what is published ${name} while it is taken away`, async () => {
      await open({ ...welcomeActivity, releaseAt: RELEASE });
      await teacher.get('/class');
      await pages.store();
      const { evaluations } = pages.services;
      const save = evaluations.save.bind(evaluations);
      evaluations.save = async (evaluation) => {
        evaluations.save = save;
        await teacher.post('/activity/release/remove', {}).expect(303);
        return save(evaluation);
      };
      await publishing().expect(303);
      const { delivery } = await pages.stored('21');
      assert.deepEqual([delivery?.dueAt, delivery?.heldUntil], [NOW, undefined]);
    });
  }

  it('shows learners and mentors nothing before, and everything from then on', async () => {
    await open({ ...welcomeActivity, releaseAt: RELEASE });
    await pages.store(publishedEvaluation);
    pages.now = new Date(RELEASE.getTime() - 1);
    for (const html of await theirPages()) assert.doesNotMatch(html, /14 \/ 20|En progrès|Sourire/);
    await pages.close();

    await open({ ...welcomeActivity, releaseAt: RELEASE });
    await pages.store(publishedEvaluation);
    pages.now = RELEASE;
    for (const html of await theirPages()) assert.match(html, /14 \/ 20.*En progrès/s);
  });

  it('is the teachers’ alone', async () => {
    await open();
    const pupil = await pages.visitor({ id: 'pupil', role: 'learner', user: { sub: '21' } });
    for (const path of ['/activity/release', '/activity/purpose']) await pupil.get(path).expect(403);
    await pupil.post('/activity/release', { day: '20/01/2040', time: '8 h' }).expect(403);
    await pupil.post('/activity/purpose', { purpose: 'certificative', marks: '0' }).expect(403);
    assert.deepEqual(await activity(), welcomeActivity);
  });
});

describe('/activity/purpose', () => {
  afterEach(() => pages.close());

  const become = (purpose: string, marks: string) => teacher.post('/activity/purpose', { purpose, marks });

  it('tells what the other purpose means, and changes nothing by being read', async () => {
    await open();
    await pages.store({
      ...publishedEvaluation,
      delivery: { ...pendingDelivery, state: 'sent', sentAt: NOW },
    });
    const said = text((await teacher.get('/activity/purpose').expect(200)).text);
    assert.match(said, /Passer en évaluation certificative \(CCF\) \? .*1 note est déjà dans le carnet/);
    assert.match(said, /Retirer la note et passer en certificatif/);
    assert.deepEqual(await activity(), welcomeActivity);
  });

  it('never happens without the number of marks that was told', async () => {
    await open();
    await pages.store(publishedEvaluation);
    await become('certificative', '0').expect(409);
    await teacher.post('/activity/purpose', { purpose: 'certificative' }).expect(400);
    assert.deepEqual(await activity(), welcomeActivity);
    await become('certificative', '1').expect(303);
    assert.equal((await activity()).grid.purpose, 'certificative');
    assert.equal((await pages.stored('21')).delivery?.score.kind, 'withdrawal');
    assert.equal(pages.woken, 1);
  });

  it('waits while a version is being applied', async () => {
    await open();
    const begun = {
      ...welcomeActivity,
      application: { id: 'a', from: 'grid-1@1', by: claire, at: NOW, republished: [] },
    };
    const { services } = pages;
    await services.activities.beginApplication(begun);
    const stopped = services.activities.endApplication;
    services.activities.endApplication = async () => {};
    const said = text((await become('certificative', '0').expect(409)).text);
    services.activities.endApplication = stopped;
    assert.match(said, /en train d'être appliquée/);
    assert.equal((await activity()).grid.purpose, 'formative');
  });

  it('offers on the class page to take back what a crash left behind', async () => {
    await open(certificative);
    await pages.store({
      ...publishedEvaluation,
      delivery: { ...pendingDelivery, state: 'sent', sentAt: NOW },
    });
    const html = (await teacher.get('/class').expect(200)).text;
    assert.match(text(html), /1 note est encore dans le carnet de notes de Moodle.*Les retirer/);
    await become('certificative', '1').expect(303);
    const { publication, delivery } = await pages.stored('21');
    assert.equal(publication?.mark, undefined);
    assert.equal(delivery?.score.kind, 'withdrawal');
    assert.doesNotMatch((await teacher.get('/class')).text, /Les retirer/);
  });

  it('shows learners no mark, even one that a crash left with the publication', async () => {
    await open(certificative);
    await pages.store({
      ...publishedEvaluation,
      publication: {
        ...publishedEvaluation.publication!,
        content: {
          ...publishedEvaluation.publication!.content,
          adjustment: { hundredths: 1650, reason: 'Oral brillant.' },
        },
        mark: { hundredths: 1650, maximumHundredths: 2000 },
        computedHundredths: 1400,
      },
    });
    for (const html of await theirPages()) {
      const said = text(/<main.*<\/main>/s.exec(html)?.[0] ?? '');
      assert.match(said, /maîtrisé.*En progrès/);
      assert.doesNotMatch(said, /16,5|1650|1400|\b14\b|\b20\b|Oral brillant|\bnote\b/i);
    }
  });
});
