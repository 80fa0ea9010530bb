import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeDirectory, temporaryDirectory } from '../support/backends.js';
import { ended, freePort, ToolProcess } from '../support/toolProcess.js';

describe('npm start', function () {
  this.timeout(30_000);
  it('names every wrong setting at once, and starts nothing', async () => {
    const dataDirectory = join(temporaryDirectory(), 'new');
    const { exitCode, out, err } = await ended('main', [], {
      PORT: 'eighty',
      ATTENDUS_URL: 'attendus.example',
      MONGODB_URI: 'mysql://db',
      ATTENDUS_SECRET: 'short',
      LOG_LEVEL: 'loud',
      ATTENDUS_DATA_DIR: dataDirectory,
    });
    assert.equal(exitCode, 1);
    assert.equal(out, '');
    for (const name of ['PORT', 'ATTENDUS_URL', 'MONGODB_URI', 'ATTENDUS_SECRET', 'LOG_LEVEL']) {
      assert.match(err, new RegExp(`^ {2}${name}: .+`, 'm'));
    }
    assert.ok(!err.includes('short'), 'a secret is not repeated');
    assert.ok(!/\n\s+at /.test(err), 'no stack');
    assert.equal(existsSync(dataDirectory), false);
  });

  describe('on a data directory in use', () => {
    let dataDirectory: string;
    let port: number;
    let tool: ToolProcess;

    before(async () => {
      dataDirectory = temporaryDirectory();
      port = await freePort();
      tool = await ToolProcess.start({ port, dataDirectory });
    });
    after(async () => {
      await tool.kill();
      removeDirectory(dataDirectory);
    });

    it('is refused with the reason, and leaves the first one running', async () => {
      const { exitCode, err } = await ended('main', [], {
        PORT: String(await freePort()),
        ATTENDUS_DATA_DIR: dataDirectory,
      });
      assert.equal(exitCode, 1);
      assert.match(err, /Attendus cannot start: .*(in use|used by|another process)/i);
      assert.equal((await fetch(`${tool.url}/readyz`)).status, 200);
    });

    it('lets the commands through to the running tool', async () => {
      const link = await tool.attendus('registration-link');
      assert.equal(link.exitCode, 0, link.err);
      assert.match(link.out, new RegExp(`^http://localhost:${port}/lti/register\\?token=\\S+`));
      const list = await tool.attendus('list');
      assert.equal(list.exitCode, 0);
    });

    it('keeps the secret to its owner', () => {
      assert.equal(statSync(join(dataDirectory, 'secret')).mode & 0o777, 0o600);
    });
  });
});
