import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { askRunningServer, serveAdminSocket } from '../../src/cli/adminSocket.js';
import { registrarOfTests } from './registrarOfTests.js';

const mode = (file: string) => statSync(file).mode & 0o777;

describe('serveAdminSocket', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'attendus-socket-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Sends lines as they are, and gives what comes back until the server closes. */
  const sendRaw = (path: string, text: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = connect(path, () => socket.end(text));
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => (answer += chunk));
      socket.on('close', () => resolve(answer));
      socket.on('error', (error: NodeJS.ErrnoException) =>
        ['EPIPE', 'ECONNRESET'].includes(error.code ?? '') ? resolve(answer) : reject(error),
      );
    });

  it('answers commands beside the data, to its owner alone', async () => {
    const umask = process.umask();
    const socket = await serveAdminSocket(root, registrarOfTests());
    assert.equal(process.umask(), umask);
    assert.equal(mode(join(root, 'admin.sock')), 0o600);
    const answer = await askRunningServer(root, { name: 'list' });
    assert.equal(answer?.exitCode, 0);
    assert.match(answer?.text ?? '', /^No platform is registered yet/);
    await socket.close();
    assert.equal(existsSync(join(root, 'admin.sock')), false);
  });

  it('answers many at once, each its own', async () => {
    const socket = await serveAdminSocket(root, registrarOfTests());
    const ids = Array.from({ length: 20 }, (_, i) => `id-${i}`);
    const answers = await Promise.all(ids.map((id) => askRunningServer(root, { name: 'activate', id })));
    await socket.close();
    answers.forEach((answer, i) => assert.match(answer?.text ?? '', new RegExp(`the id id-${i};`)));
  });

  it('answers several lines of one connection, in order', async () => {
    const socket = await serveAdminSocket(root, registrarOfTests());
    const lines = ['{"name":"activate","id":"a"}', '{"name":"activate","id":"b"}', ''].join('\n');
    const answers = (await sendRaw(join(root, 'admin.sock'), lines)).trim().split('\n');
    await socket.close();
    assert.deepEqual(
      answers.map((line) => /the id (\w);/.exec((JSON.parse(line) as { text: string }).text)?.[1]),
      ['a', 'b'],
    );
  });

  describe('in a directory with a long name', () => {
    let deep: string;
    beforeEach(() => {
      deep = join(root, 'd'.repeat(120), 'é'.repeat(60));
      mkdirSync(deep, { recursive: true });
    });

    it('listens in a private directory elsewhere, which a file beside the data names', async () => {
      const socket = await serveAdminSocket(deep, registrarOfTests());
      const elsewhere = readFileSync(join(deep, 'admin.sock.path'), 'utf8');
      assert.ok(elsewhere.startsWith(tmpdir()));
      assert.equal(mode(dirname(elsewhere)), 0o700);
      assert.equal(mode(elsewhere), 0o600);
      assert.equal(mode(join(deep, 'admin.sock.path')), 0o600);
      assert.equal((await askRunningServer(deep, { name: 'list' }))?.exitCode, 0);
      await socket.close();
      assert.equal(existsSync(dirname(elsewhere)), false);
      assert.equal(existsSync(join(deep, 'admin.sock.path')), false);
    });

    it('finds no server when none runs', async () => {
      assert.equal(await askRunningServer(deep, { name: 'list' }), undefined);
    });

    it('starts again after a server that was killed, and clears what it left', async () => {
      const left = mkdtempSync(join(tmpdir(), 'attendus-'));
      writeFileSync(join(deep, 'admin.sock.path'), join(left, 'admin.sock'));
      assert.equal(await askRunningServer(deep, { name: 'list' }), undefined);
      const socket = await serveAdminSocket(deep, registrarOfTests());
      assert.equal((await askRunningServer(deep, { name: 'list' }))?.exitCode, 0);
      assert.equal(existsSync(left), false);
      await socket.close();
    });
  });

  it('finds no server when none runs', async () => {
    assert.equal(await askRunningServer(root, { name: 'list' }), undefined);
  });

  it('finds no server behind a socket that a killed one left, and starts over it', async () => {
    const path = join(root, 'admin.sock');
    const before = createServer();
    await new Promise<void>((resolve) => before.listen(join(root, 'other.sock'), resolve));
    // Closing a server removes its socket; a killed one leaves it, as does one that was renamed.
    renameSync(join(root, 'other.sock'), path);
    await new Promise((resolve) => before.close(resolve));
    assert.equal(existsSync(path), true);
    assert.equal(await askRunningServer(root, { name: 'list' }), undefined);
    const socket = await serveAdminSocket(root, registrarOfTests());
    assert.equal((await askRunningServer(root, { name: 'list' }))?.exitCode, 0);
    await socket.close();
  });

  const malformed: [title: string, line: string][] = [
    ['no JSON', 'list'],
    ['an unknown command', '{"name":"erase"}'],
    ['a command without its id', '{"name":"activate"}'],
    ['a query for an id', '{"name":"activate","id":{"$ne":""}}'],
  ];
  for (const [title, line] of malformed) {
    it(`answers that it could not do ${title}`, async () => {
      const socket = await serveAdminSocket(root, registrarOfTests());
      const answer = JSON.parse(await sendRaw(join(root, 'admin.sock'), `${line}\n`)) as object;
      await socket.close();
      assert.equal((answer as { exitCode: number }).exitCode, 1);
      assert.match((answer as { text: string }).text, /^The server could not do this: /);
    });
  }

  it('hangs up on an endless line, and goes on answering others', async () => {
    const socket = await serveAdminSocket(root, registrarOfTests());
    assert.equal(await sendRaw(join(root, 'admin.sock'), 'x'.repeat(200_000)), '');
    assert.equal((await askRunningServer(root, { name: 'list' }))?.exitCode, 0);
    await socket.close();
  });

  it('tells a client whose server stops before it answers', async () => {
    const services = registrarOfTests();
    let asked = () => {};
    const reached = new Promise<void>((resolve) => (asked = resolve));
    const socket = await serveAdminSocket(root, {
      ...services,
      registrar: { ...services.registrar, list: () => (asked(), new Promise(() => {})) },
    });
    const answer = askRunningServer(root, { name: 'list' });
    await reached;
    await Promise.all([socket.close(), assert.rejects(answer, /closed the connection|ECONNRESET|aborted/)]);
  });
});
