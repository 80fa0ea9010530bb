import assert from 'node:assert/strict';
import { routeTable } from '../../support/routeTable.js';
import { plain, TeacherPages } from '../../support/teacherPages.js';
import { keptOut, type Answer } from './keptOut.js';
import { askedOf, ROUTE_RIGHTS } from './routeRights.js';
import { TUTOR_RIGHTS } from './tutorRights.js';
import { School, secretOf, VISITORS, type Form, type VisitorName } from './school.js';

const SESSION = '/s/:session';
const TUTOR_LINK = '/t/:token';
const NAMES = Object.keys(VISITORS) as VisitorName[];
const FOREIGN = NAMES.filter((name) => name.startsWith('teacherOf'));
/** Pages that anyone may read, and addresses that platforms know. They have tests of their own. */
const PUBLIC = [
  'GET /',
  'GET /healthz',
  'GET /readyz',
  'GET /referentiel',
  'GET /lti/login',
  'POST /lti/login',
  'GET /lti/login/check',
  'GET /lti/login/window',
  '* /lti/launch',
  'POST /lti/launch',
  'GET /lti/keys',
  'GET /lti/register',
];
const REFUSED = new Set([401, 403, 404]);

describe('who may do what', () => {
  it('is told for every route, and for no other', async () => {
    const pages = await TeacherPages.open(null);
    const routes = routeTable(pages.app).map(({ method, path }) => `${method} ${path}`);
    await pages.close();
    const below = (place: string, rights: object) =>
      Object.keys(rights).map((route) => route.replace(' ', ` ${place}`));
    const told = [...PUBLIC, ...below(SESSION, ROUTE_RIGHTS), ...below(TUTOR_LINK, TUTOR_RIGHTS)];
    assert.deepEqual([...new Set(routes)].sort(), told.sort());
  });

  for (const [route, right] of Object.entries(ROUTE_RIGHTS)) {
    describe(route, () => {
      let school: School;
      const at = askedOf(route, right);
      let form: Form;
      // One for all: those who are kept out change nothing, and those who are let in come last.
      before(async () => {
        school = await School.open();
        form = { ...(right.formOn && (await school.formOn(right.formOn))), ...right.form };
      });
      after(() => school.close());

      const assertKeptOut = (answer: Answer, who: string) => keptOut(school, answer, who);

      it('lets nobody in without the session’s own cookie, or after its time', async () => {
        const others = ['learner', 'administrator', 'tutor', 'tutorOfAnotherSchool'].map(secretOf);
        for (const cookie of [undefined, 'invented', ...others]) {
          const status = await assertKeptOut(school.askWith(cookie, at, form), `cookie ${cookie}`);
          assert.equal(status, 401, `cookie ${cookie}`);
        }
        assert.equal(await assertKeptOut(school.ask('expired', at, form), 'an expired session'), 401);
      });

      it('refuses every role that is not named', async () => {
        const others = NAMES.filter((name) => !right.who.includes(name) && !FOREIGN.includes(name));
        for (const name of others) {
          const status = await assertKeptOut(school.ask(name, at, form), name);
          assert.ok(REFUSED.has(status), `${name} is answered ${status}`);
        }
      });

      it('shows and changes nothing for a teacher of another place', async () => {
        for (const name of FOREIGN) {
          const status = await assertKeptOut(school.ask(name, at, form), name);
          assert.ok(status < 500, `${name} is answered ${status}`);
        }
      });

      it('lets in those who are named', async () => {
        for (const name of right.who) {
          const { status, text } = await school.ask(name, at, form);
          const expected = right.answers ?? (at.method === 'GET' ? 200 : 303);
          assert.equal(status, expected, `${name} is answered ${status}: ${headingOf(text)}`);
        }
      });
    });
  }
});

const headingOf = (html: string | undefined) => /<h1[^>]*>([^<]*)/.exec(plain(html ?? ''))?.[1] ?? '';
