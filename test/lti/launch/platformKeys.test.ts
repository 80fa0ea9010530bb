import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LaunchRefused } from '../../../src/lti/launch/launchRefused.js';
import { createPlatformKeys } from '../../../src/lti/launch/platformKeys.js';
import { createPlatformHttp } from '../../../src/lti/services/platformHttp.js';
import { assertSaid } from '../sentences.js';
import { SigningKey } from '../signingKey.js';

const first = new SigningKey('first');
const second = new SigningKey('second');
const registration = { id: 'r1', keySetUrl: 'https://moodle.example/certs' };

/** Key sets that a test can change, counting who asks. */
function publisher({ maximum = 1000 } = {}) {
  const clock = { at: new Date('2026-11-23T12:00:00Z') };
  const published = { keys: [first.jwk], fetched: [] as string[], down: false };
  const keys = createPlatformKeys({
    maximum,
    now: () => clock.at,
    fetch: async (url) => {
      published.fetched.push(url);
      await new Promise((resolve) => setImmediate(resolve));
      if (published.down) throw new Error('connection refused');
      return Response.json({ keys: published.keys });
    },
  });
  const later = (seconds: number) => (clock.at = new Date(clock.at.getTime() + seconds * 1000));
  return { keys, published, later };
}

async function refused(promise: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof LaunchRefused, String(error));
    assert.equal(error.code, code);
    assertSaid(error);
    return true;
  });
}

