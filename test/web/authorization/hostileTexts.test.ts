import assert from 'node:assert/strict';
import { readPage } from '../../support/http/readPage.js';
import { askedOf, ROUTE_RIGHTS } from './routeRights.js';
import { School } from './school.js';

/** Closes attributes, elements and comments, and would run in any of them. */
const HOSTILE = `"'><script>Zerbinette</script><img src=x onerror="Zerbinette">--></textarea></title>`;

const PAGES = Object.entries(ROUTE_RIGHTS).filter(
  ([route, { answers = 200 }]) => route.startsWith('GET ') && answers === 200,
);

describe('names, titles and comments that want to be more than text', () => {
  let school: School;
  before(async () => {
    school = await School.open(HOSTILE);
  });
  after(() => school.close());

  for (const [route, right] of PAGES) {
    it(`are text on ${route}`, async () => {
      for (const name of right.who) {
        const { text, headers, status } = await school.ask(name, askedOf(route, right));
        assert.equal(status, 200);
        if (String(headers['content-type']).startsWith('image/')) {
          assert.match(String(headers['content-security-policy']), /^sandbox;/);
          continue;
        }
        if (!/html/.test(String(headers['content-type']))) {
          // What a script asks for is no page: a browser that is led there shows text.
          const isData = String(headers['content-type']).startsWith('application/json');
          assert.ok(isData || String(headers['content-disposition']).startsWith('attachment'), name);
          continue;
        }
        assert.ok(!text.includes('<script>Zerbinette') && !text.includes('<img src=x'), name);
        const page = readPage(text);
        for (const script of page.all('script')) assert.ok(script.attribute('src'), 'a script of its own');
        for (const element of page.all('a', 'img', 'input', 'button', 'form', 'p', 'td', 'textarea')) {
          const handlers = [...element.attributes.keys()].filter((attribute) => /^on/i.test(attribute));
          assert.deepEqual(handlers, [], `${name} gets a handler`);
        }
        assert.match(String(headers['content-security-policy']), /script-src 'self'(;|$)/);
      }
    });
  }

  it('stand there, as text', async () => {
    const { text } = await school.ask('teacher', { method: 'GET', path: '/class' });
    assert.ok(text.includes('&lt;script&gt;Zerbinette'), 'the page shows no name');
  });
});
