import assert from 'node:assert/strict';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

describe('POST /library/import', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  const table = ['# Titre;Accueil', 'Attendu;Compétences;Coefficient', 'Sourit;1.1;2', 'Reformule;1.3;'].join(
    '\r\n',
  );
  const refused = async (text: string, visitor = teacher) =>
    plain((await visitor.post('/library/import', { text }).expect(422)).text);
  const mine = () =>
    pages.services.library.list(
      teacher.session.scope,
      { kind: 'mine', ownerSub: '7' },
      { words: [], skip: 0, limit: 9 },
    );

  it('shows a form that takes a file or a text', async () => {
    const html = (await teacher.get('/library/import').expect(200)).text;
    assert.match(html, /<textarea id="text" name="text"/);
    assert.match(html, /<input type="file"/);
  });

  it('takes a table, and shows the grid that it became', async () => {
    const { headers } = await teacher.post('/library/import', { text: table }).expect(303);
    const html = plain((await teacher.get((headers['location'] ?? '').replace('/s/session-1', ''))).text);
    assert.match(html, /Reformule/);
    assert.equal((await mine())[0]?.title, 'Accueil');
  });

  it('tells each bad line in words, keeps the text, and takes nothing', async () => {
    const text = table.replace(';2', ';lourd').replace('1.3', '9.9').replace('Reformule', '<b>=1');
    const html = await refused(text);
    assert.match(html, /2 points à corriger/);
    assert.match(
      html,
      /Ligne 3 :<\/strong> « lourd » n'est pas un nombre avec au plus deux décimales\.<br><code>Sourit;1\.1;lourd</,
    );
    assert.match(html, /Ligne 4 :<\/strong> Attendu 2 : le référentiel n'a pas de compétence 9\.9\./);
    assert.match(html, /&lt;b&gt;=1;9\.9;\r?\n?<\/textarea>/);
    assert.doesNotMatch(html, /<b>/);
    assert.deepEqual(await mine(), []);
  });

  it('tells them in English', async () => {
    const english = await pages.visitor({ id: 'en', locale: 'en' });
    const html = await refused('{"schema":"attendus-grid","version":2}', english);
    assert.match(html, /Line 1:<\/strong> This file is in format version 2; this Attendus reads version 1\./);
  });

  it('has words for everything that can be wrong with a file', async () => {
    const files = [
      ' ',
      'a'.repeat(500_001),
      '{"schema":',
      `{"a":${'['.repeat(20)}`,
      '{"schema":"x"}',
      '{"schema":"attendus-grid","version":"1"}',
      '{"schema":"attendus-grid","version":1,"title":3,"title":4,"tilte":1,"mark":{"maximum":1.234,"roundTo":3}}',
      'Bonjour',
      '"',
      '# Couleur;x\n# Titre;a\n# Titre;b\n# Évaluation;x\n# Note sur;x\n# Incontournable non atteint;note au plus\nAttendu;Attendu;x;Incontournable\na;;;9;z',
    ];
    for (const file of files) {
      const html = await refused(file);
      assert.match(html, /à corriger/, file.slice(0, 40));
      assert.doesNotMatch(html, /library:|fault\.|kind\./, file.slice(0, 40));
    }
  });

  it('shows a hundred problems, and says how many there are', async () => {
    const lines = Array.from({ length: 80 }, () => 'x;9.9;lourd;y');
    const html = await refused(['# Titre;x', 'Attendu;Compétences;Coefficient', ...lines].join('\n'));
    assert.equal(html.match(/Ligne \d+ :/g)?.length, 100);
    assert.match(html, /et 60 autres/);
  });

  it('keeps an empty first line where it was', async () => {
    assert.match(await refused(`\r\n${table};;x`), /<textarea[^>]*>\r?\n\r?\n# Titre/);
  });

  it('refuses what is no form of ours', async () => {
    await teacher.post('/library/import', {}).expect(400);
    await teacher.post('/library/import', { text: ['a', 'b'] }).expect(400);
    await teacher.post('/library/import', { text: table, _csrf: 'wrong' }).expect(403);
  });
});
