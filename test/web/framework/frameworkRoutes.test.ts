import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import express from 'express';
import request from 'supertest';
import { competencies, criterionPlaces } from '../../../src/framework/frameworkIndex.js';
import { readFramework } from '../../../src/frameworkFile.js';
import { assetFiles, assetUrls } from '../../../src/web/assets.js';
import { frameworkRoutes } from '../../../src/web/framework/frameworkRoutes.js';
import { createTranslations } from '../../../src/web/i18n.js';
import { language } from '../../../src/web/language.js';
import { useViews } from '../../../src/web/viewEngine.js';

const root = new URL('../../../', import.meta.url);
const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', root));

describe('GET /referentiel', () => {
  const missing: string[] = [];
  const app = express();
  app.set('query parser', 'simple');
  useViews(app, fileURLToPath(new URL('views/', root)));
  app.locals['asset'] = assetUrls(new URL('public/', root));
  app.locals['importedModules'] = () => [];
  app.locals['shell'] = undefined;
  app.use(assetFiles(new URL('public/', root)));
  app.use(language(createTranslations(new URL('config/locales/', root), (key) => missing.push(key))));
  app.use(frameworkRoutes({ framework }));

  it('is where the root leads', async () => {
    await request(app).get('/').expect(302).expect('Location', '/referentiel');
  });

  const page = async (query: Record<string, string | string[]> = {}, languages = 'fr') => {
    const { text } = await request(app)
      .get('/referentiel')
      .query(query)
      .set('Accept-Language', languages)
      .expect(200)
      .expect('Content-Type', /html/);
    assert.deepEqual(missing, []);
    return text;
  };
  const plain = (html: string) =>
    html
      .replace(/<mark>|<\/mark>/g, '')
      .replaceAll('\u00a0', ' ')
      .replaceAll('&#39;', "'");

  it('answers without a session', async () => {
    assert.match(await page(), /<html lang="fr">/);
  });

  it('holds every code once as an anchor, and a link to it', async () => {
    const html = await page();
    const codes = [
      ...framework.blocks,
      ...competencies(framework),
      ...competencies(framework).flatMap((competency) => competency.subCompetencies),
      ...criterionPlaces(framework).map(({ criterion }) => criterion),
    ].map(({ code }) => code);
    assert.equal(codes.length, 3 + 12 + 46 + 40);
    for (const code of codes) {
      assert.equal(html.split(` id="${code}"`).length, 2, code);
      assert.ok(html.includes(`href="#${code}"`), code);
    }
  });

  it('holds every sentence, in French', async () => {
    const html = plain(await page({ lang: 'en' }));
    const groups = framework.blocks.flatMap((block) => block.groups);
    const titled = competencies(framework);
    const expected = [
      ...framework.introduction.map((text) => `<p lang="fr">${text}</p>`),
      ...framework.blocks.map(({ code, title }) => `<h2 id="${code}-title" lang="fr">${title}</h2>`),
      ...framework.blocks
        .flatMap(({ introduction }) => introduction)
        .map((text) => (text.startsWith('- ') ? `<li>${text.slice(2)}</li>` : `<p lang="fr">${text}</p>`)),
      ...groups.flatMap(({ knowledge }) => knowledge).map((text) => `<li>${text}</li>`),
      ...groups
        .flatMap(({ knowledgeLimits }) => knowledgeLimits)
        .map(({ text, recurring }) =>
          recurring ? `<em lang="fr">${text}</em>` : `<li lang="fr">${text}</li>`,
        ),
      ...[...titled, ...titled.flatMap(({ subCompetencies }) => subCompetencies)].map(
        ({ title }) => `<span lang="fr">${title}</span>`,
      ),
      ...criterionPlaces(framework).map(({ criterion }) => `<span lang="fr">${criterion.text}</span>`),
    ];
    for (const piece of expected) assert.ok(html.includes(piece), piece);
  });

  it('says which limits recur', async () => {
    const marks = (await page()).match(/<\/em> <span class="recurring">.*?récurrent<\/span>/g);
    assert.equal(marks?.length, 7);
  });

  it('marks what a search finds and leaves the rest out, whatever the accents', async () => {
    const html = await page({ q: 'FLUIDITE' });
    assert.match(html, /<mark>fluidité<\/mark>/);
    assert.match(html, /role="status"[^>]*>1 passage pour « FLUIDITE »</);
    assert.ok(html.includes('id="C1.1-2"'));
    assert.ok(!html.includes('id="C1.1-1"'));
    assert.match(html, /href="\/referentiel#C1\.1-2"/);
  });

  it('keeps what was typed, harmless', async () => {
    const html = await page({ q: '"><script>alert(1)</script>' });
    assert.ok(html.includes('value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"'));
    assert.ok(!html.includes('<script>alert'));
  });

  it('says when nothing is found, and how to go on', async () => {
    const html = await page({ q: 'téléportation' });
    assert.match(html, /Aucun passage pour « téléportation »/);
    assert.match(html, /Essayez un seul mot/);
    assert.match(html, /href="\/referentiel" data-show-all>Tout afficher</);
  });

  it('answers a query that no page of ours sends', async () => {
    assert.ok((await page({ q: ['a', 'b'], lang: 'xx' })).includes('id="C3.3-4"'));
  });

  it('speaks English to those who prefer it, or ask for it', async () => {
    assert.match(await page({}, 'en-GB'), /<html lang="en">/);
    const asked = await page({ lang: 'en', q: 'flux' });
    assert.match(asked, /passages for “flux”/);
    assert.match(asked, /<input type="hidden" name="lang" value="en">/);
    assert.match(asked, /href="\/referentiel\?lang=en" data-show-all/);
    assert.match(asked, /href="\/referentiel\?q=flux&amp;lang=fr" lang="fr"/);
  });

  it('names style sheets and modules that exist', async () => {
    const files = [...(await page()).matchAll(/(?:href|src)="(\/[^"]+\?v=[^"]+)"/g)].map(
      ([, file]) => file ?? '',
    );
    assert.ok(files.length >= 5);
    for (const file of files) await request(app).get(file).expect(200);
  });
});
