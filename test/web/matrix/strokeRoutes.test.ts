import assert from 'node:assert/strict';
import request from 'supertest';
import type { ActivityStore } from '../../../src/evaluation/activity.js';
import { levelValue } from '../../../src/evaluation/contentValue.js';
import { SESSION_COOKIE } from '../../../src/web/session/sessionGuard.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { publishedEvaluation } from '../../support/evaluations.js';
import {
  learner,
  plain,
  FROM_OUR_PAGE,
  SESSION_SECRET,
  TeacherPages,
  twoLearners,
  type Visitor,
} from '../../support/teacherPages.js';

interface Posted {
  readonly learner?: unknown;
  readonly criterion?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
}

const FIRST = 'C1.1-1';
const SECOND = 'C1.1-2';
const level = (sub: string, to: string, from = '', criterion = FIRST) => ({
  learner: sub,
  criterion,
  from,
  to,
});

describe('POST /class/table/strokes', () => {
  let pages: TeacherPages;
  let teacher: Visitor;
  let colleague: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
    colleague = await pages.visitor({ id: 'colleague', user: { sub: '8', name: 'Marc Delmas' } });
    // As the page itself does first.
    await teacher.get('/class/table').expect(200);
  });
  afterEach(() => pages.close());

  const send = (
    strokes: readonly Posted[] | string,
    { by = teacher, gridVersion = welcomeActivity.gridVersionId } = {},
  ) =>
    request(pages.app)
      .post(`/s/${by.session.id}/class/table/strokes`)
      .set('Cookie', `${SESSION_COOKIE}=${SESSION_SECRET}`)
      .set('Accept', 'application/json')
      .set(FROM_OUR_PAGE)
      .set('X-CSRF-Token', by.session.csrfToken)
      .type('form')
      .send({ gridVersion, strokes: typeof strokes === 'string' ? strokes : JSON.stringify(strokes) });

  const stands = async (sub: string, criterion = FIRST) =>
    levelValue((await pages.stored(sub)).content, criterion);
  const isStored = async (sub: string) =>
    (await pages.services.evaluations.find(welcomeActivity.id, sub)) !== undefined;

  it('keeps strokes of a learner to whom the platform closed the activity meanwhile', async () => {
    pages.linkRoster = { members: twoLearners.slice(0, 1) };
    await teacher.post('/class/roster', {}).expect(303);
    await send([level('22', '4')]).expect(200);
    assert.equal(await stands('22'), '4');
  });

  it('keeps strokes of several learners, and answers with their rows as stored', async () => {
    const { body } = await send([
      level('21', '3'),
      level('21', 'notJudged', '', SECOND),
      level('22', '4'),
      { learner: '22', from: 'present', to: 'absent' },
    ]).expect(200);
    assert.equal(await stands('21'), '3');
    assert.equal(await stands('21', SECOND), 'notJudged');
    assert.equal((await pages.stored('22')).content.presence, 'absent');
    assert.deepEqual(body.rows, [
      {
        learner: '21',
        presence: 'present',
        closed: '',
        values: ['3', 'notJudged'],
        state: { label: 'brouillon', tone: 'wait' },
        mark: '14,0',
      },
      {
        learner: '22',
        presence: 'absent',
        closed: '',
        values: ['4', ''],
        state: { label: 'brouillon', tone: 'wait' },
        mark: '',
      },
    ]);
    assert.deepEqual([body.conflicts, body.refused, body.message], [[], [], '']);
    assert.equal(plain(body.saved), 'enregistré à 10 h 30');
  });

  it('changes nothing when the same request comes again', async () => {
    const strokes = [level('21', '3'), level('22', '4')];
    await send(strokes).expect(200);
    const { body } = await send(strokes).expect(200);
    assert.deepEqual([body.conflicts, body.refused], [[], []]);
    assert.equal((await pages.stored('21')).revision, 1);
  });

  it('shows both values where a colleague was first, and keeps all the rest', async () => {
    await send([level('21', '2')], { by: colleague }).expect(200);
    const { body } = await send([level('21', '4'), level('22', '4')]).expect(200);
    assert.deepEqual(
      body.conflicts.map((one: Record<string, string>) => ({ ...one, who: plain(one['who'] ?? '') })),
      [
        {
          learner: '21',
          criterion: FIRST,
          name: 'Bézier Chloé',
          text: 'La prise de contact est adaptée.',
          mine: '4 · bien maîtrisé',
          theirs: '2 · insuffisamment maîtrisé',
          isFrench: true,
          value: '2',
          chosen: 'present 4',
          who: 'Marc Delmas, à 10 h 30',
        },
      ],
    );
    assert.deepEqual([await stands('21'), await stands('22')], ['2', '4']);
    assert.deepEqual(body.rows[0].values, ['2', '']);
  });

  it('names the other window where teachers meet themselves', async () => {
    await send([level('21', '2')]).expect(200);
    const { body } = await send([level('21', '4')]).expect(200);
    assert.match(plain(body.conflicts[0].who), /^L'autre fenêtre, à 10 h 30$/);
  });

  it('keeps what is settled: mine over what was shown', async () => {
    await send([level('21', '2')], { by: colleague }).expect(200);
    await send([level('21', '4', '2')]).expect(200);
    assert.equal(await stands('21'), '4');
  });

  it('tells that a publication waits to be renewed, and sends no mark', async () => {
    await pages.store(publishedEvaluation);
    const { body } = await send([level('21', '4', '3')]).expect(200);
    assert.equal(body.rows[0].state.label, 'modifié depuis');
    assert.equal(body.rows[0].mark, '20,0');
    assert.equal(pages.woken, 0);
    assert.equal((await pages.stored('21')).publication?.content.entries[FIRST]?.levelId, '3');
  });

  it('changes nothing of a closed evaluation, says who closed it, and keeps the others', async () => {
    const by = { sub: '8', name: 'Marc Delmas' };
    await pages.store({ closing: { at: pages.now, by, hash: 'h' } });
    const { body } = await send([level('21', '4', '3'), level('22', '4')]).expect(200);
    assert.equal(await stands('21'), '3');
    assert.equal(await stands('22'), '4');
    assert.match(plain(body.refused[0].why), /close par Marc Delmas : ce niveau n'est pas enregistré/);
    assert.match(plain(body.rows[0].closed), /Close par Marc Delmas à 10 h 30/);
  });

  it('refuses strokes about nobody of this class by name of each, and keeps the others', async () => {
    const { body } = await send([level('999', '4'), level('22', '4')]).expect(200);
    assert.equal(await isStored('999'), false);
    assert.equal(await stands('22'), '4');
    assert.equal(body.refused.length, 1);
    assert.equal(body.refused[0].learner, '999');
    assert.match(plain(body.refused[0].why), /n'est plus dans la classe/);
  });

  it('goes on with a learner who left and has an evaluation', async () => {
    await pages.store({ learnerSub: '30' });
    await send([level('30', '4', '3')]).expect(200);
    assert.equal(await stands('30'), '4');
  });

  describe('on a version of the grid that the activity has left', () => {
    beforeEach(async () => {
      const levels = welcomeGrid.scale.levels.slice(0, 3);
      await pages.services.activities.beginApplication({
        ...welcomeActivity,
        gridVersionId: 'grid-1@2',
        grid: {
          ...welcomeGrid,
          criteria: welcomeGrid.criteria.slice(0, 1),
          scale: { ...welcomeGrid.scale, levels },
        },
        pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: pages.now }],
        application: {
          id: 'application-1',
          from: 'grid-1@1',
          by: { sub: '8' },
          at: pages.now,
          republished: [],
        },
      });
    });

    it('keeps what still has its place, and tells the rest one by one', async () => {
      const { body } = await send([level('21', '3'), level('22', '4'), level('22', '3', '', SECOND)]).expect(
        200,
      );
      assert.equal(body.gridVersion, 'grid-1@2');
      assert.match(plain(body.message), /La grille de l'activité a changé\. Rechargez/);
      assert.equal(await stands('21'), '3');
      assert.equal((await pages.stored('21')).gridVersionId, 'grid-1@2');
      assert.equal(await isStored('22'), false);
      assert.deepEqual(
        body.refused.map(({ name, text, mine }: Record<string, string>) => [name, text, mine]),
        [
          ['Diallo Amadou', 'La prise de contact est adaptée.', '4 · bien maîtrisé'],
          ['Diallo Amadou', 'La demande est comprise et reformulée.', '3 · maîtrisé'],
        ],
      );
      assert.match(plain(body.refused[0].why), /n'a plus cet attendu, ou plus ce niveau/);
    });

    it('takes strokes of its own', async () => {
      const { body } = await send([level('21', '3')], { gridVersion: 'grid-1@2' }).expect(200);
      assert.equal(body.message, '');
    });
  });

  describe('refuses, writing nothing,', () => {
    const good = level('22', '4');
    const bad: Readonly<Record<string, readonly Posted[] | string>> = {
      'a criterion that the grid does not have': [good, level('21', '3', '', 'C9.9-9')],
      'a level that the scale does not have': [good, level('21', '7')],
      'a presence that there is not': [good, { learner: '21', from: 'present', to: 'asleep' }],
      'a level where a presence belongs': [good, { learner: '21', from: 'present', to: '3' }],
      'a stroke without its learner': [good, { criterion: FIRST, from: '', to: '3' }],
      'a stroke that says not what was seen': [good, { learner: '21', criterion: FIRST, to: '3' }],
      'a value that is no text': [good, { ...level('21', '3'), to: { $ne: '' } }],
      'what is no list': '{"learner":"21"}',
      'what is no JSON': '[{',
      'more strokes than a page sends': Array.from({ length: 501 }, () => good),
    };
    for (const [name, strokes] of Object.entries(bad)) {
      it(name, async () => {
        const { body } = await send(strokes).expect(400);
        assert.equal(body.error, 'BAD_REQUEST');
        assert.match(plain(body.message), /Rien n'a été modifié/);
        assert.equal(await isStored('22'), false);
      });
    }

    it('a version of the grid that the activity never had', async () => {
      await send([good], { gridVersion: 'grid-of-others@1' }).expect(400);
      assert.equal(await isStored('22'), false);
    });

    it('a request without the token of the session', async () => {
      await request(pages.app)
        .post(`/s/${teacher.session.id}/class/table/strokes`)
        .set('Cookie', `${SESSION_COOKIE}=${SESSION_SECRET}`)
        .set(FROM_OUR_PAGE)
        .type('form')
        .send({ gridVersion: 'grid-1@1', strokes: JSON.stringify([good]) })
        .expect(403);
      assert.equal(await isStored('22'), false);
    });

    it('learners and mentors', async () => {
      for (const role of ['learner', 'mentor', 'guest'] as const) {
        const visitor = await pages.visitor({ id: role, role });
        await send([good], { by: visitor }).expect(403);
        await visitor.get('/class/table').expect(403);
      }
      assert.equal(await isStored('22'), false);
    });

    it('sessions of another course, whose activity is another one', async () => {
      const scope = { ...teacher.session.scope, contextId: 'other' };
      const stranger = await pages.visitor({ id: 'stranger', scope });
      const answer = await send([good], { by: stranger });
      assert.equal(answer.status, 303, 'they have no activity on this link');
      assert.equal(await isStored('22'), false);
    });
  });

  it('looks at the activity again when a version was applied since it was read', async () => {
    await pages.close();
    const newer = {
      ...welcomeActivity,
      gridVersionId: 'grid-1@2',
      pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: pages.now }],
    };
    const activities = {
      findByLink: async () => welcomeActivity,
      get: async () => newer,
    } as Partial<ActivityStore> as ActivityStore;
    pages = await TeacherPages.open(newer, { activities });
    teacher = await pages.visitor();
    await pages.store({ gridVersionId: 'grid-1@2' });
    const { body } = await send([level('21', '4', '3')]).expect(200);
    assert.equal(body.gridVersion, 'grid-1@2');
    assert.equal(await stands('21'), '4');
  });

  it('has the whole class ready for a table that has been open for a while', async () => {
    await send([level('21', '2')], { by: colleague }).expect(200);
    const { body } = await teacher.get('/class/table/rows').expect(200);
    assert.equal(body.gridVersion, 'grid-1@1');
    assert.deepEqual(
      body.rows.map((row: { learner: string; values: string[] }) => [row.learner, row.values]),
      [
        ['21', ['2', '']],
        ['22', ['', '']],
      ],
    );
  });

  it('speaks the language of the session', async () => {
    const english = await pages.visitor({ id: 'english', locale: 'en' });
    pages.roster = { members: [...twoLearners, learner('23', 'Éboué', 'Zoé')] };
    const { body } = await send([level('21', '3')], { by: english }).expect(200);
    assert.equal(body.rows[0].state.label, 'draft');
    assert.equal(body.saved, 'saved at 10:30');
  });
});
