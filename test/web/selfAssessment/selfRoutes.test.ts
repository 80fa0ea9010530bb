import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import type { SelfAssessment } from '../../../src/evaluation/selfAssessment/selfAssessment.js';
import { welcomeActivity } from '../../support/activities.js';
import { publishedEvaluation, teacher } from '../../support/evaluations.js';
import { selfDraft } from '../../support/selfAssessments.js';
import { NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { movedTo, otherScale, secondVersion } from '../../support/versions.js';

const open = { openedAt: new Date('2040-01-16T08:00:00Z'), by: teacher, required: false };
const opened: Activity = { ...welcomeActivity, selfAssessment: open };
const chloe = { id: 'learner', role: 'learner', user: { sub: '21', name: 'Chloé Bézier' } } as const;
const text = (html: string) => plain(html.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');

describe('/mine/self', () => {
  let pages: TeacherPages;
  let learner: Visitor;

  async function begin(activity: Activity = opened): Promise<void> {
    pages = await TeacherPages.open(activity);
    learner = await pages.visitor(chloe);
  }
  afterEach(() => pages.close());

  const stored = () => pages.services.selfAssessments.find(welcomeActivity.id, '21');
  const store = (changes: Partial<SelfAssessment> = {}) =>
    pages.services.selfAssessments.save({ ...selfDraft, ...changes });
  const draft = (fields: Record<string, string>) =>
    learner
      .post('/mine/self/draft', { gridVersion: 'grid-1@1', ...fields })
      .set('Accept', 'application/json');

  it('saves a draft by itself, and says how far it is', async () => {
    await begin();
    const first = await draft({ revision: '0', 'level.C1.1-1': '3', 'comment.C1.1-1': 'Un mot.' }).expect(
      200,
    );
    assert.deepEqual(
      { ...first.body, saved: plain(first.body.saved) },
      { revision: 1, progress: '1 / 2 attendus', saved: 'enregistré à 10 h 30' },
    );
    await draft({ revision: '1', 'level.C1.1-1': '3', 'level.C1.1-2': '4' }).expect(200);
    const kept = await stored();
    assert.deepEqual(kept?.content.entries, { 'C1.1-1': { levelId: '3' }, 'C1.1-2': { levelId: '4' } });
    assert.deepEqual([kept?.startedAt, kept?.submittedAt, kept?.revision], [NOW, undefined, 2]);
  });

  it('never submits on the way, whatever the draft says', async () => {
    await begin();
    await draft({ revision: '0', 'level.C1.1-1': '3', action: 'submit' }).expect(200);
    assert.equal((await stored())?.submittedAt, undefined);
  });

  it('says which text is too long, and stores nothing of it', async () => {
    await begin();
    const long = await draft({ revision: '0', 'comment.C1.1-1': 'x'.repeat(503) }).expect(422);
    assert.equal(long.body.error, 'TOO_LONG');
    assert.match(plain(long.body.problems['comment.C1.1-1']), /500 caractères : il y en a 3 de trop/);
    assert.equal(await stored(), undefined);
  });

  it('answers a draft that comes too late, or from an older window, with the reason', async () => {
    await begin();
    await store();
    const conflict = await draft({ revision: '0', 'level.C1.1-1': '1' }).expect(409);
    assert.match(conflict.body.message, /dans une autre fenêtre/);
    await store({ revision: 1, resultSeenAt: NOW });
    const late = await draft({ revision: '2', 'level.C1.1-1': '1' }).expect(409);
    assert.match(late.body.message, /déjà vu ton résultat/);
    assert.equal((await stored())?.content.entries['C1.1-1']?.levelId, '4');
  });

  it('refuses criteria and levels that the grid does not have, and « non évalué »', async () => {
    await begin();
    for (const odd of [{ 'level.C9.9-9': '3' }, { 'level.C1.1-1': '9' }, { 'level.C1.1-1': 'notJudged' }]) {
      await learner.post('/mine/self', { revision: '0', ...odd } as Record<string, string>).expect(400);
    }
    assert.equal(await stored(), undefined);
  });

  it('keeps what was placed on a version that was left meanwhile, and sends nothing', async () => {
    await begin({ ...movedTo(secondVersion({ title: 'Deuxième' })), selfAssessment: open });
    const page = await learner
      .post('/mine/self', { revision: '0', gridVersion: 'grid-1@1', 'level.C1.1-1': '3', action: 'submit' })
      .expect(409);
    assert.match(text(page.text), /La grille a changé/);
    const kept = await stored();
    assert.deepEqual([kept?.gridVersionId, kept?.submittedAt], ['grid-1@2', undefined]);
    assert.equal(kept?.content.entries['C1.1-1']?.levelId, '3');
  });

  it('shows both sides, and no number, where the teacher judged on another scale', async () => {
    await begin({ ...movedTo(secondVersion({ scale: otherScale })), selfAssessment: open });
    await store({ submittedAt: NOW });
    const { delivery: _none, publication, ...evaluation } = publishedEvaluation;
    assert.ok(publication);
    const content = { ...publication.content, entries: { 'C1.1-1': { levelId: '4' } } };
    await pages.store({
      ...evaluation,
      gridVersionId: 'grid-1@2',
      content,
      publication: { ...publication, content, gridVersionId: 'grid-1@2' },
    });
    const mine = text((await learner.get('/mine').expect(200)).text);
    assert.match(mine, /acquis \(A\).*Toi : bien maîtrisé \(4\) autre échelle : pas d'écart/);
    assert.doesNotMatch(mine, /écart [0−+]/);
    const theirs = text((await (await pages.visitor()).get('/learners/21').expect(200)).text);
    assert.match(theirs, /Élève : bien maîtrisé \(4\) autre échelle/);
  });

  it('is for learners alone: guests and mentors are refused', async () => {
    await begin();
    const guest = await pages.visitor({ id: 'guest', role: 'guest' });
    for (const path of ['/mine/self', '/mine/self/skip', '/mine/self/takeBack']) {
      await guest.post(path, {}).expect(403);
    }
    const mentor = await pages.visitor({ id: 'mentor', role: 'mentor', mentees: ['21'] });
    await mentor.get('/mine/self').expect(403);
  });

  it('notes the first look at a result in one write, and none after that', async () => {
    await begin();
    await store({ submittedAt: NOW });
    const { delivery: _none, ...evaluation } = publishedEvaluation;
    await pages.store(evaluation);
    await learner.get('/mine').expect(200);
    const seen = await stored();
    assert.deepEqual([seen?.resultSeenAt, seen?.revision], [NOW, 2]);
    pages.now = new Date(NOW.getTime() + 60_000);
    await learner.get('/mine').expect(200);
    assert.deepEqual(await stored(), seen);
  });
});

describe('/activity/self', () => {
  let pages: TeacherPages;
  let visitor: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    visitor = await pages.visitor();
  });
  afterEach(() => pages.close());

  const opening = async () =>
    (await pages.services.activities.getForDelivery(welcomeActivity.id))?.selfAssessment;
  const wish = (value: string) => visitor.post('/activity/self', { action: value });

  it('opens it, and keeps since when while it stays open', async () => {
    const answer = await wish('optional').expect(303);
    assert.equal(answer.headers['location'], '/s/session-1/activity#self-assessment');
    const by = { sub: '7', name: 'Claire Fontaine' };
    assert.deepEqual(await opening(), { openedAt: NOW, by, required: false });
    pages.now = new Date(NOW.getTime() + 60_000);
    await wish('required').expect(303);
    assert.deepEqual(await opening(), { openedAt: NOW, by, required: true });
    await wish('closed').expect(303);
    assert.equal(await opening(), undefined);
    await wish('optional').expect(303);
    assert.deepEqual((await opening())?.openedAt, pages.now);
  });

  it('takes nothing else for a wish', async () => {
    await wish('perhaps').expect(400);
    assert.equal(await opening(), undefined);
  });
});
