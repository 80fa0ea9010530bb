import assert from 'node:assert/strict';
import { nextPage, readPages } from '../../../src/lti/services/readPages.js';
import type { ServiceOutcome } from '../../../src/lti/services/serviceCalls.js';
import { recordedCall } from './standInPlatform.js';
import { NOW } from './testServices.js';

const FROM = 'https://lms.example/members?a=1';

describe('nextPage', () => {
  const moodleLineItems = recordedCall('21-ags-lineitems', 'GET lineitems limit=2').response.headers['link'];
  const moodleMembers = recordedCall('24-nrps', 'members limit=10').response.headers['link'];

  const cases: [string, string | null | undefined, string | undefined][] = [
    ['is none without a header', null, undefined],
    ['is none in an empty header', '', undefined],
    ['is none without a next relation', '<https://lms.example/2>; rel="prev"', undefined],
    ['reads quotes', '<https://lms.example/2>; rel="next"', 'https://lms.example/2'],
    ['reads a bare word', '<https://lms.example/2>; rel=next', 'https://lms.example/2'],
    ['reads capitals', '<https://lms.example/2>; REL="NEXT"', 'https://lms.example/2'],
    ['reads several relations', '<https://lms.example/2>; rel="last next"', 'https://lms.example/2'],
    ['reads other parameters', '<https://lms.example/2>; title="a"; rel="next"', 'https://lms.example/2'],
    [
      'picks one of several links',
      '<https://lms.example/1>; rel="first", <https://lms.example/2>; rel="next"',
      'https://lms.example/2',
    ],
    [
      'keeps commas of addresses',
      '<https://lms.example/2?ids=1,2>; rel="next"',
      'https://lms.example/2?ids=1,2',
    ],
    ['resolves a relative address', '</members?p=2>; rel="next"', 'https://lms.example/members?p=2'],
    ['takes no other word', '<https://lms.example/2>; rel="nextish"', undefined],
    ['takes no title for a relation', '<https://lms.example/2>; title="next"', undefined],
    ['takes no address that cannot be read', '<https://[bad>; rel="next"', undefined],
    [
      'reads Moodle’s curly quotes and escaped ampersands',
      moodleLineItems,
      'http://moodle.localhost:8081/mod/lti/services.php/2/lineitems?type_id=3&limit=2&from=2',
    ],
    [
      'reads Moodle’s roster',
      moodleMembers,
      'http://moodle.localhost:8081/mod/lti/services.php/CourseSection/2/bindings/3/memberships?limit=10&from=10',
    ],
  ];
  for (const [name, link, expected] of cases) {
    it(name, () => assert.equal(nextPage(link ?? null, FROM), expected));
  }
});

describe('readPages', () => {
  const page = (items: unknown, next?: string, status = 200): ServiceOutcome => ({
    kind: 'answer',
    answer: {
      status,
      headers: new Headers(next === undefined ? {} : { link: `<${next}>; rel="next"` }),
      text: JSON.stringify(items),
    },
  });

  const read = async (pages: Readonly<Record<string, ServiceOutcome>>) => {
    const asked: string[] = [];
    const outcome = await readPages<unknown>('https://lms.example/1', {
      call: async ({ url }) => {
        asked.push(url);
        return pages[url] ?? page([], 'missing', 500);
      },
      items: (body) => (Array.isArray(body) ? body : undefined),
      now: () => NOW,
    });
    return { outcome, asked };
  };

  it('gives the items of all pages in order', async () => {
    const { outcome } = await read({
      'https://lms.example/1': page(['a', 'b'], 'https://lms.example/2'),
      'https://lms.example/2': page([], 'https://lms.example/3'),
      'https://lms.example/3': page(['c']),
    });
    assert.deepEqual(outcome, { kind: 'read', items: ['a', 'b', 'c'] });
  });

  it('ends where a page points back', async () => {
    const { outcome, asked } = await read({
      'https://lms.example/1': page(['a'], 'https://lms.example/2'),
      'https://lms.example/2': page(['b'], 'https://lms.example/2'),
    });
    assert.deepEqual(outcome, { kind: 'read', items: ['a', 'b'] });
    assert.equal(asked.length, 2);
  });

  it('refuses pages without end', async () => {
    let n = 1;
    const outcome = await readPages<unknown>('https://lms.example/1', {
      call: async () => page(['x'], `https://lms.example/${(n += 1)}`),
      items: (body) => body as unknown[],
      now: () => NOW,
    });
    assert.deepEqual(outcome, { kind: 'invalid' });
    assert.equal(n, 101);
  });

  it('gives no half of a list when a later page fails', async () => {
    const { outcome } = await read({
      'https://lms.example/1': page(['a'], 'https://lms.example/2'),
      'https://lms.example/2': page([], undefined, 503),
    });
    assert.deepEqual(outcome, { kind: 'failed', reason: 'serverError', temporary: true, status: 503 });
  });

  it('passes on that a call failed', async () => {
    const { outcome } = await read({
      'https://lms.example/1': { kind: 'failed', reason: 'timeout', temporary: true },
    });
    assert.deepEqual(outcome, { kind: 'failed', reason: 'timeout', temporary: true });
  });

  for (const [name, body] of [
    ['another shape', '{}'],
    ['a page', '<html>'],
    ['nothing', ''],
  ]) {
    it(`tells of ${name}`, async () => {
      const answer = { status: 200, headers: new Headers(), text: body ?? '' };
      const { outcome } = await read({ 'https://lms.example/1': { kind: 'answer', answer } });
      assert.deepEqual(outcome, { kind: 'invalid' });
    });
  }
});
