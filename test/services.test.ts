import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import request from 'supertest';
import { openServices, type Services } from '../src/services.js';
import { createApp } from '../src/web/app.js';
import { removeDirectory, temporaryDirectory } from './support/backends.js';
import { eventually } from './support/eventually.js';
import { MovingClock } from './support/movingClock.js';
import { TestLog } from './support/testLog.js';

describe('openServices', () => {
  const log = new TestLog();
  let clock: MovingClock;
  let dataDirectory: string;
  let services: Services;

  const open = () =>
    openServices(
      {
        port: 3000,
        host: '127.0.0.1',
        url: 'https://attendus.example',
        dataDirectory,
        secret: 'the secret of the tests, of 32 bytes and more',
        logLevel: 'silent',
        trustProxy: false,
        launchesPerMinute: 1_000_000,
        demo: false,
      },
      log,
      { now: clock.now, newId: randomUUID, randomBytes, random: Math.random },
    );

  beforeEach(async () => {
    clock = new MovingClock();
    dataDirectory = temporaryDirectory();
    services = await open();
  });
  afterEach(async () => {
    await services.close();
    removeDirectory(dataDirectory);
    log.throwIfErrors();
  });

  const looked = () => eventually('the dispatcher to look', () => services.dispatcher.lookedAt);

  it('runs nothing in the background by itself', () => {
    assert.equal(services.dispatcher.lookedAt, undefined);
  });

  it('is ready once the dispatcher looks at its queue', async () => {
    assert.deepEqual(await services.problems(), ['dispatcher']);
    services.dispatcher.start();
    await looked();
    assert.deepEqual(await services.problems(), []);
  });

  it('says that the dispatcher is stuck when it has not looked for a minute', async () => {
    services.dispatcher.start();
    await looked();
    clock.advance(61);
    assert.deepEqual(await services.problems(), ['dispatcher']);
  });

  it('says that the store is gone', async () => {
    await services.close();
    assert.deepEqual(await services.problems(), ['store', 'dispatcher']);
    services = await open();
  });

  it('tells readiness apart from being up', async () => {
    const app = createApp(services);
    await request(app).get('/healthz').expect(200, { status: 'up' });
    await request(app)
      .get('/readyz')
      .expect(503, { status: 'notReady', problems: ['dispatcher'] });
    services.dispatcher.start();
    await looked();
    await request(app).get('/readyz').expect(200, { status: 'ready', problems: [] });
  });

  it('refuses a second process on the same data directory', async () => {
    await assert.rejects(open(), { code: 'DATA_DIRECTORY_IN_USE' });
  });

  it('takes a registration link to the public address', async () => {
    const { url, expiresAt } = await services.registrar.invite({ activates: false, hours: 2 });
    assert.match(url, /^https:\/\/attendus\.example\/lti\/register\?token=[\w-]{43}$/);
    assert.equal(Math.round((expiresAt.getTime() - clock.now().getTime()) / 60_000), 120);
  });

  it('shows the référentiel and the icon to anyone, and pages of sessions to nobody', async () => {
    const app = createApp(services);
    await request(app).get('/referentiel').expect(200);
    const icon = await request(app).get('/icon.svg').expect(200);
    assert.equal(icon.headers['cross-origin-resource-policy'], 'cross-origin');
    await request(app).get('/s/anything/class').expect(401);
    await request(app).get('/nowhere').expect(404);
  });

  it('sends strict headers with every page', async () => {
    const { headers } = await request(createApp(services)).get('/referentiel');
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'$/);
    assert.match(String(headers['strict-transport-security']), /max-age=31536000/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['x-powered-by'], undefined);
  });

  it('asks browsers for https alone where it is reached by https alone', async () => {
    const app = createApp({ ...services, url: 'http://localhost:3000' });
    for (const path of ['/referentiel', '/s/anything/class', '/lti/login']) {
      assert.equal((await request(app).get(path)).headers['strict-transport-security'], undefined, path);
      const { headers } = await request(createApp(services)).get(path);
      assert.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains', path);
    }
  });
});
