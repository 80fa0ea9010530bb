import assert from 'node:assert/strict';
import {
  tidyText,
  titleProblem,
  typedLink,
  typedText,
} from '../../../src/evaluation/evidence/checkEvidence.js';
import { MAXIMUM_TEXT_LENGTH, MAXIMUM_TITLE_LENGTH } from '../../../src/evaluation/evidence/evidence.js';

describe('typedLink', () => {
  const taken: readonly [string, string][] = [
    ['https://www.onisep.fr/metier', 'https://www.onisep.fr/metier'],
    ['www.onisep.fr/metier', 'https://www.onisep.fr/metier'],
    ['HTTPS://Onisep.FR', 'https://onisep.fr/'],
    ['https://example.org:8443/a?b=c#d', 'https://example.org:8443/a?b=c#d'],
    ['example.org:8443/a', 'https://example.org:8443/a'],
    ['https://musée.fr/é', 'https://xn--muse-dpa.fr/%C3%A9'],
    ['https://example.org/"><script>', 'https://example.org/%22%3E%3Cscript%3E'],
  ];
  for (const [typed, url] of taken) {
    it(`takes ${typed}`, () => assert.deepEqual(typedLink(typed), { kind: 'link', url }));
  }

  const refused: readonly [string, string][] = [
    ['', 'missing'],
    ['http://example.org', 'notHttps'],
    ['javascript:alert(1)', 'invalid'],
    ['JavaScript:alert(1)//example.org', 'invalid'],
    ['data:text/html,<script>alert(1)</script>', 'invalid'],
    ['file:///etc/passwd', 'invalid'],
    ['blob:https://example.org/1', 'invalid'],
    ['https://user:secret@example.org', 'invalid'],
    ['https://user@example.org', 'invalid'],
    ['https://localhost/', 'invalid'],
    ['https://127.0.0.1/', 'invalid'],
    ['https://2130706433/', 'invalid'],
    ['https://0x7f.1/', 'invalid'],
    ['https://[::1]/', 'invalid'],
    ['https://', 'invalid'],
    ['bonjour', 'invalid'],
    ['https://exa mple.org', 'invalid'],
    [`https://example.org/\u0000`, 'unreadable'],
    [`https://example.org/${'a'.repeat(2000)}`, 'tooLong'],
  ];
  for (const [typed, problem] of refused) {
    it(`refuses ${JSON.stringify(typed.slice(0, 50))}: ${problem}`, () => {
      const outcome = typedLink(typed);
      assert.ok('problem' in outcome, JSON.stringify(outcome));
      assert.equal(outcome.problem, problem);
    });
  }
});

describe('typedText', () => {
  it('takes lines, tabs and every alphabet, as they are', () => {
    const text = 'Bien reçu\n\tمرحبا 👋🏽 “ok”';
    assert.deepEqual(typedText(text), { kind: 'text', text });
  });

  it('counts characters as people do', () => {
    assert.deepEqual(typedText('👋'.repeat(MAXIMUM_TEXT_LENGTH)), {
      kind: 'text',
      text: '👋'.repeat(MAXIMUM_TEXT_LENGTH),
    });
    assert.deepEqual(typedText('é'.repeat(MAXIMUM_TEXT_LENGTH + 3)), {
      field: 'text',
      problem: 'tooLong',
      limit: MAXIMUM_TEXT_LENGTH,
      excess: 3,
    });
  });

  for (const text of ['a\u0000b', 'a\u001Bb', 'bytes \uFFFD', 'half \uD83D', '\u0085']) {
    it(`refuses what cannot be read: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(typedText(text), { field: 'text', problem: 'unreadable' });
    });
  }
});

describe('tidyText', () => {
  it('ends lines one way and composes letters', () => {
    assert.equal(tidyText('  e\u0301te\u0301\r\nfin\r '), 'été\nfin');
  });
});

describe('titleProblem', () => {
  it('allows none', () => assert.equal(titleProblem(''), undefined));

  it('tells how much is too much', () => {
    const problem = titleProblem('a'.repeat(MAXIMUM_TITLE_LENGTH + 1));
    assert.deepEqual(problem, { field: 'title', problem: 'tooLong', limit: MAXIMUM_TITLE_LENGTH, excess: 1 });
  });
});
