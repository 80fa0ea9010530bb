import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express from 'express';
import { InvalidSettings, readConfig } from '../src/config.js';
import { temporaryDirectory } from './support/backends.js';

const SECRET = 'a secret of thirty-two bytes or more';

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  let directory: string;

  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('needs no setting at all', () => {
    const config = readConfig({ ATTENDUS_SECRET: SECRET });
    assert.deepEqual(config, {
      port: 3000,
      host: '127.0.0.1',
      url: 'http://localhost:3000',
      dataDirectory: resolve('data'),
      secret: SECRET,
      logLevel: 'info',
      trustProxy: 0,
      launchesPerMinute: 1000,
      demo: false,
    });
  });

  it('takes each setting, and an empty one as none', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      ATTENDUS_URL: 'https://attendus.example/',
      ATTENDUS_DATA_DIR: directory,
      MONGODB_URI: 'mongodb+srv://db.example/attendus',
      ATTENDUS_SECRET: SECRET,
      LOG_LEVEL: '',
      TRUST_PROXY: 'loopback, 10.0.0.0/8',
      ATTENDUS_DEMO: '1',
    });
    assert.equal(config.url, 'https://attendus.example', 'without its last slash');
    assert.equal(config.mongodbUri, 'mongodb+srv://db.example/attendus');
    assert.equal(config.logLevel, 'info');
    assert.equal(config.trustProxy, 'loopback, 10.0.0.0/8');
    assert.equal(config.demo, true);
  });

  it('takes plain http for ATTENDUS_URL on this machine alone', () => {
    for (const url of [
      'http://localhost:3000',
      'http://tool.localhost',
      'http://127.0.0.1:1',
      'http://[::1]:1',
    ]) {
      assert.equal(readConfig({ ATTENDUS_URL: url, ATTENDUS_SECRET: SECRET }).url, url);
    }
  });

  it('reads TRUST_PROXY as a count, a yes or no, or addresses', () => {
    const trusted = ['2', 'true', 'false'].map(
      (text) => readConfig({ TRUST_PROXY: text, ATTENDUS_SECRET: SECRET }).trustProxy,
    );
    assert.deepEqual(trusted, [2, true, false]);
  });

  it('takes for TRUST_PROXY what Express takes', () => {
    const app = express();
    for (const text of ['0', 'true', 'loopback', '10.1.2.3', '10.0.0.0/8, uniquelocal', '::1', 'fc00::/7']) {
      const { trustProxy } = readConfig({ TRUST_PROXY: text, ATTENDUS_SECRET: SECRET });
      assert.doesNotThrow(() => app.set('trust proxy', trustProxy), text);
    }
  });

  const wrong: readonly NodeJS.ProcessEnv[] = [
    { PORT: 'eighty' },
    { PORT: '0' },
    { PORT: '70000' },
    { ATTENDUS_URL: 'attendus.example' },
    { ATTENDUS_URL: 'ftp://attendus.example' },
    { ATTENDUS_URL: 'http://attendus.example' },
    { ATTENDUS_URL: 'http://localhost.example' },
    { ATTENDUS_URL: 'https://example.fr/attendus' },
    { ATTENDUS_URL: 'https://attendus.example/?lang=fr' },
    { ATTENDUS_URL: 'https://user:word@attendus.example' },
    { MONGODB_URI: 'mysql://db' },
    { MONGODB_URI: 'mongodb://' },
    { ATTENDUS_SECRET: 'short' },
    { LOG_LEVEL: 'loud' },
    { ATTENDUS_DEMO: 'yes' },
    { TRUST_PROXY: 'nginx' },
    { TRUST_PROXY: '10.0.0.0/64' },
  ];
  for (const setting of wrong) {
    const [[name = '', value = ''] = []] = Object.entries(setting);
    it(`refuses ${name}=${value} by its name`, () => {
      const problems = problemsOf({ ATTENDUS_SECRET: SECRET, ...setting });
      assert.equal(problems.length, 1, problems.join());
      assert.ok(problems[0]?.startsWith(`${name}: `), problems[0]);
    });
  }

  it('names every wrong setting at once, and repeats no secret', () => {
    const problems = problemsOf({ PORT: 'x', ATTENDUS_URL: 'x', ATTENDUS_SECRET: 'hunter2' });
    assert.deepEqual(
      problems.map((problem) => problem.split(':')[0]),
      ['PORT', 'ATTENDUS_URL', 'ATTENDUS_SECRET'],
    );
    assert.ok(!problems.join().includes('hunter2'));
  });

  it('requires the secret beside MongoDB, whose processes share it', () => {
    const [problem] = problemsOf({ MONGODB_URI: 'mongodb://db/attendus', ATTENDUS_DATA_DIR: directory });
    assert.match(problem ?? '', /^ATTENDUS_SECRET: is required with MONGODB_URI/);
    assert.equal(existsSync(join(directory, 'secret')), false);
  });

  describe('without a secret', () => {
    it('makes one for its owner alone, and finds it again', () => {
      const environment = { ATTENDUS_DATA_DIR: join(directory, 'data') };
      const { secret } = readConfig(environment);
      assert.ok(Buffer.byteLength(secret) >= 32);
      assert.equal(readConfig(environment).secret, secret);
      assert.equal(statSync(join(directory, 'data', 'secret')).mode & 0o777, 0o600);
      assert.equal(statSync(join(directory, 'data')).mode & 0o777, 0o700);
    });

    it('makes another one elsewhere', () => {
      const [a, b] = ['a', 'b'].map((name) => readConfig({ ATTENDUS_DATA_DIR: join(directory, name) }));
      assert.notEqual(a?.secret, b?.secret);
    });

    it('reads the one that was moved aside, which another replaces', () => {
      const environment = { ATTENDUS_DATA_DIR: directory };
      const before = readConfig(environment).secret;
      assert.equal(readConfig(environment).previousSecret, undefined);
      renameSync(join(directory, 'secret'), join(directory, 'secret.previous'));
      const { secret, previousSecret } = readConfig(environment);
      assert.notEqual(secret, before);
      assert.equal(previousSecret, before);
      assert.equal(readConfig({ ...environment, ATTENDUS_PREVIOUS_SECRET: SECRET }).previousSecret, SECRET);
    });

    it('says that the kept one is damaged, and keeps it', () => {
      writeFileSync(join(directory, 'secret'), 'half');
      const [problem] = problemsOf({ ATTENDUS_DATA_DIR: directory });
      assert.match(problem ?? '', /secret is damaged; put back its copy/);
      assert.equal(readFileSync(join(directory, 'secret'), 'utf8'), 'half');
    });

    it('says that the data directory cannot be used', () => {
      const file = join(directory, 'file');
      writeFileSync(file, '');
      const [problem] = problemsOf({ ATTENDUS_DATA_DIR: join(file, 'data') });
      assert.match(problem ?? '', /^ATTENDUS_DATA_DIR: .*cannot be used/);
      assert.match(problemsOf({ ATTENDUS_DATA_DIR: file })[0] ?? '', /^ATTENDUS_DATA_DIR: .*cannot be used/);
      mkdirSync(join(directory, 'secret'));
      assert.match(problemsOf({ ATTENDUS_DATA_DIR: directory })[0] ?? '', /cannot be used/);
    });
  });
});
