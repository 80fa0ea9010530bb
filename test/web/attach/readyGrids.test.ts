import assert from 'node:assert/strict';
import { FormEntries } from '../../support/http/formEntries.js';
import { readPage } from '../../support/http/readPage.js';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

describe('ready grids in the picker', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open(null);
    teacher = await pages.visitor({ resourceLink: { id: 'link-9' }, custom: {} });
  });
  afterEach(() => pages.close());

  const formOf = (html: string) => {
    const form = readPage(html)
      .all('form')
      .find((one) => one.attributes.has('data-picker'));
    assert.ok(form);
    const entries = new FormEntries(form).read();
    return Object.fromEntries([...entries.keys()].map((name) => [name, entries.getAll(name)]));
  };
  const startedHeadings = (html: string) =>
    [...html.matchAll(/value="start:([a-z-]+)"/g)].map(([, id]) => id);
  async function start(id: string, typed: Record<string, string> = {}, from?: string) {
    const html = from ?? (await teacher.get('/attach').expect(200)).text;
    return teacher.post('/attach', { ...formOf(html), ...typed, action: `start:${id}` });
  }

  it('stand before the framework, three in sight and all of them there', async () => {
    const { text } = await teacher.get('/attach').expect(200);
    assert.match(plain(text), /Partir d'une grille prête.*Ou partir du référentiel/s);
    const ids = startedHeadings(text);
    assert.deepEqual(ids.slice(0, 3), ['accueil-face-a-face', 'information', 'relation-commerciale']);
    assert.equal(new Set(ids).size, pages.services.readyGrids.length);
  });

  it('fill the picker without a script, and it becomes an activity as it stands', async () => {
    const page = await start('conflit');
    assert.equal(page.status, 200);
    const form = formOf(page.text);
    assert.deepEqual(form['criteria'], ['C1.3-2', 'C1.4-1', 'C1.5-2', 'C1.6-1', 'C1.6-2', 'C1.6-3']);
    assert.deepEqual([form['title'], form['weight C1.6-2']], [["Gestion d'un conflit"], ['2']]);
    assert.match(plain(page.text), /le ton monte/);

    const kept = form['criteria']?.filter((code) => code !== 'C1.4-1') ?? [];
    await teacher.post('/attach', { ...form, criteria: kept, action: 'attach' }).expect(303);
    const activity = await pages.services.activities.findByLink(teacher.session.scope, 'link-9');
    assert.deepEqual(
      activity?.grid.criteria.map(({ id, weightHundredths }) => `${id} ${weightHundredths}`),
      ['C1.3-2 100', 'C1.5-2 100', 'C1.6-1 100', 'C1.6-2 200', 'C1.6-3 200'],
    );
  });

  it("take one another's place, but not that of the teacher's own title", async () => {
    const first = await start('conflit');
    const second = formOf((await start('reclamation', {}, first.text)).text);
    assert.deepEqual(second['title'], ["Traitement d'une réclamation"]);
    assert.ok(second['criteria']?.every((code) => code.startsWith('C3.')));
    const third = formOf((await start('conflit', { title: 'Jeu de rôle du lundi' }, first.text)).text);
    assert.deepEqual(third['title'], ['Jeu de rôle du lundi']);
  });

  it('are those that we offer', async () => {
    assert.equal((await start('inconnue')).status, 400);
  });
});
