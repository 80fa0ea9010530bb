import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

describe('SECURITY.md', () => {
  const text = readFileSync(new URL('SECURITY.md', root), 'utf8');
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, path = '']) => path))];

  it('names tests that exist', () => {
    const tests = named(/`([\w/-]+\.test\.ts)`/g);
    assert.ok(tests.length > 30, `it names ${tests.length}`);
    assert.deepEqual(
      tests.filter((path) => !existsSync(new URL(`test/${path}`, root))),
      [],
    );
  });

  it('names code that exists', () => {
    const files = named(/`((?:lti|web|storage|evaluation|grid)\/[\w/-]+\.ts)`/g).filter(
      (path) => !/\.test\./.test(path),
    );
    assert.ok(files.length >= 3, `it names ${files.length}`);
    assert.deepEqual(
      files.filter((path) => !existsSync(new URL(`src/${path}`, root))),
      [],
    );
  });
});
