import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createRemoteJWKSet, customFetch } from 'jose';
import { createPlatformHttp, type PlatformHttp } from '../../../src/lti/services/platformHttp.js';
import {
  PlatformUnreachable,
  type UnreachableReason,
} from '../../../src/lti/services/platformUnreachable.js';
import { startPlatform, type StandInPlatform } from './standInPlatform.js';

const unreachable = (reason: UnreachableReason) => (error: unknown) => {
  assert.ok(error instanceof PlatformUnreachable, String(error));
  assert.equal(error.reason, reason);
  return true;
};

describe('createPlatformHttp', () => {
  let platform: StandInPlatform;
  let http: PlatformHttp;

  beforeEach(async () => {
    platform = await startPlatform();
    http = createPlatformHttp({ demo: true });
  });

  afterEach(async () => {
    await platform.close();
    await http.close();
  });

  const get = (more: { path?: string; timeoutMs?: number; maxBytes?: number } = {}) => {
    const { path = '/', ...limits } = more;
    return http.request({ url: `${platform.origin}${path}`, ...limits });
  };

  describe('request', () => {
    it('sends method, headers and body, and gives status, headers and text', async () => {
      platform.answer = () => ({ status: 418, headers: { 'x-tea': 'yes' }, body: 'Théière' });
      const answer = await http.request({
        method: 'POST',
        url: `${platform.origin}/scores?type_id=1`,
        headers: { 'content-type': 'application/vnd.ims.lis.v1.score+json' },
        body: '{"é":1}',
      });
      assert.deepEqual([answer.status, answer.headers.get('x-tea'), answer.text], [418, 'yes', 'Théière']);
      const [request] = platform.received;
      assert.equal(request?.method, 'POST');
      assert.equal(request.url, '/scores?type_id=1');
      assert.equal(request.headers['content-type'], 'application/vnd.ims.lis.v1.score+json');
      assert.equal(request.body, '{"é":1}');
    });

    it('says who it is', async () => {
      await get();
      assert.match(platform.received[0]?.headers['user-agent'] ?? '', /^Attendus/);
    });

    it('keeps no cookie', async () => {
      platform.answer = () => ({ headers: { 'set-cookie': 'MoodleSession=1' } });
      await get();
      await get();
      assert.deepEqual(
        platform.received.map(({ headers }) => headers.cookie),
        [undefined, undefined],
      );
    });

    for (const status of [301, 302, 303, 307, 308]) {
      it(`answers a redirect ${status} as it is, and follows it nowhere`, async () => {
        platform.answer = () => ({
          status,
          headers: { location: `${platform.origin}/elsewhere` },
          body: 'moved',
        });
        const answer = await get();
        assert.deepEqual([answer.status, answer.text], [status, 'moved']);
        assert.equal(platform.received.length, 1);
      });
    }

    for (const [name, encoding, compress] of [
      ['gzip', 'gzip', gzipSync],
      ['Brotli', 'br', brotliCompressSync],
    ] as const) {
      it(`reads ${name}`, async () => {
        platform.answer = () => ({ headers: { 'content-encoding': encoding }, body: compress('Élève') });
        assert.equal((await get()).text, 'Élève');
      });
    }
  });

  describe('size', () => {
    it('reads a body of exactly its limit', async () => {
      platform.answer = () => ({ body: 'x'.repeat(1000) });
      assert.equal((await get({ maxBytes: 1000 })).text.length, 1000);
    });

    it('counts bytes, not characters', async () => {
      platform.answer = () => ({ body: 'é'.repeat(501) });
      await assert.rejects(get({ maxBytes: 1000 }), unreachable('tooLarge'));
    });

    it('refuses more than a million bytes', async () => {
      platform.answer = () => ({ body: 'x'.repeat(1_000_001) });
      await assert.rejects(get(), unreachable('tooLarge'));
    });

    it('refuses a small answer that unpacks to a large one', async () => {
      const bomb = gzipSync(Buffer.alloc(20_000_000));
      platform.answer = () => ({ headers: { 'content-encoding': 'gzip' }, body: bomb });
      assert.ok(bomb.length < 100_000);
      await assert.rejects(get(), unreachable('tooLarge'));
    });

    it('stops reading an answer that never ends', async () => {
      platform.answer = () => (response) => {
        response.on('error', () => {});
        const more = () => {
          while (response.write(Buffer.alloc(65_536)));
          response.once('drain', more);
        };
        more();
      };
      await assert.rejects(get(), unreachable('tooLarge'));
    });
  });

  describe('time', () => {
    it('gives up when no answer comes', async () => {
      platform.answer = () => 'hang';
      await assert.rejects(get({ timeoutMs: 50 }), unreachable('timeout'));
    });

    it('gives up when a body never ends, however steadily it drips', async () => {
      platform.answer = () => (response) => {
        const drip = setInterval(() => response.write('.'), 10);
        response.once('close', () => clearInterval(drip));
      };
      await assert.rejects(get({ timeoutMs: 120 }), unreachable('timeout'));
    });

    it('gives up when the other side takes the connection and says nothing', async () => {
      const sockets: Socket[] = [];
      const silent = createServer((socket) => sockets.push(socket));
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const url = `https://localhost:${(silent.address() as AddressInfo).port}/`;
      await assert.rejects(http.request({ url, timeoutMs: 50 }), unreachable('timeout'));
      for (const socket of sockets) socket.destroy();
      silent.close();
    });

    it('stops when its caller does', async () => {
      platform.answer = () => 'hang';
      const signal = AbortSignal.timeout(30);
      await assert.rejects(http.request({ url: platform.origin, signal }), unreachable('timeout'));
    });
  });

  describe('broken answers', () => {
    it('tells that nobody listens', async () => {
      const { origin } = platform;
      await platform.close();
      await assert.rejects(http.request({ url: origin }), unreachable('unreachable'));
    });

    it('tells that a connection broke in the middle of a body', async () => {
      platform.answer = () => (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => response.destroy());
      };
      await assert.rejects(get(), unreachable('unreachable'));
    });

    it('tells that what answers is not HTTP', async () => {
      const noise = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
      await new Promise<void>((resolve) => noise.listen(0, '127.0.0.1', resolve));
      const url = `http://localhost:${(noise.address() as AddressInfo).port}/`;
      await assert.rejects(http.request({ url }), unreachable('unreachable'));
      noise.close();
    });

    it('names the address in the log without its query, and its host to users', async () => {
      platform.answer = () => 'hang';
      const url = `${platform.origin}/register?token=secret`;
      await assert.rejects(http.request({ url, timeoutMs: 20 }), (error: PlatformUnreachable) => {
        assert.equal(error.message, `timeout: ${platform.origin}/register`);
        assert.deepEqual(error.facts, { host: new URL(platform.origin).host });
        return true;
      });
    });
  });

  describe('turns', () => {
    it('keeps to its connections for each origin', async () => {
      const narrow = createPlatformHttp({ demo: true, connectionsPerOrigin: 2 });
      platform.answer = async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { body: 'ok' };
      };
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => narrow.request({ url: platform.origin })),
      );
      assert.ok(answers.every(({ text }) => text === 'ok'));
      assert.equal(platform.busiest(), 2);
      await narrow.close();
    });

    it('counts the wait for a turn', async () => {
      const narrow = createPlatformHttp({ demo: true, connectionsPerOrigin: 1 });
      platform.answer = () => 'hang';
      const first = assert.rejects(
        narrow.request({ url: platform.origin, timeoutMs: 300 }),
        unreachable('timeout'),
      );
      const second = narrow.request({ url: platform.origin, timeoutMs: 50 });
      await assert.rejects(second, unreachable('timeout'));
      assert.equal(platform.received.length, 1);
      await first;
      await narrow.close();
    });

    it('answers from one origin while another hangs', async () => {
      const other = await startPlatform();
      platform.answer = () => 'hang';
      other.answer = () => ({ body: 'ok' });
      const hanging = Array.from({ length: 20 }, () => assert.rejects(get({ timeoutMs: 200 })));
      assert.equal((await http.request({ url: other.origin })).text, 'ok');
      await Promise.all(hanging);
      await other.close();
    });
  });

  describe('addresses', () => {
    const never = [
      'http://lms.example/',
      'http://10.0.0.1/',
      'https://10.0.0.1/',
      'https://172.16.0.1/',
      'https://192.168.1.1/',
      'https://169.254.169.254/latest/meta-data/',
      'https://[fe80::1]/',
      'https://[fd00::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://0x0a000001/',
      'https://167772161/',
      'https://0/',
      'https://user:secret@lms.example/',
      'ftp://lms.example/',
      'file:///etc/passwd',
      'data:text/plain,x',
      'javascript:alert(1)',
      'no address',
      '',
    ];
    for (const demo of [false, true]) {
      const guarded = createPlatformHttp({ demo });
      for (const url of never) {
        it(`refuses « ${url} », demonstration ${demo ? 'on' : 'off'}`, async () => {
          await assert.rejects(guarded.request({ url }), unreachable('refusedAddress'));
        });
      }
    }

    const loopback = [
      'http://localhost/',
      'https://localhost/',
      'http://lms.localhost/',
      'https://127.0.0.1/',
    ];
    for (const url of [...loopback, 'https://[::1]/', 'https://2130706433/']) {
      it(`refuses ${url} outside of a demonstration`, async () => {
        const strict = createPlatformHttp({ demo: false });
        await assert.rejects(strict.request({ url }), unreachable('refusedAddress'));
      });
    }

    it('reaches names below localhost in a demonstration', async () => {
      platform.answer = () => ({ body: 'ok' });
      const url = platform.origin.replace('localhost', 'lms.localhost');
      assert.equal((await http.request({ url })).text, 'ok');
    });

    for (const demo of [false, true]) {
      it(`refuses a name that turns out to be this machine, demonstration ${demo ? 'on' : 'off'}`, async () => {
        const asked: string[] = [];
        const guarded = createPlatformHttp({
          demo,
          resolve: (hostname, callback) => {
            asked.push(hostname);
            callback(null, [{ address: '127.0.0.1', family: 4 }]);
          },
        });
        const { port } = new URL(platform.origin);
        const request = guarded.request({ url: `https://rebound.example:${port}/` });
        await assert.rejects(request, unreachable('refusedAddress'));
        assert.deepEqual(asked, ['rebound.example']);
        assert.equal(platform.received.length, 0);
      });
    }

    it('looks a name up again for each connection, so that a change of mind is seen', async () => {
      const answers = ['10.0.0.1', '169.254.169.254'];
      const guarded = createPlatformHttp({
        demo: false,
        resolve: (_hostname, callback) => callback(null, [{ address: answers.shift() ?? '', family: 4 }]),
      });
      for (let n = 0; n < 2; n += 1) {
        await assert.rejects(guarded.request({ url: 'https://lms.example/' }), unreachable('refusedAddress'));
      }
      assert.deepEqual(answers, []);
    });
  });

  describe('fetchLike', () => {
    it('gives a Response', async () => {
      platform.answer = () => ({
        status: 201,
        headers: { 'content-type': 'application/json' },
        body: '{"a":1}',
      });
      const response = await http.fetchLike(new URL(platform.origin), {
        method: 'POST',
        headers: new Headers({ authorization: 'Bearer x' }),
        body: '{}',
      });
      assert.ok(response instanceof Response);
      assert.equal(response.status, 201);
      assert.deepEqual(await response.json(), { a: 1 });
      assert.equal(platform.received[0]?.headers.authorization, 'Bearer x');
    });

    it('gives a Response without a body', async () => {
      platform.answer = () => ({ status: 204 });
      const response = await http.fetchLike(platform.origin);
      assert.deepEqual([response.status, await response.text()], [204, '']);
    });

    it('guards as request does', async () => {
      await assert.rejects(http.fetchLike('http://lms.example/'), unreachable('refusedAddress'));
    });

    it('never deletes', async () => {
      await assert.rejects(http.fetchLike(platform.origin, { method: 'DELETE' }), /never asked to DELETE/);
      assert.equal(platform.received.length, 0);
    });

    it('fetches key sets for jose', async () => {
      platform.answer = () => ({ body: '{"keys":[]}' });
      const keys = createRemoteJWKSet(new URL(`${platform.origin}/certs`), { [customFetch]: http.fetchLike });
      await assert.rejects(keys({ alg: 'RS256', kid: 'x' }), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
      assert.equal(platform.received[0]?.url, '/certs');
    });
  });
});