describe('createPlatformKeys', () => {
  it('fetches a key set once, and gives the same key object each time', async () => {
    const { keys, published } = publisher();
    const [one, other] = [await keys.get(registration, 'first'), await keys.get(registration, 'first')];
    assert.equal(one.export({ type: 'spki', format: 'pem' }), first.publicKeyPem);
    assert.equal(one, other);
    assert.equal(published.fetched.length, 1);
  });

  it('fetches once for many launches at the same time', async () => {
    const { keys, published } = publisher();
    await Promise.all(Array.from({ length: 30 }, () => keys.get(registration, 'first')));
    assert.equal(published.fetched.length, 1);
  });

  it('finds a key that was published since, even right after the first fetch', async () => {
    const { keys, published } = publisher();
    await keys.get(registration, 'first');
    published.keys = [second.jwk];
    const found = await keys.get(registration, 'second');
    assert.equal(found.export({ type: 'spki', format: 'pem' }), second.publicKeyPem);
    await refused(keys.get(registration, 'first'), 'KEY_UNKNOWN');
    assert.equal(published.fetched.length, 2);
  });

  it('asks once for thirty unknown kids, one after the other or at once', async () => {
    for (const warm of [false, true]) {
      const { keys, published } = publisher();
      if (warm) await keys.get(registration, 'first');
      published.fetched.length = 0;
      for (let i = 0; i < 15; i += 1) await refused(keys.get(registration, `unknown-${i}`), 'KEY_UNKNOWN');
      const atOnce = Array.from({ length: 15 }, (_, i) => keys.get(registration, `other-${i}`));
      await Promise.all(atOnce.map((asked) => refused(asked, 'KEY_UNKNOWN')));
      assert.equal(published.fetched.length, 1);
    }
  });

  it('asks again for an unknown kid half a minute later', async () => {
    const { keys, published, later } = publisher();
    await refused(keys.get(registration, 'second'), 'KEY_UNKNOWN');
    published.keys = [first.jwk, second.jwk];
    later(29);
    await refused(keys.get(registration, 'second'), 'KEY_UNKNOWN');
    later(1);
    assert.ok(await keys.get(registration, 'second'));
    assert.equal(published.fetched.length, 2);
  });

  it('leaves a key set alone for five seconds after it failed', async () => {
    const { keys, published, later } = publisher();
    published.down = true;
    for (let i = 0; i < 10; i += 1) await refused(keys.get(registration, 'first'), 'KEY_SET_UNUSABLE');
    assert.equal(published.fetched.length, 1);
    published.down = false;
    later(5);
    assert.ok(await keys.get(registration, 'first'));
  });

  it('keeps using the keys it has while the key set is down', async () => {
    const { keys, published } = publisher();
    await keys.get(registration, 'first');
    published.down = true;
    await refused(keys.get(registration, 'unknown'), 'KEY_SET_UNUSABLE');
    assert.ok(await keys.get(registration, 'first'));
  });

  it('fetches anew when the address of the key set has changed', async () => {
    const { keys, published } = publisher();
    await keys.get(registration, 'first');
    await keys.get({ ...registration, keySetUrl: 'https://moodle.example/new' }, 'first');
    assert.deepEqual(published.fetched, ['https://moodle.example/certs', 'https://moodle.example/new']);
  });

  it('forgets the key set that was unused for longest', async () => {
    const { keys, published } = publisher({ maximum: 2 });
    const ask = (id: string) => keys.get({ id, keySetUrl: `https://${id}.example/` }, 'first');
    for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(id);
    assert.deepEqual(
      published.fetched,
      ['a', 'b', 'c', 'b'].map((id) => `https://${id}.example/`),
    );
  });

  it('takes no key that is meant for something else', async () => {
    const { keys, published } = publisher();
    published.keys = [{ ...first.jwk, use: 'enc' }];
    await refused(keys.get(registration, 'first'), 'KEY_UNKNOWN');
  });

  it('refuses two keys of one name', async () => {
    const { keys, published } = publisher();
    published.keys = [first.jwk, { ...second.jwk, kid: 'first' }];
    await refused(keys.get(registration, 'first'), 'KEY_SET_UNUSABLE');
  });

  describe('over the guarded client', () => {
    const http = createPlatformHttp({ demo: true });
    let server: Server | undefined;
    after(() => http.close());
    afterEach(() => {
      server?.closeAllConnections();
      server?.close();
    });

    async function keyFrom(listener: RequestListener): Promise<unknown> {
      server = createServer(listener);
      await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const keys = createPlatformKeys({ fetch: http.fetchLike, now: () => new Date() });
      return keys.get({ id: 'r1', keySetUrl: `http://127.0.0.1:${port}/certs` }, 'first');
    }
    const good = () => JSON.stringify({ keys: [first.jwk] });

    it('reads a key set', async () => {
      assert.ok(await keyFrom((_req, res) => res.end(good())));
    });

    const answers: [title: string, listener: RequestListener][] = [
      ['an error', (_req, res) => res.writeHead(503).end(good())],
      ['HTML', (_req, res) => res.end('<h1>Maintenance</h1>')],
      ['JSON that is no key set', (_req, res) => res.end('{"keys":{}}')],
      ['a key set after 2 MB of spaces', (_req, res) => res.end(' '.repeat(2_000_000) + good())],
      ['a cut connection', (_req, res) => res.destroy()],
    ];
    for (const [title, listener] of answers) {
      it(`refuses ${title}`, () => refused(keyFrom(listener), 'KEY_SET_UNUSABLE'));
    }

    it('refuses a redirect, and does not follow it', async () => {
      const asked: (string | undefined)[] = [];
      const listener: RequestListener = (req, res) => {
        asked.push(req.url);
        if (req.url === '/elsewhere') res.end(good());
        else res.writeHead(302, { location: '/elsewhere' }).end();
      };
      await refused(keyFrom(listener), 'KEY_SET_UNUSABLE');
      assert.deepEqual(asked, ['/certs']);
    });

    it('refuses a key set that takes more than five seconds', async () => {
      const begun = Date.now();
      await refused(
        keyFrom((_req, res) => void res.write('{"keys":[')),
        'KEY_SET_UNUSABLE',
      );
      const seconds = (Date.now() - begun) / 1000;
      assert.ok(seconds >= 4.5 && seconds < 7, `${seconds} s`);
    });

    it('refuses a server that is down', async () => {
      const keys = createPlatformKeys({ fetch: http.fetchLike, now: () => new Date() });
      await refused(
        keys.get({ id: 'r1', keySetUrl: 'http://127.0.0.1:1/certs' }, 'first'),
        'KEY_SET_UNUSABLE',
      );
    });
  });
});
