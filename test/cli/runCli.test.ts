import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveAdminSocket } from '../../src/cli/adminSocket.js';
import { runCli } from '../../src/cli/runCli.js';
import { readConfig, type Config } from '../../src/config.js';
import { REGISTER, registrarOfTests } from './registrarOfTests.js';

describe('runCli', () => {
  let dataDirectory: string;
  beforeEach(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'attendus-cli-'));
  });
  afterEach(() => rmSync(dataDirectory, { recursive: true }));

  /** A command line on a machine where nothing runs yet. */
  function machine() {
    const stored = registrarOfTests();
    const seen = { opened: 0, closed: 0 };
    const configOf = (environment: NodeJS.ProcessEnv): Config =>
      readConfig({ ATTENDUS_DATA_DIR: dataDirectory, ...environment });
    const run = async (args: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
      let out = '';
      let err = '';
      const exitCode = await runCli(args, {
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        readConfig: () => configOf(environment),
        openServices: async () => {
          seen.opened += 1;
          return { ...stored, close: async () => void (seen.closed += 1) };
        },
      });
      return { exitCode, out, err };
    };
    return { ...stored, seen, run };
  }

  it('registers a platform and prints what the platform needs', async () => {
    const { run, registrations, seen } = machine();
    const { exitCode, out, err } = await run(REGISTER);
    assert.deepEqual([exitCode, err], [0, '']);
    const [id] = registrations.all.keys();
    assert.equal(
      out,
      [
        `Registered moodle.example: ${id} (active)`,
        '',
        'What the platform needs:',
        '  Tool URL                 https://attendus.example/lti/launch',
        '  Initiate login URL       https://attendus.example/lti/login',
        '  Redirection URI          https://attendus.example/lti/launch',
        '  Public keyset URL        https://attendus.example/lti/keys',
        '  Content selection URL    https://attendus.example/lti/launch',
        '  Icon URL                 https://attendus.example/icon.svg',
        "  Custom parameters        attendus_groups=$Moodle.Person.userGroupIds (Moodle alone: learners' groups)",
        '',
      ].join('\n'),
    );
    assert.deepEqual(seen, { opened: 1, closed: 1 });
  });

  it('says that it updated a platform that was known', async () => {
    const { run } = machine();
    await run(REGISTER);
    assert.match((await run(REGISTER)).out, /^Updated the registration of moodle\.example: /);
  });

  it('names every wrong value by its option', async () => {
    const { run, registrations } = machine();
    const wrong = REGISTER.map((arg) => arg.replace('https:', 'http:'));
    const { exitCode, out, err } = await run(wrong);
    assert.deepEqual([exitCode, out], [2, '']);
    assert.equal(
      err,
      'Nothing was registered:\n' +
        ['--issuer', '--auth-url', '--token-url', '--jwks-url']
          .map((option) => `  ${option}: must be an https address\n`)
          .join(''),
    );
    assert.equal(registrations.all.size, 0);
  });

  it('prints a registration link of which the store keeps the hash', async () => {
    const { run, registrations } = machine();
    const { exitCode, out } = await run(['registration-link', '--hours', '2']);
    assert.equal(exitCode, 0);
    assert.match(out, /^https:\/\/attendus\.example\/lti\/register\?token=[\w-]{43}\n/);
    assert.match(out, /once, until 2026-11-23T14:00:00\.000Z\. Then `attendus activate` lets it in\./);
    assert.deepEqual(
      [...registrations.links.values()].map(({ activates }) => activates),
      [false],
    );
    assert.match((await run(['registration-link', '--activate'])).out, /may be used at once/);
  });

  it('lists, disables and activates', async () => {
    const { run, registrations } = machine();
    assert.match((await run(['list'])).out, /^No platform is registered yet/);
    await run(REGISTER);
    const [id = ''] = registrations.all.keys();
    const disabled = await run(['disable', id]);
    assert.deepEqual([disabled.exitCode, disabled.out], [0, 'moodle.example is now disabled.\n']);
    assert.equal(
      (await run(['list'])).out,
      `${id}  disabled  moodle.example\n  https://moodle.example, client c1, deployments 1\n`,
    );
    assert.match((await run(['activate', id])).out, /is now active/);
    assert.equal(registrations.all.get(id)?.status, 'active');
  });

  describe('journal', () => {
    const at = new Date('2026-11-22T09:00:00Z');
    const line = {
      id: 'l1',
      registrationId: 'r1',
      deploymentId: '1',
      contextId: 'course-1',
      at,
      actorSub: '3',
      role: 'teacher' as const,
      sessionId: 's1',
      action: 'evaluation.published',
      learnerSub: '5',
      expiresAt: at,
    };

    /** A Moodle, with lines in its journal. */
    async function kept(...some: readonly Partial<typeof line>[]) {
      const { run, lines, registrations } = machine();
      await run(REGISTER);
      const [registrationId = ''] = registrations.all.keys();
      lines.push(...some.map((one) => ({ ...line, registrationId, ...one })));
      return { registrationId, run };
    }
    const older = { contextId: 'course-2', at: new Date('2026-09-01T09:00:00Z') };

    it('prints lines with a tab between columns', async () => {
      const { run, registrationId } = await kept({}, older);
      const { exitCode, out } = await run(['journal', '--registration', registrationId]);
      assert.equal(exitCode, 0);
      assert.equal(
        out,
        'when\tuser\trole\taction\tlearner\tcourse\tactivity\tlaunch\n' +
          '2026-11-22T09:00:00.000Z\t3\tteacher\tevaluation.published\t5\tcourse-1\t\ts1\n',
      );
    });

    it('looks at one course, and as far back as asked', async () => {
      const { run } = await kept({}, older);
      const asked = ['--registration=moodle.example', '--course=course-2', '--days=200'];
      const { out } = await run(['journal', ...asked]);
      assert.deepEqual(
        out
          .split('\n')
          .slice(1)
          .map((text) => text.slice(0, 10)),
        ['2026-09-01', ''],
      );
    });

    it('lets no id look like another line', async () => {
      const { run, registrationId } = await kept({ actorSub: 'a\nb\tc' });
      const { out } = await run(['journal', '--registration', registrationId]);
      assert.match(out, /\ta b c\tteacher\t/);
      assert.equal(out.split('\n').length, 3);
    });

    it('says so where there is no such registration', async () => {
      const { run } = await kept({});
      const { exitCode, err } = await run(['journal', '--registration', 'r2']);
      assert.equal(exitCode, 1);
      assert.match(err, /^No registration has the id or the name r2; `attendus list` shows them\.$/m);
    });

    it('needs a registration, and numbers that are ones', async () => {
      const { exitCode, err } = await machine().run(['journal', '--days', 'many', '--most', '0']);
      assert.equal(exitCode, 2);
      assert.match(err, /--registration: is missing\n--days: must be a whole number.*\n--most: must be/);
    });
  });

  it('gives platforms another key, which signs a day later', async () => {
    const { run, registrations } = machine();
    assert.match((await run(['keys', 'rotate'])).out, /^No platform is registered yet/);
    await run(REGISTER);
    const [before] = registrations.all.values();
    const { exitCode, out } = await run(['keys', 'rotate']);
    assert.equal(exitCode, 0);
    assert.match(
      out,
      /^moodle\.example \(.+\) has a new key: .* signs from 2026-11-24T12:00:00\.000Z on\.\n$/,
    );
    const [after] = registrations.all.values();
    assert.equal(after?.keyId, before?.keyId);
    assert.equal(registrations.keyPairs.size, 2);

    assert.match((await run(['keys', 'rotate'])).out, /has a new key already, which signs from 2026-11-24/);
    assert.equal(registrations.keyPairs.size, 2);
    const atOnce = await run(['keys', 'rotate', '--registration', after?.id ?? '', '--now']);
    assert.match(atOnce.out, /signs from 2026-11-23T12:00:00\.000Z on/);
    assert.equal(registrations.keyPairs.size, 3);
  });

  it('gives no key to a platform that it does not know', async () => {
    const { exitCode, err } = await machine().run(['keys', 'rotate', '--registration', 'nope']);
    assert.deepEqual([exitCode, err.includes('No registration has the id nope')], [1, true]);
  });

  it('fails for an id that is not registered', async () => {
    const { exitCode, out, err } = await machine().run(['activate', 'nope']);
    assert.deepEqual([exitCode, out], [1, '']);
    assert.match(err, /No registration has the id nope/);
  });

  it('helps without any settings, and opens nothing', async () => {
    const { run, seen } = machine();
    const broken = { PORT: 'x' };
    const { exitCode, out, err } = await run(['--help'], broken);
    assert.deepEqual([exitCode, err], [0, '']);
    assert.match(out, /^Usage: attendus COMMAND/);
    assert.equal(seen.opened, 0);
  });

  it('tells misuse on standard error with the help, and opens nothing', async () => {
    const { run, seen } = machine();
    const { exitCode, out, err } = await run(['list', '--all']);
    assert.deepEqual([exitCode, out], [2, '']);
    assert.match(err, /^--all: is not an option of this command\n\nList the registered platforms\./);
    assert.equal(seen.opened, 0);
  });

  it('names every wrong setting', async () => {
    const { exitCode, err } = await machine().run(['list'], { PORT: 'x', LOG_LEVEL: 'loud' });
    assert.equal(exitCode, 1);
    assert.match(err, /PORT: .*\n.*LOG_LEVEL: /);
  });

  it('tells why the store cannot be opened', async () => {
    let err = '';
    const exitCode = await runCli(['list'], {
      out: () => {},
      err: (text) => void (err += text),
      readConfig: () => readConfig({ ATTENDUS_DATA_DIR: dataDirectory }),
      openServices: async () => {
        throw new Error('the data directory is used by process 7');
      },
    });
    assert.deepEqual([exitCode, err], [1, 'Failed: the data directory is used by process 7\n']);
  });

  it('asks the server that runs on the data directory, and opens no store', async () => {
    const server = registrarOfTests();
    const socket = await serveAdminSocket(dataDirectory, server);
    const { run, seen } = machine();
    const { exitCode, out } = await run(REGISTER);
    await socket.close();
    assert.equal(exitCode, 0);
    assert.match(out, /^Registered moodle\.example: /);
    assert.equal(server.registrations.all.size, 1);
    assert.equal(seen.opened, 0);
  });

  it('works on MongoDB itself, whatever server runs', async () => {
    const server = registrarOfTests();
    const socket = await serveAdminSocket(dataDirectory, server);
    const { run, seen } = machine();
    const mongodb = { MONGODB_URI: 'mongodb://127.0.0.1/attendus', ATTENDUS_SECRET: 'x'.repeat(32) };
    await run(REGISTER, mongodb);
    await socket.close();
    assert.deepEqual(seen, { opened: 1, closed: 1 });
    assert.equal(server.registrations.all.size, 0);
  });

  it('closes the store after a failure', async () => {
    const services = registrarOfTests();
    let closed = 0;
    const exitCode = await runCli(['list'], {
      out: () => {},
      err: () => {},
      readConfig: () => readConfig({ ATTENDUS_DATA_DIR: dataDirectory }),
      openServices: async () => ({
        ...services,
        registrar: {
          ...services.registrar,
          list: async () => {
            throw new Error('the disk is full');
          },
        },
        close: async () => void (closed += 1),
      }),
    });
    assert.deepEqual([exitCode, closed], [1, 1]);
  });
});
