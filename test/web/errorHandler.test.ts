import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';
import { NotFound, ToolError } from '../../src/errors.js';
import { REFUSAL_CODES, LaunchRefused } from '../../src/lti/launch/launchRefused.js';
import {
  REGISTRATION_REFUSAL_CODES,
  RegistrationRefused,
} from '../../src/lti/registration/registrationRefused.js';
import { errorHandler } from '../../src/web/errorHandler.js';
import { createTranslations } from '../../src/web/i18n.js';
import { language } from '../../src/web/language.js';
import type { Log } from '../../src/web/log.js';
import { useViews } from '../../src/web/viewEngine.js';

const root = new URL('../../', import.meta.url);

class Thrown extends ToolError {
  readonly code = 'THROWN';
  constructor(
    readonly messageKey: string,
    readonly status: number,
  ) {
    super('a detail that only the log may have');
  }
}

/** Every status and sentence that the sources name for an error. */
function namedErrors(): readonly (readonly [key: string, status: number])[] {
  return readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(new URL(`src/${file}`, root), 'utf8');
      return [...source.matchAll(/status = (\d+);\s+readonly messageKey = '([^']+)'/g)].map(
        ([, status, key]) => [String(key), Number(status)] as const,
      );
    });
}

describe('errorHandler', () => {
  const missing: string[] = [];
  const logged: { level: string; facts: object; message: string }[] = [];
  const note = (level: string) => (facts: object, message: string) => logged.push({ level, facts, message });
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };
  let thrown: unknown;

  const app = express();
  useViews(app, new URL('views', root).pathname);
  app.locals['asset'] = (file: string) => file;
  app.locals['importedModules'] = () => [];
  app.locals['shell'] = undefined;
  app.use(language(createTranslations(new URL('config/locales/', root), (key) => missing.push(key))));
  app.use(express.urlencoded({ extended: false, limit: 1000 }));
  app.use(() => {
    throw thrown;
  });
  app.use(errorHandler(log));

  beforeEach(() => {
    missing.length = 0;
    logged.length = 0;
    thrown = new NotFound('no grid g1');
  });

  it('logs the address without its session and without the person', async () => {
    await request(app).get('/s/abc123/learners/4711?x=secret').expect(404);
    const routes = logged.map(({ facts }) => (facts as { route: string }).route);
    assert.deepEqual(routes, ['/s/…/learners/…']);
  });

  it('logs a tutor’s address without its token', async () => {
    await request(app).get('/t/k7m29-xq4hd/1/draft').expect(404);
    assert.deepEqual(
      logged.map(({ facts }) => (facts as { route: string }).route),
      ['/t/…/1/draft'],
    );
  });

  const errors = [
    ...namedErrors().map(([key, status]) => new Thrown(key, status)),
    ...REFUSAL_CODES.map((code) => new LaunchRefused(code, 'x')),
    ...REGISTRATION_REFUSAL_CODES.map((code) => new RegistrationRefused(code, 'x')),
  ];

  for (const spoken of ['fr', 'en']) {
    it(`has a title and a sentence for every error (${spoken})`, async () => {
      assert.ok(errors.length > 50);
      for (const error of errors) {
        thrown = error;
        const { text } = await request(app).get('/').set('Accept-Language', spoken).expect(error.status);
        assert.deepEqual(missing, [], error.code);
        assert.ok(!text.includes(error.messageKey), error.messageKey);
      }
    });
  }

  it('shows a code and no detail', async () => {
    const { text } = await request(app).get('/grids/g1').expect(404);
    assert.match(text, /Code : NOT_FOUND/);
    assert.ok(!text.includes('no grid g1'));
  });

  it('answers scripts in JSON', async () => {
    const { body } = await request(app).get('/').set('Accept', 'application/json').expect(404);
    assert.equal((body as { error: string }).error, 'NOT_FOUND');
  });

  it('shows long texts of the refused form again, to copy', async () => {
    const { text } = await request(app)
      .post('/')
      .type('form')
      .send({ generalComment: 'Bel <accueil> & sourire', revision: '3' })
      .expect(404);
    assert.match(text, /<textarea[^>]*readonly[^>]*>Bel &lt;accueil&gt; &amp; sourire<\/textarea>/);
  });

  it("shows nothing of a platform's message", async () => {
    const { text } = await request(app).post('/lti/launch').type('form').send({ text: 'secret' }).expect(404);
    assert.ok(!text.includes('secret'));
  });

  it('says that a body is too large, in words', async () => {
    const { text } = await request(app)
      .post('/')
      .type('form')
      .send({ comment: 'x'.repeat(2000) })
      .expect(413);
    assert.match(text, /trop volumineux/);
    assert.deepEqual(missing, []);
  });

  it('tells nothing of an unforeseen error but to the log, without the session', async () => {
    thrown = new Error('password=hunter2');
    const { text } = await request(app).get('/s/secret-session/class').expect(500);
    assert.ok(!text.includes('hunter2'));
    assert.match(text, /Ce qui était enregistré est intact/);
    const [entry] = logged;
    assert.equal(entry?.level, 'error');
    assert.ok(!JSON.stringify(entry?.facts).includes('secret-session'));
  });
});
