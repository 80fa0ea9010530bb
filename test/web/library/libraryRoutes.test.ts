import assert from 'node:assert/strict';
import { welcomeActivity } from '../../support/activities.js';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { colleague, storeGrid } from './libraryPages.js';

describe('GET /library', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  const page = async (path = '/library', visitor = teacher) =>
    plain((await visitor.get(path).expect(200)).text);
  const titles = (html: string) =>
    [...html.matchAll(/<h3 lang="fr"><a [^>]*>([^<]+)</g)].map(([, title]) => title);

  it('knows every grid that the picker makes', async () => {
    const criteria = ['C1.2-1', 'C1.3-1'];
    const link = { id: 'bare', title: 'Téléphone' };
    const visitor = await pages.visitor({ id: 'bare', resourceLink: link, custom: {} });
    const fields = { title: 'Téléphone', scale: '', maximum: '20', step: '50', direction: 'nearest' };
    await visitor
      .post('/attach', { ...fields, purpose: 'formative', criteria, action: 'attach' })
      .expect(303);
    const html = await page();
    assert.deepEqual(titles(html), ['Téléphone']);
    assert.match(html, /2 attendus · compétences 1\.2, 1\.3 · formative/);
    assert.match(html, /Créée par vous le 16 janvier/);
    assert.match(html, /Utilisée dans 1 activité de ce cours : <span lang="fr">Téléphone</);
  });

  it('says where the shelves are empty what fills them', async () => {
    assert.match(await page(), /Chaque grille que vous composez arrive ici/);
    assert.match(await page('/library?show=course'), /Personne n'a encore partagé/);
    assert.match(await page('/library?show=shared'), /Personne n'a encore partagé/);
    assert.match(await page('/library?show=archived'), /Rien dans vos archives/);
  });

  it("shows a teacher's own grids of every course, and colleagues' shared ones on their shelves", async () => {
    await storeGrid(pages, { id: 'a', title: 'À moi' });
    await storeGrid(pages, { id: 'b', title: 'À moi, ailleurs', contextId: '43', contextTitle: '1re MA' });
    await storeGrid(pages, { id: 'c', title: 'Du cours', owner: colleague, visibility: 'context' });
    await storeGrid(pages, {
      id: 'd',
      title: 'De tous',
      owner: colleague,
      contextId: '43',
      visibility: 'deployment',
    });
    await storeGrid(pages, { id: 'e', title: 'Cachée', owner: colleague });
    await storeGrid(pages, {
      id: 'f',
      title: 'Autre cours',
      owner: colleague,
      contextId: '43',
      visibility: 'context',
    });
    await storeGrid(pages, { id: 'g', title: 'Ailleurs', deploymentId: '2', visibility: 'deployment' });
    assert.deepEqual(titles(await page()).toSorted(), ['À moi', 'À moi, ailleurs']);
    assert.deepEqual(titles(await page('/library?show=course')), ['Du cours']);
    assert.deepEqual(titles(await page('/library?show=shared')), ['De tous']);
    assert.match(await page('/library?show=course'), /Créée par Paul Durand le 15 janvier/);
  });

  it('names activities of this course, and only counts those of others', async () => {
    await storeGrid(pages);
    const use = (id: string, contextId: string, title: string) =>
      pages.services.activities.addOnce({
        ...welcomeActivity,
        id,
        contextId,
        title,
        resourceLinkId: `link of ${id}`,
      });
    await use('x', '42', 'Seconde activité');
    await use('y', '43', 'Secret d’un autre cours');
    await use('z', '44', 'Autre secret');
    const html = await page();
    assert.match(html, /Utilisée dans 2 activités de ce cours : <span lang="fr">(Accueil|Seconde)/);
    assert.match(html, /Utilisée dans 2 activités d'autres cours/);
    assert.doesNotMatch(html, /ecret/);
  });

  it('finds grids by title and by colleague', async () => {
    await storeGrid(pages, { id: 'a', title: 'Écoute active' });
    await storeGrid(pages, { id: 'b', title: 'Conflit' });
    await storeGrid(pages, { id: 'c', title: 'Visite', owner: colleague, visibility: 'context' });
    assert.deepEqual(titles(await page('/library?q=ecoute')), ['Écoute active']);
    assert.deepEqual(titles(await page('/library?show=course&q=durand')), ['Visite']);
    const none = await page('/library?q=%3Cb%3E');
    assert.match(none, /Aucune grille ne correspond/);
    assert.match(none, /value="&lt;b&gt;"/);
  });

  it('goes from page to page', async () => {
    for (let i = 10; i < 35; i += 1) await storeGrid(pages, { id: `g${i}`, title: `Grille ${i}` });
    const first = await page('/library?q=grille');
    assert.equal(titles(first).length, 20);
    assert.match(first, /href="\?show=mine&amp;q=grille&amp;page=2"/);
    assert.doesNotMatch(first, /Précédentes/);
    const second = await page('/library?q=grille&page=2');
    assert.equal(titles(second).length, 5);
    assert.doesNotMatch(second, /Suivantes/);
    assert.equal(new Set([...titles(first), ...titles(second)]).size, 25);
  });

  it('shows the first shelf for an address that makes no sense', async () => {
    await storeGrid(pages);
    assert.deepEqual(titles(await page('/library?show=%3Cscript%3E&page=-1&q[]=x')), ['Accueil physique']);
  });

  it('escapes titles and names', async () => {
    await storeGrid(pages, {
      title: '<img src=x>',
      owner: { sub: '8', name: '<b>x' },
      visibility: 'context',
    });
    const html = await page('/library?show=course');
    assert.match(html, /&lt;img src=x&gt;/);
    assert.doesNotMatch(html, /<img|<b>/);
  });

  it('offers to use a grid only where one is sought', async () => {
    await storeGrid(pages);
    assert.doesNotMatch(await page(), /Utiliser ici/);
    const bare = await pages.visitor({ id: 'bare', resourceLink: { id: 'bare' }, custom: {} });
    assert.match(await page('/library', bare), /Utiliser ici/);
  });

  it('speaks English', async () => {
    await storeGrid(pages);
    const html = await page('/library', await pages.visitor({ id: 'en', locale: 'en' }));
    assert.match(html, /Grid library/);
    assert.match(html, /Made by you/);
  });

  for (const role of ['learner', 'mentor', 'guest'] as const) {
    it(`is closed to a ${role}, whatever the page`, async () => {
      await storeGrid(pages, { visibility: 'deployment' });
      const visitor = await pages.visitor({ id: role, role });
      for (const path of ['', '/import', '/grid-1', '/grid-1/export.json', '/grid-1/export.csv']) {
        await visitor.get(`/library${path}`).expect(403);
      }
      for (const path of ['import', 'grid-1/use', 'grid-1/duplicate', 'grid-1/archive', 'grid-1/share']) {
        await visitor.post(`/library/${path}`, {}).expect(403);
      }
    });
  }
});
