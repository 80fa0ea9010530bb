import assert from 'node:assert/strict';
import type { GridVersion } from '../../../src/grid/grid.js';
import type { LibraryGrid } from '../../../src/grid/libraryGrid.js';
import { draftEvaluation } from '../../support/evaluations.js';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { colleague, storeGrid } from './libraryPages.js';

const tenant = { registrationId: 'registration-1', deploymentId: '1' };

describe('a grid of the library', () => {
  let pages: TeacherPages;
  let teacher: Visitor;
  let other: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
    other = await pages.visitor({ id: 'other', user: colleague });
  });
  afterEach(() => pages.close());

  const page = async (path: string, visitor = teacher) => plain((await visitor.get(path).expect(200)).text);
  async function stored(id = 'grid-1'): Promise<LibraryGrid> {
    const grid = await pages.services.library.get(id, tenant);
    assert.ok(grid);
    return grid;
  }
  const bareLink = (id: string, user = { sub: '7', name: 'Claire Fontaine' }) =>
    pages.visitor({ id, user, resourceLink: { id: `link ${id}`, title: 'Lien nu' }, custom: {} });

  describe('GET /library/:gridId', () => {
    it('shows the grid, who made it and where it is in use', async () => {
      await storeGrid(pages);
      const html = await page('/library/grid-1');
      assert.match(html, /<h1 lang="fr">Accueil physique</);
      assert.match(html, /La demande est comprise et reformulée\./);
      assert.match(html, /Utilisée dans 1 activité de ce cours/);
      assert.match(html, /href="\/s\/session-1\/grids\/grid-1\/edit"/);
      assert.match(html, /Privée/);
    });

    it('gives those with whom it is shared no way to change it', async () => {
      await storeGrid(pages, { visibility: 'context' });
      const html = await page('/library/grid-1', other);
      assert.match(html, /Créée par Claire Fontaine/);
      assert.match(html, /Dupliquer/);
      assert.doesNotMatch(html, /Modifier|Archiver|Enregistrer le partage/);
    });

    const foreign = [
      { name: "a colleague's private one", grid: { owner: colleague } },
      {
        name: 'one shared in another course',
        grid: { owner: colleague, contextId: '43', visibility: 'context' },
      },
      { name: 'one of another deployment', grid: { deploymentId: '2', visibility: 'deployment' } },
    ] as const;
    for (const { name, grid } of foreign) {
      it(`does not exist for ${name}, whatever is asked`, async () => {
        await storeGrid(pages, grid);
        const bare = await bareLink('bare');
        for (const path of ['', '/export.json', '/export.csv'])
          await bare.get(`/library/grid-1${path}`).expect(404);
        for (const act of ['use', 'duplicate', 'archive', 'restore']) {
          await bare.post(`/library/grid-1/${act}`, {}).expect(404);
        }
        await bare.post('/library/grid-1/share', { visibility: 'deployment' }).expect(404);
        await bare.get('/library/nothing').expect(404);
      });
    }
  });

  describe('POST /library/:gridId/share', () => {
    it('shares a grid with the course, with everyone, and takes it back', async () => {
      await storeGrid(pages);
      await other.get('/library/grid-1').expect(404);
      for (const visibility of ['context', 'deployment'] as const) {
        await teacher
          .post('/library/grid-1/share', { visibility })
          .expect(303)
          .expect('Location', '/s/session-1/library/grid-1?done=shared');
        assert.equal((await stored()).visibility, visibility);
        await other.get('/library/grid-1').expect(200);
      }
      await teacher.post('/library/grid-1/share', { visibility: 'private' }).expect(303);
      await other.get('/library/grid-1').expect(404);
    });

    it('shares with the course where it is asked, and can leave it with another', async () => {
      await storeGrid(pages, { contextId: '43', contextTitle: '1re MA', visibility: 'context' });
      assert.match(
        await page('/library/grid-1'),
        /value="kept" checked> <span>Les enseignants d'un autre cours \(1re MA\)/,
      );
      await teacher.post('/library/grid-1/share', { visibility: 'kept' }).expect(303);
      assert.equal((await stored()).contextId, '43');
      await teacher.post('/library/grid-1/share', { visibility: 'context' }).expect(303);
      assert.equal((await stored()).contextId, '42');
      assert.equal((await stored()).contextTitle, '2de Métiers de la relation client');
    });

    it('is refused to everyone but the owner, and for a sharing that does not exist', async () => {
      await storeGrid(pages, { visibility: 'context' });
      for (const [act, fields] of [
        ['share', { visibility: 'deployment' }],
        ['archive', {}],
        ['restore', {}],
      ] as const) {
        await other.post(`/library/grid-1/${act}`, fields).expect(403);
      }
      await teacher.post('/library/grid-1/share', { visibility: 'public' }).expect(400);
      await teacher.post('/library/grid-1/share', {}).expect(400);
      assert.equal((await stored()).visibility, 'context');
    });
  });

  describe('POST /library/:gridId/archive', () => {
    it('takes a grid out of every list, and gives it back', async () => {
      await storeGrid(pages, { visibility: 'deployment' });
      await teacher.post('/library/grid-1/archive', {}).expect(303);
      assert.ok((await stored()).archivedAt);
      await other.get('/library/grid-1').expect(404);
      assert.doesNotMatch(await page('/library'), /library\/grid-1/);
      assert.match(await page('/library?show=archived'), /Sortir des archives/);
      await teacher.post('/library/grid-1/restore', {}).expect(303);
      assert.equal((await stored()).archivedAt, undefined);
      await other.get('/library/grid-1').expect(200);
    });

    it('leaves the activities that use it alone', async () => {
      await storeGrid(pages);
      await teacher.post('/library/grid-1/archive', {}).expect(303);
      await teacher.get('/class').expect(200, /Accueil physique/);
    });
  });

  describe('POST /library/:gridId/duplicate', () => {
    it('makes a private grid of its own, of whoever asks', async () => {
      const version = await storeGrid(pages, { visibility: 'context' });
      const { headers } = await other.post('/library/grid-1/duplicate', {}).expect(303);
      const [, id = ''] = /\/library\/([^?]+)\?done=duplicated$/.exec(headers['location'] ?? '') ?? [];
      const copy = await stored(id);
      assert.equal(copy.title, 'Accueil physique (copie)');
      assert.deepEqual(copy.owner, colleague);
      assert.equal(copy.visibility, 'private');
      const made = await pages.services.grids.get(copy.versionId, tenant);
      assert.deepEqual(made?.grid, { ...version.grid, title: copy.title });
      assert.equal((await stored()).title, 'Accueil physique');
      await teacher.get(`/library/${id}`).expect(404);
    });

    it('cuts a title that would be too long', async () => {
      await storeGrid(pages, { title: 'é'.repeat(255) });
      const { headers } = await teacher.post('/library/grid-1/duplicate', {}).expect(303);
      const [, id = ''] = /\/library\/([^?]+)/.exec(headers['location'] ?? '') ?? [];
      assert.equal([...(await stored(id)).title].length, 255);
    });
  });

  describe('POST /library/:gridId/use', () => {
    it('binds the latest version to a bare link', async () => {
      await storeGrid(pages, { visibility: 'context' });
      const bare = await bareLink('bare', colleague);
      assert.match(await page('/library/grid-1', bare), /Utiliser ici/);
      await bare.post('/library/grid-1/use', {}).expect(303).expect('Location', '/s/bare/class');
      const activity = await pages.services.activities.findByLink(teacher.session.scope, 'link bare');
      assert.equal(activity?.gridVersionId, 'grid-1@1');
      assert.equal(activity?.title, 'Lien nu');
      assert.equal(activity?.createdBy, '8');
    });

    it('changes nothing where the activity has a grid already', async () => {
      await storeGrid(pages, { id: 'grid-2', title: 'Une autre' });
      await teacher
        .post('/library/grid-2/use', {})
        .expect(303)
        .expect('Location', '/s/session-1/library/grid-2?problem=bound');
      assert.match(
        await page('/library/grid-2?problem=bound'),
        /Cette activité a déjà une grille : rien n'a changé/,
      );
      const activity = await pages.services.activities.findByLink(teacher.session.scope, 'link-1');
      assert.equal(activity?.gridVersionId, 'grid-1@1');
    });
  });

  describe('GET /library/:gridId/export', () => {
    const read = async (path: string, visitor = teacher) => {
      const answer = await visitor.get(`/library/grid-1/${path}`).expect(200);
      return { ...answer, body: answer.text, name: answer.headers['content-disposition'] ?? '' };
    };

    it('gives a file of JSON, and one that spreadsheets open', async () => {
      await storeGrid(pages, { title: 'Accueil : l’été / 1re' });
      const json = await read('export.json');
      assert.match(json.headers['content-type'] ?? '', /^application\/json/);
      assert.match(json.name, /^attachment; filename="Accueil /);
      assert.match(json.name, /filename\*=UTF-8''Accueil%20l%E2%80%99%C3%A9t%C3%A9%201re\.json/);
      assert.equal((JSON.parse(json.body) as { title: string }).title, 'Accueil : l’été / 1re');
      const csv = await read('export.csv');
      assert.match(csv.headers['content-type'] ?? '', /^text\/csv; charset=utf-8/);
      assert.match(csv.body, /^\uFEFF?"# Titre";"Accueil/);
      const english = await read('export.csv', await pages.visitor({ id: 'en', locale: 'en' }));
      assert.match(english.body, /"# Title","Accueil/);
    });

    it('never holds a name, a person’s id, a course, or what was judged', async () => {
      const owner = { sub: 'sub-of-the-owner', name: 'Nom De La Prof' };
      await storeGrid(pages, { owner, visibility: 'deployment', contextTitle: 'Titre du cours' });
      await pages.store({
        learnerSub: 'sub-of-the-learner',
        privateNote: 'Note très privée',
        content: { ...draftEvaluation.content, comment: 'Avis sur un élève' },
      });
      const secrets =
        /sub-of-the|Nom De La Prof|Titre du cours|Note très privée|Avis sur|registration-1|Claire|"42"/;
      for (const path of ['export.json', 'export.csv']) assert.doesNotMatch((await read(path)).body, secrets);
    });

    it('comes back through the import as the same grid', async () => {
      const version: GridVersion = await storeGrid(pages);
      const text = (await read('export.json')).body;
      const { headers } = await teacher.post('/library/import', { text }).expect(303);
      const [, id = ''] = /\/library\/([^?]+)\?done=imported$/.exec(headers['location'] ?? '') ?? [];
      const copy = await stored(id);
      assert.deepEqual((await pages.services.grids.get(copy.versionId, tenant))?.grid, version.grid);
      assert.equal(copy.visibility, 'private');
      assert.match(await page(`/library/${id}?done=imported`), /La grille est importée\. Vérifiez l'aperçu/);
    });
  });
});
