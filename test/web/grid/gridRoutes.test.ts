import assert from 'node:assert/strict';
import type { Grid, GridVersion } from '../../../src/grid/grid.js';
import type { LaunchSession } from '../../../src/platform/launchSession.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { editorForm } from '../../support/editorForm.js';

const scope = { registrationId: 'registration-1', deploymentId: '1', contextId: '42' };
const EDIT = '/grids/grid-1/edit';

const stored: GridVersion = {
  ...scope,
  id: 'grid-1@1',
  gridId: 'grid-1',
  version: 1,
  ownerSub: '7',
  grid: welcomeGrid,
  createdAt: new Date(NOW.getTime() - 3600 * 1000),
};

describe('the grid editor', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    await pages.services.grids.add(stored);
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  const colleague = (changes: Partial<LaunchSession> = {}) =>
    pages.visitor({ id: 'session-8', user: { sub: '8', name: 'Omar Belkacem' }, ...changes });
  const latest = async (gridId = 'grid-1') => {
    const version = await pages.services.grids.latest(gridId, scope);
    assert.ok(version);
    return version;
  };
  /** The fields of the page as it stands, with what is typed on top, sent by a button. */
  async function press(action: string, typed: Record<string, string | readonly string[]> = {}) {
    const page = await teacher.get(EDIT).expect(200);
    return teacher.post(EDIT, { ...editorForm(page.text), ...typed, action });
  }

  describe('GET /grids/:gridId/edit', () => {
    it('shows the grid, its official texts, and what saving will do', async () => {
      const { text } = await teacher.get(EDIT).expect(200);
      assert.match(plain(text), /La prise de contact est adaptée\./);
      assert.match(
        plain(text),
        /Texte officiel : <span lang="fr">« Les activités et les priorités sont repérées »/,
      );
      assert.match(text, /href="\/referentiel#C1\.1-1"/);
      assert.match(plain(text), /Version 1, enregistrée à 09 h 30\. Enregistrer crée la version 2\./);
    });

    it('opens the newest version, and says which one the activity uses', async () => {
      const second = { ...stored, id: 'grid-1@2', version: 2, grid: { ...welcomeGrid, title: 'Deuxième' } };
      await pages.services.grids.add(second);
      const { text } = await teacher.get(EDIT).expect(200);
      assert.match(text, /value="Deuxième"/);
      assert.match(plain(text), /L'activité « Accueil physique » utilise la version 1\./);
      assert.match(text, /href="\/s\/session-1\/activity\/apply\?version=grid-1%402"/);
    });

    it("offers a colleague a copy of their activity's grid", async () => {
      const { text } = await (await colleague()).get(EDIT).expect(200);
      assert.match(plain(text), /L'enregistrer crée une grille à vous/);
    });

    it('opens nothing that is neither theirs, nor shared, nor in their activity', async () => {
      await pages.services.grids.add({ ...stored, id: 'other@1', gridId: 'other', ownerSub: '9' });
      await teacher.get('/grids/other/edit').expect(404);
      await teacher.get('/grids/nowhere/edit').expect(404);
      const elsewhere = await colleague({ scope: { ...scope, deploymentId: '2' } });
      await elsewhere.get(EDIT).expect(404);
    });

    it('opens for teachers alone', async () => {
      await (await pages.visitor({ id: 'session-l', role: 'learner' })).get(EDIT).expect(403);
    });
  });

  describe('POST /grids/:gridId/edit', () => {
    it('stores the next version, and leaves the first and the activity as they are', async () => {
      const answer = await press('save', {
        title: 'Accueil en agence',
        'text C1.1-2': 'La demande est comprise,\n reformulée et validée.',
        'weight C1.1-1': '1,5',
        'required C1.1-2': '3',
        requiredRule: 'cap',
        cap: '10',
        notJudged: 'zero',
        'descriptorText C1.1-1 4': 'Va au-devant du visiteur',
        'competencyWeight 1.1': '3',
      });
      assert.equal(answer.status, 303, answer.text);
      assert.equal(answer.headers['location'], '/s/session-1/grids/grid-1/edit?done=saved');
      const { version, ownerSub, grid } = await latest();
      assert.deepEqual([version, ownerSub], [2, '7']);
      const [first, second] = welcomeGrid.criteria;
      assert.ok(first && second);
      const expected: Grid = {
        ...welcomeGrid,
        title: 'Accueil en agence',
        criteria: [
          { ...first, weightHundredths: 150, descriptors: { '4': 'Va au-devant du visiteur' } },
          { ...second, text: 'La demande est comprise, reformulée et validée.', requiredLevelId: '3' },
        ],
        requiredRule: { kind: 'cap', hundredths: 1000 },
        notJudged: 'zero',
        competencyWeights: { '1.1': 300 },
      };
      assert.deepEqual(grid, expected);
      assert.deepEqual((await pages.services.grids.get('grid-1@1', scope))?.grid, welcomeGrid);
      const activity = await pages.services.activities.get(welcomeActivity.id, scope);
      assert.deepEqual(activity?.grid, welcomeGrid);

      const { text } = await teacher.get(`${EDIT}?done=saved`).expect(200);
      assert.match(plain(text), /Version 2 enregistrée\./);
      assert.match(plain(text), /Voir ce que cela changerait/);
    });

    it('makes no version when nothing changed', async () => {
      await press('save', { title: 'Accueil en agence' });
      const answer = await press('save');
      assert.equal(answer.headers['location'], '/s/session-1/grids/grid-1/edit?done=unchanged');
      assert.equal((await latest()).version, 2);
    });

    it('gives what was typed back with every problem, and stores nothing', async () => {
      const answer = await press('save', {
        title: '',
        'weight C1.1-1': 'deux',
        'text C1.1-2': ' ',
        'share 2': '90',
      });
      assert.equal(answer.status, 422);
      const text = plain(answer.text);
      assert.match(text, /<a href="#title">Donnez un titre à la grille\./);
      assert.match(text, /<a href="#weight-C1\.1-1">Attendu 1 : le coefficient/);
      assert.match(text, /<a href="#text-C1\.1-2">Attendu 2 : écrivez/);
      assert.match(text, /<a href="#share-3">Niveau 3 \(maîtrisé\) : le taux est plus bas/);
      assert.match(text, /value="deux"[^>]* aria-invalid=true/);
      assert.equal((await latest()).version, 1);
    });

    it('saves over nobody: after another window, it says so and keeps what was typed', async () => {
      const page = await teacher.get(EDIT).expect(200);
      const form = editorForm(page.text);
      await teacher.post(EDIT, { ...form, title: 'Première fenêtre', action: 'save' }).expect(303);
      const late = await teacher
        .post(EDIT, { ...form, title: 'Seconde fenêtre', action: 'save' })
        .expect(409);
      assert.match(
        plain(late.text),
        /La version 2 a été enregistrée à 10 h 30, sans doute dans une autre fenêtre/,
      );
      assert.match(late.text, /value="Seconde fenêtre"/);
      assert.equal((await latest()).grid.title, 'Première fenêtre');
      await teacher.post(EDIT, { ...editorForm(late.text), action: 'save' }).expect(303);
      const { version, grid } = await latest();
      assert.deepEqual([version, grid.title], [3, 'Seconde fenêtre']);
    });

    it('stores one version when two windows save at once', async () => {
      const form = editorForm((await teacher.get(EDIT).expect(200)).text);
      const answers = await Promise.all(
        ['Une', 'Deux'].map((title) => teacher.post(EDIT, { ...form, title, action: 'save' })),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
      assert.equal((await latest()).version, 2);
    });

    it("makes a colleague's own grid, which their activity may take", async () => {
      const other = await colleague();
      const form = editorForm((await other.get(EDIT).expect(200)).text);
      const answer = await other.post(EDIT, { ...form, action: 'save' }).expect(303);
      const [, gridId = ''] = /grids\/([^/]+)\/edit/.exec(answer.headers['location'] ?? '') ?? [];
      const copy = await latest(gridId);
      assert.deepEqual([copy.version, copy.ownerSub, copy.madeFrom], [1, '8', 'grid-1']);
      assert.equal((await latest()).version, 1);
      const page = await other.get(`/grids/${gridId}/edit`).expect(200);
      assert.match(plain(page.text), /utilise la grille de votre collègue/);
      await other.get(`/activity/apply?version=${copy.id}`).expect(200);
    });

    it('adds criteria of the framework, once each, with their official text', async () => {
      const page = await press('add', { add: ['C1.2-2', 'C1.1-1'] });
      assert.equal(page.status, 200);
      const form = editorForm(page.text);
      assert.deepEqual(form['item'], ['criterion:C1.1-1', 'criterion:C1.1-2', 'criterion:C1.2-2']);
      assert.equal(form['text C1.2-2'], 'Les salutations sont adaptées');
      await teacher.post(EDIT, { ...form, action: 'save' }).expect(303);
      assert.deepEqual((await latest()).grid.criteria[2]?.competencyCodes, ['1.2']);
    });

    it("adds a teacher's own criterion, tied to several competencies", async () => {
      const form = editorForm((await press('own')).text);
      const id = [form['item']].flat().at(-1)?.replace('criterion:', '') ?? '';
      const bare = await teacher.post(EDIT, {
        ...form,
        [`text ${id}`]: 'Le badge est remis',
        action: 'save',
      });
      assert.equal(bare.status, 422);
      assert.match(plain(bare.text), /Attendu 3 : rattachez-le à une compétence au moins\./);
      const tied = { ...editorForm(bare.text), [`competencies ${id}`]: ['1.4', '2.1'], action: 'save' };
      await teacher.post(EDIT, tied).expect(303);
      assert.deepEqual((await latest()).grid.criteria[2], {
        id,
        text: 'Le badge est remis',
        competencyCodes: ['1.4', '2.1'],
        weightHundredths: 100,
      });
    });

    it('moves lines up and down without a script, and keeps what was typed meanwhile', async () => {
      const page = await press('up:criterion:C1.1-2', { title: 'En cours' });
      const form = editorForm(page.text);
      assert.deepEqual(form['item'], ['criterion:C1.1-2', 'criterion:C1.1-1']);
      assert.equal(form['title'], 'En cours');
      assert.match(page.text, /id="down-criterion-C1\.1-2"[^>]* autofocus/);
    });

    it('takes a line out, and puts it back where it was with all that was typed', async () => {
      const out = await press('remove:criterion:C1.1-1', { 'text C1.1-1': 'Reformulé' });
      const form = editorForm(out.text);
      assert.match(plain(out.text), /Rien de ce qui a été écrit sur lui n'est effacé/);
      const back = editorForm(
        (await teacher.post(EDIT, { ...form, action: 'restore:criterion:C1.1-1' }).expect(200)).text,
      );
      assert.deepEqual(
        [back['item'], back['text C1.1-1']],
        [['criterion:C1.1-1', 'criterion:C1.1-2'], 'Reformulé'],
      );
      await teacher.post(EDIT, { ...form, action: 'save' }).expect(303);
      assert.deepEqual(
        (await latest()).grid.criteria.map(({ id }) => id),
        ['C1.1-2'],
      );
    });

    describe('once a level is taken out that a criterion requires', () => {
      const typed = { 'required C1.1-2': '3', 'descriptorText C1.1-2 3': 'Reformule seul.' };
      const without = async () => (await press('remove:level:3', typed)).text;

      it('says so at once, on the level and on the criterion', async () => {
        const text = plain(await without());
        assert.match(text, /niveau retiré\. 1 attendu l'exige : choisissez-y un autre niveau/);
        assert.match(text, /Son descripteur part avec lui/);
        assert.match(text, /Le niveau exigé, « maîtrisé », est retiré/);
      });

      it('puts it back with what was written of it', async () => {
        const back = await teacher.post(EDIT, { ...editorForm(await without()), action: 'restore:level:3' });
        const form = editorForm(back.text);
        assert.equal(form['required C1.1-2'], '3');
        assert.equal(form['descriptorText C1.1-2 3'], 'Reformule seul.');
        assert.doesNotMatch(plain(back.text), /est retiré/);
      });

      it('saves nothing before the teacher has decided', async () => {
        const form = editorForm(await without());
        const asked = await teacher.post(EDIT, { ...form, action: 'save' }).expect(422);
        assert.match(plain(asked.text), /Attendu 2 : le niveau exigé « maîtrisé » n'est pas dans l'échelle/);
        assert.match(asked.text, /href="#required-C1\.1-2"/);
        assert.equal((await latest()).version, 1);
        await teacher
          .post(EDIT, { ...editorForm(asked.text), 'required C1.1-2': '2', action: 'save' })
          .expect(303);
        const [, second] = (await latest()).grid.criteria;
        assert.equal(second?.requiredLevelId, '2');
        assert.equal(second?.descriptors, undefined);
      });
    });

    it('copies a preset, and lets its levels be changed without the preset changing', async () => {
      const form = editorForm((await press('preset', { preset: 'acquis' })).text);
      assert.deepEqual([form['level']].flat().slice(0, 3), ['NA', 'EC', 'A']);
      await teacher
        .post(EDIT, {
          ...form,
          'label EC': 'en bonne voie',
          'color EC': 'blue',
          'share EC': '60',
          action: 'save',
        })
        .expect(303);
      const { scale } = (await latest()).grid;
      assert.deepEqual(
        [scale.id, scale.levels.map(({ id }) => id), scale.levels[1]?.label, scale.levels[1]?.color],
        ['acquis.own', ['NA', 'EC', 'A'], 'en bonne voie', 'blue'],
      );
      const preset = pages.services.scales.find(({ id }) => id === 'acquis');
      assert.equal(preset?.levels[1]?.label, "en cours d'acquisition");
    });

    it('keeps criteria in the section above them', async () => {
      const form = editorForm((await press('section:C1.1-2')).text);
      const [, section = ''] = [form['item']].flat();
      const id = section.replace('section:', '');
      await teacher.post(EDIT, { ...form, [`sectionTitle ${id}`]: 'Répondre', action: 'save' }).expect(303);
      const { grid } = await latest();
      assert.deepEqual(grid.sections, [{ id, title: 'Répondre' }]);
      assert.deepEqual(
        grid.criteria.map(({ sectionId }) => sectionId),
        [undefined, id],
      );
    });

    it('refuses what no editor of ours posts', async () => {
      await teacher.post(EDIT, { ...(await pageForm()), action: 'explode' }).expect(400);
      await teacher
        .post(EDIT, { ...(await pageForm()), action: 'save', item: 'criterion:$where' })
        .expect(400);
      await teacher.post(EDIT, { ...(await pageForm()), action: 'save', step: '7' }).expect(400);
    });
  });

  describe('POST /grids/:gridId/edit/preview', () => {
    it('shows the grid as it stands, finished or not', async () => {
      const { text } = await teacher
        .post(`${EDIT}/preview`, { ...(await pageForm()), title: 'En cours', 'weight C1.1-1': '' })
        .expect(200);
      assert.match(text, /En cours/);
      assert.match(plain(text), /\(100 %\)/);
    });
  });

  const pageForm = async () => editorForm((await teacher.get(EDIT).expect(200)).text);
});
