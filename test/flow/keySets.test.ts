import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from '../../src/demo/site/state.js';
import { generatePrivateKeyPem } from '../../src/demo/signingKey.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { COURSE, TEACHER } from '../support/person.js';

const MEGABYTE = 2 ** 20;

/** Of a key set that fails, or of one that lacks a key. */
const PAUSE_SECONDS = 6;
const COOLDOWN_SECONDS = 31;

describe('launches while a platform’s key set misbehaves', () => {
  eachApp((app) => {
    let activity: Activity;
    let server: Server;
    let answer: RequestListener;
    let reads: string[];
    let bytesSent = 0;

    before(async () => {
      activity = app().platform.addActivity({
        courseId: COURSE,
        toolId: app().tool.id,
        title: 'Accueil',
        column: { scoreMaximum: 20 },
      });
      server = createServer((req, res) => {
        reads.push(req.url ?? '');
        res.on('close', () => (bytesSent += req.socket.bytesWritten));
        answer(req, res);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    /** An address that was never read, so that what was read before does not count. */
    beforeEach(async function () {
      [reads, bytesSent] = [[], 0];
      answer = (_req, res) => res.end(JSON.stringify({ keys: [app().platform.signingKey.jwk] }));
      app().advance(COOLDOWN_SECONDS);
      const { port } = server.address() as AddressInfo;
      const { registrations } = app().services.stores;
      const [known] = await registrations.findByIssuer(app().platform.url);
      assert.ok(known);
      const name = encodeURIComponent(this.currentTest?.title ?? '');
      await registrations.update({ ...known, keySetUrl: `http://localhost:${port}/${name}` });
    });

    const launch = async (header?: Readonly<Record<string, unknown>>): Promise<Page> => {
      const { page, token, claims } = await app().as(TEACHER).launchAnswer(activity);
      const sent = header ? app().platform.signIdToken(claims, { header }) : token;
      return page.postItself((fields) => fields.set('id_token', sent));
    };

    function refuses(page: Page, status: number, code: string): void {
      assert.equal(page.code, code, page.summary);
      assert.equal(page.status, status);
      assert.match(page.html, /<html lang="fr">/);
      assert.ok(page.text.length > 80, page.summary);
      assert.ok(!page.browser.jar.names().includes('attendus_session'), 'a session was opened');
    }

    it('thirty unknown keys in a row make one reading, and thirty pages that say so', async () => {
      assert.equal((await launch()).status, 200);
      for (let n = 0; n < 20; n += 1) refuses(await launch({ kid: `unknown-${n}` }), 403, 'KEY_UNKNOWN');
      const atOnce = Array.from({ length: 10 }, (_, n) => launch({ kid: `other-${n}` }));
      for (const page of await Promise.all(atOnce)) refuses(page, 403, 'KEY_UNKNOWN');
      assert.equal(reads.length, 2, 'of the first launch, and of the first unknown key');
      assert.equal((await launch()).status, 200, 'who has a known key is let in meanwhile');

      app().advance(COOLDOWN_SECONDS);
      for (let n = 0; n < 5; n += 1) refuses(await launch({ kid: `late-${n}` }), 403, 'KEY_UNKNOWN');
      assert.equal(reads.length, 3);
    });

    it('a key that changes at each reading is found at once, then once in half a minute', async () => {
      assert.equal((await launch()).status, 200);
      app().platform.rotateKey(await generatePrivateKeyPem());
      assert.equal((await launch()).status, 200);
      app().platform.rotateKey(await generatePrivateKeyPem());
      refuses(await launch(), 403, 'KEY_UNKNOWN');
      assert.equal(reads.length, 2);
      app().advance(COOLDOWN_SECONDS);
      assert.equal((await launch()).status, 200);
      assert.equal(reads.length, 3);
    });

    it('fifty megabytes are left unread after the first', async () => {
      answer = (_req, res) => {
        const more = () => {
          while (!res.destroyed && res.write(Buffer.alloc(MEGABYTE / 16, ' ')));
        };
        res.on('drain', more);
        more();
      };
      const pages = await Promise.all(Array.from({ length: 12 }, () => launch()));
      for (const page of pages) refuses(page, 424, 'KEY_SET_UNUSABLE');
      refuses(await launch(), 424, 'KEY_SET_UNUSABLE');
      assert.equal(
        reads.length,
        1,
        'twelve launches share a reading, and the next leaves the platform alone',
      );
      assert.ok(bytesSent < 12 * MEGABYTE, `${bytesSent} bytes were taken`);
    });

    it('one that drips without end is given up after five seconds, by all who wait', async function () {
      this.timeout(20_000);
      answer = (_req, res) => {
        const drip = setInterval(() => res.write(' '), 50);
        res.on('close', () => clearInterval(drip));
      };
      const begun = performance.now();
      const pages = await Promise.all(Array.from({ length: 5 }, () => launch()));
      const seconds = (performance.now() - begun) / 1000;
      for (const page of pages) refuses(page, 424, 'KEY_SET_UNUSABLE');
      assert.ok(seconds < 9, `${seconds} s`);
      assert.equal(reads.length, 1);
    });

    it('a redirect is followed nowhere', async () => {
      answer = (_req, res) => res.writeHead(302, { location: '/elsewhere' }).end();
      for (let n = 0; n < 3; n += 1) refuses(await launch(), 424, 'KEY_SET_UNUSABLE');
      assert.deepEqual([reads.length, reads.includes('/elsewhere')], [1, false]);
    });

    it('one that works again lets everybody in a few seconds later', async () => {
      const good = answer;
      answer = (_req, res) => res.writeHead(503).end();
      refuses(await launch(), 424, 'KEY_SET_UNUSABLE');
      answer = good;
      app().advance(PAUSE_SECONDS);
      assert.equal((await launch()).status, 200);
    });
  });
});
