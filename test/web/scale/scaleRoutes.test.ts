import assert from 'node:assert/strict';
import type { LaunchSession } from '../../../src/platform/launchSession.js';
import { FormEntries } from '../../support/http/formEntries.js';
import { readPage } from '../../support/http/readPage.js';
import { keptWelcomeScale } from '../../support/keptScales.js';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const tenant = { registrationId: 'registration-1', deploymentId: '1' };
const EDIT = '/scales/scale-1/edit';

describe("a teacher's own scales", () => {
  let pages: TeacherPages;
  let claire: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    claire = await pages.visitor();
    await pages.services.keptScales.add(keptWelcomeScale());
  });
  afterEach(() => pages.close());

  const omar = (changes: Partial<LaunchSession> = {}) =>
    pages.visitor({ id: 'omar', user: { sub: '8', name: 'Omar Belkacem' }, ...changes });
  const stored = async (id = 'scale-1') => {
    const kept = await pages.services.keptScales.get(id, tenant);
    assert.ok(kept);
    return kept;
  };
  const own = (ownerSub = '7') => pages.services.keptScales.own({ ...tenant, ownerSub });
  type Fields = Record<string, string | readonly string[]>;

  /** The fields of the scale's form as its page stands. */
  function formOf(html: string): Fields {
    const form = readPage(html)
      .all('form')
      .find((one) => one.all('input').some((input) => input.attribute('name') === 'scaleId'));
    assert.ok(form, 'the page holds no scale');
    const entries = new FormEntries(form).read();
    return Object.fromEntries([...new Set(entries.keys())].map((name) => [name, entries.getAll(name)]));
  }
  async function press(action: string, typed: Fields = {}, path = EDIT) {
    const page = await claire.get(path).expect(200);
    return claire.post(path.replace(/\?.*/, ''), { ...formOf(page.text), ...typed, action });
  }
  const heading = (html: string, title: string) =>
    plain(html)
      .split(/<h2[^>]*>/)
      .find((part) => part.startsWith(title)) ?? '';

  describe('GET /scales', () => {
    it('shows their own, those that colleagues share, and the presets', async () => {
      const mine = plain((await claire.get('/scales').expect(200)).text);
      assert.match(heading(mine, 'Mes échelles'), /Mes quatre degrés.*Privée · modifiée le 15 janvier/s);
      assert.match(heading(mine, 'Échelles fournies'), /Livret scolaire.*Novice/s);
      assert.doesNotMatch(mine, /Partagées par des collègues/);

      const colleague = await omar();
      const before = plain((await colleague.get('/scales').expect(200)).text);
      assert.match(before, /Vous n'avez pas encore d'échelle à vous/);
      assert.doesNotMatch(before, /Mes quatre degrés/);
      await claire.post('/scales/scale-1/share', { visibility: 'context' }).expect(303);
      const after = plain((await colleague.get('/scales').expect(200)).text);
      assert.match(heading(after, 'Partagées par des collègues'), /Mes quatre degrés.*Par Claire Fontaine/s);
      const elsewhere = await omar({ id: 'omar-2', scope: { ...tenant, contextId: '43' } });
      assert.doesNotMatch((await elsewhere.get('/scales').expect(200)).text, /Mes quatre degrés/);
    });

    it('is for teachers', async () => {
      await (await pages.visitor({ id: 'chloe', role: 'learner' })).get('/scales').expect(403);
    });
  });

  describe('changing one', () => {
    it('stores names, shares, signs, colours and meanings', async () => {
      const answer = await press('save', {
        scaleName: 'Mes degrés',
        'label 3': 'réussi',
        'short 3': 'R',
        'share 3': '80',
        'sign 3': 'half',
        'color 3': 'blue',
        'levelText 3': 'Seul, dans un cas simple.',
      });
      assert.equal(answer.status, 303, answer.text);
      assert.equal(answer.headers['location'], '/s/session-1/scales?done=saved');
      const { scale, revision } = await stored();
      assert.deepEqual([scale.id, scale.name, revision], ['scale-1', 'Mes degrés', 2]);
      assert.deepEqual(scale.levels[2], {
        id: '3',
        label: 'réussi',
        code: 'R',
        sharePercent: 80,
        sign: 'half',
        color: 'blue',
        descriptor: 'Seul, dans un cas simple.',
      });
    });

    it('adds, moves, takes out and puts back levels without storing anything', async () => {
      const added = await press('level');
      const [id = ''] = [formOf(added.text)['level'] ?? []].flat().slice(-1);
      const moved = await claire.post(EDIT, { ...formOf(added.text), action: `up:level:${id}` }).expect(200);
      assert.deepEqual(formOf(moved.text)['level'], ['1', '2', '3', id, '4']);
      const without = await claire
        .post(EDIT, { ...formOf(moved.text), action: 'remove:level:2' })
        .expect(200);
      assert.match(plain(without.text), /niveau retiré\./);
      assert.deepEqual(await stored(), keptWelcomeScale());
      const typed = {
        [`label ${id}`]: 'presque',
        [`short ${id}`]: 'P',
        [`share ${id}`]: '90',
        action: 'save',
      };
      await claire.post(EDIT, { ...formOf(without.text), ...typed }).expect(303);
      assert.deepEqual(
        (await stored()).scale.levels.map(({ label, sharePercent }) => `${label} ${sharePercent}`),
        ['non maîtrisé 0', 'maîtrisé 70', 'presque 90', 'bien maîtrisé 100'],
      );
    });

    it('names what is wrong, and gives back what was typed', async () => {
      const { status, text } = await press('save', { scaleName: '', 'share 2': '90', 'short 4': '3' });
      assert.equal(status, 422);
      assert.match(plain(text), /Donnez un nom à l'échelle/);
      assert.match(text, /href="#share-3"/);
      assert.match(text, /id="short-4"[^>]*value="3"[^>]*aria-invalid/);
      assert.deepEqual(await stored(), keptWelcomeScale());
    });

    it('writes over no other window without saying so, and loses nothing', async () => {
      const page = await claire.get(EDIT).expect(200);
      await press('save', { scaleName: 'Depuis l’autre fenêtre' });
      const late = { ...formOf(page.text), scaleName: 'Depuis celle-ci', action: 'save' };
      const told = await claire.post(EDIT, late).expect(409);
      assert.match(plain(told.text), /a été enregistrée entre-temps/);
      assert.match(told.text, /value="Depuis celle-ci"/);
      assert.equal((await stored()).scale.name, 'Depuis l’autre fenêtre');
      await claire.post(EDIT, { ...formOf(told.text), action: 'save' }).expect(303);
      assert.equal((await stored()).scale.name, 'Depuis celle-ci');
    });

    it('refuses what no page of ours posts', async () => {
      assert.equal((await press('explode')).status, 400);
      assert.equal((await press('save', { revision: 'x' })).status, 400);
      assert.equal((await press('save', { 'sign 3': 'skull' })).status, 400);
      await claire.post(EDIT, { action: 'save' }).expect(400);
    });
  });

  describe('making one', () => {
    const save = async (from: string, typed: Fields = {}) => {
      const answer = await press('save', typed, `/scales/new?from=${from}`);
      assert.equal(answer.status, 303, answer.text);
      const latest = (await own()).find(({ scale }) => scale.id !== 'scale-1');
      assert.ok(latest);
      return latest;
    };

    it('starts from a preset, which stays as it is', async () => {
      const { scale, owner, visibility } = await save('acquis', { 'label EC': 'en route' });
      assert.equal(scale.name, 'Non acquis / en cours / acquis (copie)');
      assert.deepEqual([scale.levels[1]?.label, owner.sub, visibility], ['en route', '7', 'private']);
      assert.notEqual(scale.id, 'acquis');
      const preset = pages.services.scales.find(({ id }) => id === 'acquis');
      assert.equal(preset?.levels[1]?.label, "en cours d'acquisition");
    });

    it('starts from a colleague’s that is shared, and from no other', async () => {
      const colleague = await omar();
      await colleague.get('/scales/new?from=scale-1').expect(404);
      await colleague.get('/scales/new?from=nowhere').expect(404);
      await claire.post('/scales/scale-1/share', { visibility: 'deployment' }).expect(303);
      const page = await colleague.get('/scales/new?from=scale-1').expect(200);
      await colleague.post('/scales/new', { ...formOf(page.text), action: 'save' }).expect(303);
      const [copy] = await own('8');
      assert.deepEqual(copy?.scale.levels, keptWelcomeScale().scale.levels);
      assert.equal((await stored()).owner.sub, '7');
    });

    it('asks for a name where it starts from nothing', async () => {
      const { status, text } = await press('save', {}, '/scales/new');
      assert.equal(status, 422);
      assert.match(plain(text), /Donnez un nom à l'échelle/);
      assert.equal((await own()).length, 1);
    });
  });

  it('is taken away and put back by its owner, who finds it again', async () => {
    await claire.post('/scales/scale-1/archive', {}).expect(303);
    const without = plain((await claire.get('/scales?done=archived').expect(200)).text);
    assert.match(without, /L'échelle n'est plus proposée/);
    assert.match(without, /1 échelle retirée/);
    await claire.post('/scales/scale-1/restore', {}).expect(303);
    assert.match(heading((await claire.get('/scales')).text, 'Mes échelles'), /Mes quatre degrés/);
  });

  it('is nobody else’s to change, share or take away, shared or not', async () => {
    await claire.post('/scales/scale-1/share', { visibility: 'deployment' }).expect(303);
    const colleague = await omar();
    const before = await stored();
    await colleague.get(EDIT).expect(404);
    const form = formOf((await claire.get(EDIT)).text);
    await colleague.post(EDIT, { ...form, action: 'save' }).expect(404);
    for (const act of ['share', 'archive', 'restore']) {
      await colleague.post(`/scales/scale-1/${act}`, { visibility: 'private' }).expect(404);
    }
    assert.deepEqual(await stored(), before);
  });
});
