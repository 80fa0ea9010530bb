import assert from 'node:assert/strict';
import { journalAction, JOURNAL_ACTIONS } from '../../../src/web/journal/journalActions.js';
import { routeTable } from '../../support/routeTable.js';
import { TeacherPages } from '../../support/teacherPages.js';

const SESSION = '/s/:session';

describe('journalAction', () => {
  let pages: TeacherPages;
  before(async () => {
    pages = await TeacherPages.open(null);
  });
  after(() => pages.close());

  it('has a word for every route of a session that changes something, and for no other', () => {
    const changing = routeTable(pages.app)
      .filter(({ method, path }) => method !== 'GET' && path.startsWith(SESSION))
      .map(({ method, path }) => `${method} ${path.slice(SESSION.length)}`);
    assert.ok(changing.length > 15, `the table of routes has ${changing.length}`);
    assert.deepEqual(Object.keys(JOURNAL_ACTIONS).sort(), [...new Set(changing)].sort());
  });

  it('tells one button of a form from another', () => {
    const of = (action: unknown) => journalAction('POST /learners/:sub', { action })?.word;
    assert.equal(of('publishNext'), 'evaluation.published');
    assert.equal(of('ready'), 'evaluation.ready');
    assert.equal(of('save'), 'evaluation.edited');
  });

  it('takes no word from what was typed', () => {
    for (const action of ['<script>', '__proto__', 'constructor', ['publish'], { toString: 1 }, undefined]) {
      assert.equal(journalAction('POST /learners/:sub', { action })?.word, 'evaluation.edited');
    }
  });

  it('says nothing of what only shows', () => {
    assert.equal(journalAction('POST /attach/preview', {}), undefined);
    assert.equal(journalAction('POST /toString', {}), undefined);
  });
});
