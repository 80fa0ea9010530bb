import assert from 'node:assert/strict';
import { welcomeActivity } from '../../support/activities.js';
import { readPage } from '../../support/http/readPage.js';
import { NOW } from '../../support/teacherPages.js';
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
          const [type, disposition] = ['content-type', 'content-disposition'].map((one) =>
            String(headers[one]),
          );
          const isData = type?.startsWith('application/json') === true;
          assert.ok(isData || disposition?.startsWith('attachment'), name);
          continue;
        }
        assertText(text, name);
        assert.match(String(headers['content-security-policy']), /script-src 'self'(;|$)/);
      }
    });
  }

  it('stand there, as text', async () => {
    const { text } = await school.ask('teacher', { method: 'GET', path: '/class' });
    assert.ok(text.includes('&lt;script&gt;Zerbinette'), 'the page shows no name');
  });

  it('are text where an evaluation is closed, printed, signed and opened again', async () => {
    const certificative = await School.open(HOSTILE);
    try {
      const { services } = certificative.pages;
      await services.activities.setPurpose(welcomeActivity.id, 'certificative');
      const by = { sub: '8', name: HOSTILE };
      const closing = { at: NOW, by, hash: 'a0'.repeat(32) };
      await services.evaluations.save({ ...(await certificative.pages.stored('21')), closing });
      for (const path of [
        '/learners/21/sheet',
        '/learners/21/sheet?jury=1',
        '/learners/21/reopen',
        '/learners/22/close',
      ]) {
        const { text, status } = await certificative.ask('teacher', { method: 'GET', path });
        assert.equal(status, 200, path);
        assertText(text, path);
        assert.ok(text.includes('&lt;script&gt;Zerbinette'), `${path} shows no name`);
      }
    } finally {
      await certificative.close();
    }
  });
});

function assertText(html: string, where: string): void {
  assert.ok(!html.includes('<script>Zerbinette') && !html.includes('<img src=x'), where);
  const page = readPage(html);
  for (const script of page.all('script'))
    assert.ok(script.attribute('src'), `${where}: a script of its own`);
  for (const element of page.all('a', 'img', 'input', 'button', 'form', 'p', 'td', 'textarea')) {
    const handlers = [...element.attributes.keys()].filter((attribute) => /^on/i.test(attribute));
    assert.deepEqual(handlers, [], `${where}: a handler`);
  }
}
