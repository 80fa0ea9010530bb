import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import type { CriterionEntry, Evaluation } from '../../../src/evaluation/evaluation.js';
import { publish } from '../../../src/evaluation/publish.js';
import type { Grid } from '../../../src/grid/grid.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { draftEvaluation, teacher as claire } from '../../support/evaluations.js';
import { learner, NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { greeting, otherScale, tidiness, understanding } from '../../support/versions.js';

const JUDGED = { 'C1.1-1': { levelId: '3', comment: 'Sourire.' }, 'C1.1-2': { levelId: '4' } };
const SHORTER = { criteria: [understanding] };

/** What a reader sees, without the tags. */
const words = (html: string) =>
  plain(html)
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the activity’s versions', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  async function open(activity: Activity = welcomeActivity): Promise<void> {
    pages = await TeacherPages.open(activity);
    teacher = await pages.visitor();
    await addVersion(1, welcomeGrid);
  }
  beforeEach(() => open());
  afterEach(() => pages.close());

  const addVersion = async (version: number, grid: Grid, gridId = 'grid-1', ownerSub = '7') =>
    pages.services.grids.add({
      id: `${gridId}@${version}`,
      gridId,
      version,
      registrationId: welcomeActivity.registrationId,
      deploymentId: welcomeActivity.deploymentId,
      contextId: welcomeActivity.contextId,
      ownerSub,
      grid,
      createdAt: new Date('2040-01-16T07:00:00Z'),
    });

  const secondVersion = (changes: Partial<Grid>) => addVersion(2, { ...welcomeGrid, ...changes });

  async function judge(
    sub: string,
    entries: Record<string, CriterionEntry> = JUDGED,
    changes: Partial<Evaluation> = {},
  ): Promise<Evaluation> {
    const content = { presence: 'present' as const, entries, comment: '' };
    return pages.store({ ...draftEvaluation, id: `evaluation-${sub}`, learnerSub: sub, content, ...changes });
  }

  async function publishOne(sub: string, activity = welcomeActivity): Promise<Evaluation> {
    const outcome = publish(await judge(sub), activity, claire, NOW);
    assert.equal(outcome.kind, 'published');
    const saved = await pages.services.evaluations.save(outcome.evaluation);
    assert.equal(saved.kind, 'saved');
    return saved.evaluation;
  }

  async function activityNow(): Promise<Activity> {
    const found = await pages.services.activities.getForDelivery('activity-1');
    assert.ok(found);
    return found;
  }

  const page = async (path: string, visitor = teacher) => (await visitor.get(path).expect(200)).text;
  const preview = (version = 'grid-1@2') => page(`/activity/apply?version=${encodeURIComponent(version)}`);
  const row = (html: string, name: string) =>
    html
      .split('<tr role="row" class="effect">')
      .slice(1)
      .map((part) => words(part.split('</tr>')[0] ?? ''))
      .find((text) => text.includes(name)) ?? '';

  /** What the page's form posts as it stands. */
  function fieldsOf(html: string): Record<string, string | string[]> {
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const ticked = [...html.matchAll(/<input type="checkbox" name="([^"]+)" value="([^"]*)" checked>/g)];
    const republish = ticked.flatMap(([, name, value = '']) => (name === 'republish' ? [value] : []));
    const same = ticked.some(([, name]) => name === 'same');
    return {
      ...Object.fromEntries(
        hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&#34;', '"')]),
      ),
      republish,
      ...(same && { same: '1' }),
    };
  }

  const confirm = (html: string, changes: Record<string, string | string[]> = {}, visitor = teacher) =>
    visitor.post('/activity/apply', { ...fieldsOf(html), ...changes });

  describe('GET /activity', () => {
    it('names the grid, its version, and where it is changed', async () => {
      const html = await page('/activity');
      await teacher.get('/grids/grid-1/edit').expect(200);
      assert.match(words(html), /Accueil physique Version 1, créée à 08 h 00/);
      assert.match(html, /href="\/s\/[^/]+\/grids\/grid-1\/edit"/);
      assert.doesNotMatch(html, /activity\/apply/);
    });

    it('is found from the class', async () => {
      assert.match(await page('/class'), /href="activity">Réglages de l(?:'|&#39;)activité</);
    });

    it('says that the grid has a newer version, which changes nothing by itself', async () => {
      await judge('21');
      await secondVersion(SHORTER);
      const html = await page('/activity');
      assert.match(words(html), /sa version 2 a été créée à 08 h 00\. Cette activité ne change pas/);
      assert.match(html, /href="\/s\/[^/]+\/activity\/apply\?version=grid-1%402"/);
      assert.deepEqual(await activityNow(), welcomeActivity);
      assert.match(await page('/learners/21'), /La prise de contact est adaptée/);
    });

    it('knows nothing of other grids', async () => {
      await addVersion(9, { ...welcomeGrid, title: 'Other' }, 'grid-2');
      assert.doesNotMatch(await page('/activity'), /apply/);
    });

    it('is for teachers', async () => {
      const pupil = await pages.visitor({ id: 'pupil', role: 'learner', user: { sub: '21' } });
      await pupil.get('/activity').expect(403);
      await pupil.get('/activity/apply?version=grid-1%402').expect(403);
    });
  });

  describe('GET /activity/apply', () => {
    it('tells what changes in the grid and for the class', async () => {
      await publishOne('21');
      await judge('22');
      await secondVersion({ criteria: [{ ...understanding, weightHundredths: 300 }, tidiness] });
      const text = words(await preview());
      assert.match(text, /Appliquer la version 2 \?/);
      assert.match(text, /Coefficient 2 → 3 La demande est comprise/);
      assert.match(text, /Ajouté : Le poste de travail est rangé\./);
      assert.match(text, /Retiré : La prise de contact est adaptée\./);
      assert.match(text, /2 élèves ont une évaluation/);
      assert.match(text, /2 évaluations à compléter/);
      assert.match(text, /1 note publiée change/);
      assert.match(text, /Pour 2 élèves, ce qui est écrit sur des attendus retirés est gardé/);
      assert.match(text, /Rien ne change et rien n'est envoyé tant que vous n'avez pas confirmé/);
    });

    it('tells it learner by learner', async () => {
      await publishOne('21');
      await judge('22', { 'C1.1-2': { levelId: '2' } });
      await secondVersion({ criteria: [understanding, tidiness] });
      const html = await preview();
      const chloe = row(html, 'Bézier Chloé');
      assert.match(chloe, /1 attendu ajouté, à juger Le poste de travail est rangé\./);
      assert.match(chloe, /1 attendu retiré, gardé La prise de contact est adaptée\./);
      assert.match(chloe, /avant : 18,0 → après : 20,0 .*Republier .*avant : 18,0 → après : 20,0/);
      assert.match(chloe, /La note part vers Moodle/);
      assert.match(row(html, 'Diallo Amadou'), /8,0 inchangée non publiée/);
    });

    it('names the level that was lost with its scale', async () => {
      await publishOne('21');
      await secondVersion({ scale: otherScale });
      const text = row(await preview(), 'Bézier Chloé');
      assert.match(text, /2 attendus à rejuger La prise de contact est adaptée\. \(était : maîtrisé\)/);
      assert.match(text, /Reste telle quelle : aucun de ses niveaux n'existe sur cette version/);
    });

    it('does not tick a publication that would miss levels', async () => {
      await publishOne('21');
      const { scale } = welcomeGrid;
      await secondVersion({ scale: { ...scale, levels: scale.levels.filter(({ id }) => id !== '3') } });
      const html = await preview();
      assert.match(html, /name="republish" value="21">/);
      assert.match(row(html, 'Bézier Chloé'), /Mieux vaut rejuger d'abord/);
    });

    it('ticks the others, or none where a teacher asks so', async () => {
      await publishOne('21');
      await secondVersion(SHORTER);
      assert.match(await preview(), /name="republish" value="21" checked/);
      const none = await page('/activity/apply?version=grid-1%402&tick=none');
      assert.match(none, /name="republish" value="21">/);
      assert.doesNotMatch(none, / checked/);
    });

    it('keeps those whom nothing concerns in one line', async () => {
      await publishOne('21');
      await judge('22', JUDGED, { content: { presence: 'absent', entries: {}, comment: '' } });
      await secondVersion({ title: 'Accueil' });
      const text = words(await preview());
      assert.match(text, /Sans changement : 2 évaluations Bézier Chloé, Diallo Amadou/);
      assert.match(text, /Montrer aussi cette version à l'élève dont la note publiée ne change pas/);
      assert.doesNotMatch(text, /Élève par élève/);
    });

    it('shows an adjusted mark beside the computed one, which alone changes', async () => {
      await judge('21', JUDGED, {
        content: {
          presence: 'present',
          entries: JUDGED,
          comment: '',
          adjustment: { hundredths: 1500, reason: 'Effort' },
        },
      });
      await secondVersion(SHORTER);
      assert.match(row(await preview(), 'Bézier Chloé'), /15,0 inchangée \(ajustée ; calculée 18,0 → 20,0\)/);
    });

    it('tells that the gradebook column keeps its maximum, where the grid has another', async () => {
      const keeps = /La colonne du carnet de notes garde son maximum d'origine : Moodle y convertit/;
      await publishOne('21');
      await secondVersion({ ...SHORTER });
      await addVersion(3, { ...welcomeGrid, maximumHundredths: 4000 });
      assert.doesNotMatch(words(await preview()), keeps);
      assert.match(words(await preview('grid-1@3')), keeps);
    });

    it('shows no mark on certificative grids, and says that they stay so', async () => {
      await pages.close();
      const certificative: Activity = {
        ...welcomeActivity,
        grid: { ...welcomeGrid, purpose: 'certificative' },
      };
      await open(certificative);
      await publishOne('21', certificative);
      await secondVersion(SHORTER);
      const html = await preview();
      assert.match(words(html), /L'activité reste certificative/);
      assert.doesNotMatch(words(html), /18,0|20,0|part vers/);
    });

    it('refuses while an evaluation is closed, and says why', async () => {
      await judge('21', JUDGED, { closing: { at: NOW, by: claire, hash: 'ab' } });
      await secondVersion(SHORTER);
      const html = await preview();
      assert.match(words(html), /1 évaluation est close : sa grille ne change plus/);
      assert.doesNotMatch(html, />Appliquer la version 2<\/button>/);
      await confirm(html).expect(409);
      assert.deepEqual(await activityNow(), welcomeActivity);
    });

    it('escapes what teachers wrote', async () => {
      await judge('21');
      pages.roster = { members: [learner('21', '<b>Bézier', 'Chloé')] };
      const text = '<script>alert(1)</script>';
      await secondVersion({ title: text, criteria: [greeting, understanding, { ...tidiness, text }] });
      assert.doesNotMatch(await preview(), /<script>alert|<b>Bézier/);
    });

    it('sends back to the activity for the version it has', async () => {
      await teacher.get('/activity/apply?version=grid-1%401').expect(303);
    });

    for (const [name, version] of [
      ['no version', ''],
      ['an unknown one', 'grid-1@9'],
      ['one of a colleague’s other grid', 'grid-2@1'],
    ]) {
      it(`knows nothing of ${name}`, async () => {
        await addVersion(1, welcomeGrid, 'grid-2', '8');
        await teacher.get(`/activity/apply?version=${encodeURIComponent(version ?? '')}`).expect(404);
      });
    }

    it('speaks English', async () => {
      await publishOne('21');
      await secondVersion(SHORTER);
      const english = await pages.visitor({ id: 'english', locale: 'en' });
      const text = words(await page('/activity/apply?version=grid-1%402', english));
      assert.match(text, /Apply version 2\?/);
      assert.match(text, /1 published mark changes/);
    });
  });

  describe('POST /activity/apply', () => {
    it('applies what was shown, and wakes the dispatcher', async () => {
      await publishOne('21');
      await judge('22');
      await secondVersion(SHORTER);
      const woken = pages.woken;
      const answer = await confirm(await preview()).expect(303);
      assert.match(answer.headers['location'] ?? '', /\/activity\?done=applied$/);
      const { gridVersionId } = await activityNow();
      assert.equal(gridVersionId, 'grid-1@2');
      const { publication, delivery } = await pages.stored('21');
      assert.equal(publication?.mark?.hundredths, 2000);
      assert.equal(delivery?.version, 2);
      assert.equal((await pages.stored('22')).publication, undefined);
      assert.equal(pages.woken, woken + 1);
      assert.match(words(await page('/activity?done=applied')), /La nouvelle version est appliquée/);
    });

    it('leaves publications as they are where nothing is ticked, and says so on the class page', async () => {
      const before = await publishOne('21');
      await secondVersion(SHORTER);
      await confirm(await preview(), { republish: [], same: '' }).expect(400);
      const { same: _same, ...fields } = fieldsOf(await preview());
      await teacher.post('/activity/apply', { ...fields, republish: [] }).expect(303);
      const { publication, delivery } = await pages.stored('21');
      assert.deepEqual(publication, before.publication);
      assert.deepEqual(delivery, before.delivery);
      assert.match(words(await page('/class')), /modifié depuis/);
    });

    it('publishes again by hand what was left on the former version', async () => {
      await publishOne('21');
      await secondVersion({ title: 'Accueil' });
      const { same: _same, ...fields } = fieldsOf(await preview());
      await teacher.post('/activity/apply', fields).expect(303);
      assert.equal((await pages.stored('21')).publication?.gridVersionId, 'grid-1@1');
      const form = fieldsOf(await page('/learners/21'));
      const levels = { 'level.C1.1-1': '3', 'comment.C1.1-1': 'Sourire.', 'level.C1.1-2': '4' };
      await teacher.post('/learners/21', { ...form, ...levels, action: 'publish' }).expect(303);
      assert.equal((await pages.stored('21')).publication?.gridVersionId, 'grid-1@2');
    });

    it('moves publications whose mark stays where that is ticked, and sends nothing', async () => {
      const before = await publishOne('21');
      await secondVersion({ title: 'Accueil' });
      await confirm(await preview()).expect(303);
      const { publication, delivery } = await pages.stored('21');
      assert.equal(publication?.gridVersionId, 'grid-1@2');
      assert.deepEqual(delivery, before.delivery);
    });

    it('shows the effect again when an evaluation changed meanwhile, with what was ticked', async () => {
      await publishOne('21');
      await judge('22');
      await secondVersion(SHORTER);
      const html = await preview();
      const second = await pages.stored('22');
      const entries = { ...JUDGED, 'C1.1-2': { levelId: '1' } };
      await pages.services.evaluations.save({ ...second, content: { ...second.content, entries } });
      const again = await confirm(html, { republish: [] }).expect(409);
      assert.match(words(again.text), /ont changé entre-temps\. Rien n'a été appliqué/);
      assert.match(row(again.text, 'Diallo Amadou'), /4,5 → après : 0,0/);
      assert.match(again.text, /name="republish" value="21">/);
      assert.deepEqual(await activityNow(), welcomeActivity);
      await confirm(again.text).expect(303);
    });

    it('applies though a colleague changed a comment, which changes no effect', async () => {
      const evaluation = await judge('21');
      await secondVersion(SHORTER);
      const html = await preview();
      const content = { ...evaluation.content, comment: 'Plus tard.' };
      await pages.services.evaluations.save({ ...evaluation, content });
      await confirm(html).expect(303);
      assert.equal((await pages.stored('21')).content.comment, 'Plus tard.');
    });

    it('shows the effect again when a colleague applied another version', async () => {
      await judge('21');
      await secondVersion(SHORTER);
      await addVersion(3, { ...welcomeGrid, criteria: [greeting] });
      const mine = await preview('grid-1@3');
      await confirm(await preview('grid-1@2')).expect(303);
      const again = await confirm(mine).expect(409);
      assert.match(words(again.text), /Appliquer la version 3 \?.*ont changé entre-temps/);
      assert.equal((await activityNow()).gridVersionId, 'grid-1@2');
    });

    it('goes on when the same version was applied already', async () => {
      await judge('21');
      await secondVersion(SHORTER);
      const html = await preview();
      await confirm(html).expect(303);
      await confirm(html).expect(303);
      const { history } = await pages.stored('21');
      assert.equal(history.filter(({ action }) => action === 'applied').length, 1);
    });

    it('refuses a form that no page of ours sends', async () => {
      await secondVersion(SHORTER);
      await teacher.post('/activity/apply', { version: 'grid-1@2' }).expect(400);
      await teacher.post('/activity/apply', { ...fieldsOf(await preview()), _csrf: 'wrong' }).expect(403);
    });
  });

  describe('another grid of the teacher’s own', () => {
    it('takes the place of the one in use, which can come back', async () => {
      const before = await publishOne('21');
      await addVersion(1, { ...welcomeGrid, title: 'Ma grille', criteria: [understanding] }, 'grid-2');
      const html = await preview('grid-2@1');
      assert.match(words(html), /Utiliser la grille « Ma grille » \?/);
      assert.match(row(html, 'Bézier Chloé'), /18,0 → après : 20,0/);
      await confirm(html).expect(303);
      const after = words(await page('/activity'));
      assert.match(after, /Ma grille Version 1, créée .*Version 1 de « Accueil physique », quittée/);
      await confirm(await preview('grid-1@1')).expect(303);
      assert.deepEqual((await pages.stored('21')).content, before.content);
    });
  });

  describe('going back', () => {
    it('is offered with the version that was left, shown first, and restores everything', async () => {
      const before = await publishOne('21');
      await secondVersion(SHORTER);
      await confirm(await preview()).expect(303);
      const html = await page('/activity');
      assert.match(words(html), /Version 2, créée.*Version 1, quittée à 10 h 30 Revenir à la version 1…/);
      const back = await preview('grid-1@1');
      assert.match(words(back), /Revenir à la version 1 \?/);
      assert.match(row(back, 'Bézier Chloé'), /1 attendu de retour .*avant : 20,0 → après : 18,0/);
      const answer = await confirm(back).expect(303);
      assert.match(answer.headers['location'] ?? '', /done=undone$/);
      const { content, publication, delivery } = await pages.stored('21');
      assert.deepEqual(content, before.content);
      assert.deepEqual(publication?.mark, before.publication?.mark);
      assert.equal(delivery?.version, 3);
      assert.deepEqual((await activityNow()).grid, welcomeGrid);
    });
  });

  describe('a page made from the former version', () => {
    async function stale(): Promise<Record<string, string | string[]>> {
      await judge('21', { 'C1.1-1': { levelId: '3' } });
      const fields = fieldsOf(await page('/learners/21'));
      await secondVersion({ criteria: [understanding, tidiness] });
      await confirm(await preview()).expect(303);
      return { ...fields, 'level.C1.1-1': '4', 'comment.C1.1-1': 'Très bien.', 'level.C1.1-2': '2' };
    }

    it('loses nothing, publishes nothing, and shows the new version', async () => {
      const answer = await teacher
        .post('/learners/21', { ...(await stale()), action: 'publish' })
        .expect(409);
      assert.match(
        words(answer.text),
        /a changé pendant que vous évaluiez\. Ce que vous avez saisi est enregistré/,
      );
      assert.match(answer.text, /Le poste de travail est rangé/);
      assert.match(answer.text, /name="gridVersion" value="grid-1@2"/);
      const { content, publication } = await pages.stored('21');
      assert.deepEqual(content.entries, {
        'C1.1-1': { levelId: '4', comment: 'Très bien.' },
        'C1.1-2': { levelId: '2' },
      });
      assert.equal(publication, undefined);
    });

    it('keeps an autosaved draft, and asks to load the page again', async () => {
      const fields = (await stale()) as Record<string, string>;
      const { republish: _none, ...typed } = fields;
      const answer = await teacher.draft('21', typed).expect(409);
      assert.equal(answer.body.error, 'NEW_GRID');
      assert.match(answer.body.message, /rechargez la page/);
      assert.deepEqual((await pages.stored('21')).content.entries['C1.1-2'], { levelId: '2' });
    });
  });

  describe('after a crash in the middle', () => {
    async function crash(): Promise<void> {
      await publishOne('21');
      await judge('22');
      await secondVersion(SHORTER);
      const application = {
        id: 'application-1',
        from: 'grid-1@1',
        by: claire,
        at: NOW,
        republished: [{ learnerSub: '21', publishedAt: NOW }],
      };
      const pastGrids = [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: NOW }];
      const grid = { ...welcomeGrid, ...SHORTER };
      const next = { ...welcomeActivity, gridVersionId: 'grid-1@2', grid, pastGrids, application };
      assert.ok(await pages.services.activities.beginApplication(next));
    }

    for (const path of ['/class', '/activity', '/learners/21']) {
      it(`is finished before ${path} is shown`, async () => {
        await crash();
        await page(path);
        const { publication, delivery, gridVersionId } = await pages.stored('21');
        assert.deepEqual([publication?.mark?.hundredths, delivery?.version], [2000, 2]);
        assert.equal(gridVersionId, 'grid-1@2');
        assert.equal((await pages.stored('22')).gridVersionId, 'grid-1@2');
        assert.equal((await activityNow()).application, undefined);
      });
    }
  });

  describe('what is published on a former version', () => {
    it('is read with that version by the learner, and told with it in the history', async () => {
      await publishOne('21');
      await secondVersion({ scale: otherScale, criteria: [tidiness, understanding] });
      const { same: _same, ...fields } = fieldsOf(await preview());
      await teacher.post('/activity/apply', { ...fields, republish: [] }).expect(303);
      const pupil = await pages.visitor({ id: 'pupil', role: 'learner', user: { sub: '21' } });
      const mine = words(await page('/mine', pupil));
      assert.match(mine, /La prise de contact est adaptée/);
      assert.match(mine, /maîtrisé/);
      assert.match(mine, /18 \/ 20/);
      assert.doesNotMatch(mine, /Le poste de travail est rangé/);

      const history = words(await page('/learners/21/history'));
      assert.match(history, /Claire Fontaine a appliqué une autre version de la grille/);
      assert.match(history, /La demande est comprise et reformulée\. Avant : 4 · bien maîtrisé/);
    });
  });
});
