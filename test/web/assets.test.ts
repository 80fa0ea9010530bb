import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importedModules, type ImportedModules } from '../../src/web/assets.js';

const PUBLIC = new URL('../../public/', import.meta.url);
const VIEWS = new URL('../../views/', import.meta.url);

/** Bytes of the modules that a page asks for at once. */
const BUDGET = 30_000;

/** Scripts of each page that has any. */
function pageScripts(): ReadonlyMap<string, readonly string[]> {
  const pages = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ejs'),
  );
  const scriptsOf = (name: string) => {
    const [, scripts = ''] = /scripts: (.*?\])/.exec(readFileSync(new URL(name, VIEWS), 'utf8')) ?? [];
    return [...scripts.matchAll(/'([^']+\.js)'/g)].map(([, script = '']) => script);
  };
  return new Map(
    pages.map((name) => [name, scriptsOf(name)] as const).filter(([, { length }]) => length > 0),
  );
}

describe('importedModules', () => {
  let directory: string;

  const read = (files: Readonly<Record<string, string>>): ImportedModules => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    return importedModules(pathToFileURL(`${directory}/`));
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'attendus-assets-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('follows imports of imports, each once, whoever imports whom', () => {
    const modules = read({
      'page.js': "import { a } from './a.js';\nimport {\n  b,\n} from './b.js';\n",
      'a.js': "import './b.js';\nimport { page } from './page.js';\n",
      'b.js': "export const b = 'import x from ./c.js';\nconst c = () => import('./c.js');\n",
      'c.js': '',
    });
    assert.deepEqual(modules(['/page.js']), ['/a.js', '/b.js', '/page.js']);
    assert.deepEqual(modules(['/b.js', '/c.js']), [], 'what is loaded once it is needed waits until then');
  });

  it('names every module that the table of a class is made of', () => {
    const table = importedModules(PUBLIC)(['/matrix/table.js']);
    assert.ok(table.includes('/matrix/pending.js'), 'imported by an import');
    assert.equal(new Set(table).size, table.length);
  });

  it('asks for less than 30 kB at once on every page', () => {
    const modules = importedModules(PUBLIC);
    const pages = pageScripts();
    assert.ok(pages.has('matrix/table.ejs') && pages.has('evaluation/edit.ejs'));
    for (const [page, scripts] of pages) {
      const files = new Set([...scripts, ...modules(scripts)]);
      const bytes = [...files].map((file) => statSync(new URL(`.${file}`, PUBLIC)).size);
      const total = bytes.reduce((sum, one) => sum + one, 0);
      assert.ok(total < BUDGET, `${page}: ${total} bytes`);
    }
  });
});
