import assert from 'node:assert/strict';
import type { GridVersion } from '../../../src/grid/grid.js';
import type { KeptScale } from '../../../src/grid/keptScale.js';
import { welcomeGrid } from '../../support/activities.js';
import { editorForm } from '../../support/editorForm.js';
import { keptWelcomeScale } from '../../support/keptScales.js';
import { NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const scope = { registrationId: 'registration-1', deploymentId: '1', contextId: '42' };
const CHOICE = {
  action: 'attach',
  title: 'Accueil',
  criteria: 'C1.1-1',
  maximum: '20',
  step: '50',
  direction: 'nearest',
  purpose: 'formative',
};

describe('scales that are kept', () => {
  let pages: TeacherPages;
  let claire: Visitor;

  const open = async (activity?: null) => {
    pages = await TeacherPages.open(activity);
    claire = await pages.visitor();
  };
  afterEach(() => pages.close());

  const keep = (changes: Partial<KeptScale> = {}) =>
    pages.services.keptScales.add({ ...keptWelcomeScale(), ...changes });
  const owner = { ...scope, ownerSub: '7' };
  const colleagues = { owner: { sub: '8', name: 'Omar Belkacem' } };

  describe('in the picker', () => {
    beforeEach(() => open(null));

    it('stand beside the presets, by whom they are', async () => {
      assert.doesNotMatch((await claire.get('/attach').expect(200)).text, /<optgroup/);
      await keep();
      await keep({
        ...colleagues,
        scale: { ...welcomeGrid.scale, id: 'scale-2', name: 'À nous' },
        visibility: 'context',
      });
      await keep({ ...colleagues, scale: { ...welcomeGrid.scale, id: 'scale-3', name: 'Secrète' } });
      const { text } = await claire.get('/attach').expect(200);
      assert.match(
        plain(text),
        /<optgroup label="Mes échelles">\s*<option value="scale-1">Mes quatre degrés : 1 · 2 · 3 · 4</,
      );
      assert.match(plain(text), /<option value="scale-2">À nous \(Omar Belkacem\) : /);
      assert.match(text, /<option value="lsl-pro" selected>/);
      assert.doesNotMatch(text, /Secrète/);
    });

    it('are copied into the grid, which no later change of theirs reaches', async () => {
      await keep();
      await claire.post('/attach', { ...CHOICE, scale: 'scale-1' }).expect(303);
      const activity = await pages.services.activities.findByLink(scope, 'link-1');
      const { scale } = keptWelcomeScale();
      assert.deepEqual(activity?.grid.scale, scale);
      const changed = { ...scale, levels: scale.levels.slice(0, 2) };
      assert.equal(
        await pages.services.keptScales.change(owner, { scale: changed, revision: 1, at: NOW }),
        true,
      );
      assert.deepEqual((await pages.services.activities.findByLink(scope, 'link-1'))?.grid.scale, scale);
      const version = await pages.services.grids.get(activity?.gridVersionId ?? '', scope);
      assert.deepEqual(version?.grid.scale, scale);
    });

    it('are shown in the preview as they are', async () => {
      await keep();
      const { text } = await claire.post('/attach/preview', { ...CHOICE, scale: 'scale-1' }).expect(200);
      assert.match(plain(text), /insuffisamment maîtrisé 40 %/);
    });

    it('are taken from nobody who does not share them, nor out of the archive of others', async () => {
      await keep({ ...colleagues });
      await claire.post('/attach', { ...CHOICE, scale: 'scale-1' }).expect(400);
      await pages.services.keptScales.share(
        'scale-1',
        { ...scope, ownerSub: '8' },
        { visibility: 'context', contextId: '43' },
      );
      await claire.post('/attach', { ...CHOICE, scale: 'scale-1' }).expect(400);
      await pages.services.keptScales.archive('scale-1', { ...scope, ownerSub: '8' }, NOW);
      await claire.post('/attach', { ...CHOICE, scale: 'scale-1' }).expect(400);
      assert.equal(await pages.services.activities.findByLink(scope, 'link-1'), undefined);
    });
  });

  describe('in the editor', () => {
    const EDIT = '/grids/grid-1/edit';
    const stored: GridVersion = {
      ...scope,
      id: 'grid-1@1',
      gridId: 'grid-1',
      version: 1,
      ownerSub: '7',
      grid: welcomeGrid,
      createdAt: NOW,
    };
    beforeEach(async () => {
      await open();
      await pages.services.grids.add(stored);
    });
    const press = async (action: string, typed: Record<string, string> = {}) =>
      claire.post(EDIT, { ...editorForm((await claire.get(EDIT).expect(200)).text), ...typed, action });
    const latest = async () => (await pages.services.grids.latest('grid-1', scope))?.grid;
    const own = () => pages.services.keptScales.own(owner);

    it('come from the grid’s own scale as it stands, saved or not, and the grid keeps its own', async () => {
      const { text } = await press('keepScale', { scaleName: 'Mes degrés', 'label 3': 'réussi' });
      assert.match(plain(text), /« Mes degrés » est dans vos échelles\./);
      assert.match(text, /href="\/s\/session-1\/scales"/);
      const [kept, ...others] = await own();
      assert.deepEqual(others, []);
      assert.deepEqual([kept?.scale.name, kept?.scale.levels[2]?.label], ['Mes degrés', 'réussi']);
      assert.notEqual(kept?.scale.id, welcomeGrid.scale.id);
      assert.deepEqual(await latest(), welcomeGrid);
      assert.equal(editorForm(text)['label 3'], 'réussi');
      assert.equal(editorForm(text)['scaleId'], 'lsl-pro');
    });

    it('are kept once, as long as they are the same', async () => {
      await press('keepScale');
      const again = await press('keepScale');
      assert.match(plain(again.text), /est déjà dans vos échelles, telle quelle/);
      assert.equal((await own()).length, 1);
      await press('keepScale', { 'share 3': '75' });
      assert.equal((await own()).length, 2);
    });

    it('are sound, whatever the grid around them', async () => {
      const refused = await press('keepScale', { 'label 3': '' });
      assert.equal(refused.status, 422);
      assert.match(plain(refused.text), /L'échelle n'est pas enregistrée : il reste à corriger/);
      assert.match(refused.text, /href="#label-3"/);
      assert.deepEqual(await own(), []);
      assert.equal((await press('keepScale', { title: '' })).status, 200);
      assert.equal((await own()).length, 1);
    });

    it('are copied like a preset, and known by their id until the copy is changed', async () => {
      await keep({
        scale: {
          ...welcomeGrid.scale,
          id: 'scale-1',
          name: 'Trois',
          levels: welcomeGrid.scale.levels.slice(1),
        },
      });
      const copied = await press('preset', { preset: 'scale-1' });
      const form = editorForm(copied.text);
      assert.deepEqual([form['scaleId'], form['scaleName']], ['scale-1', 'Trois']);
      await claire.post(EDIT, { ...form, action: 'save' }).expect(303);
      assert.deepEqual(
        (await latest())?.scale.levels.map(({ id }) => id),
        ['2', '3', '4'],
      );
      assert.equal((await latest())?.scale.id, 'scale-1');
      await press('save', { 'label 4': 'expert' });
      assert.equal((await latest())?.scale.id, 'scale-1.own');
      assert.equal((await own())[0]?.scale.levels.at(-1)?.label, 'bien maîtrisé');
    });
  });
});
