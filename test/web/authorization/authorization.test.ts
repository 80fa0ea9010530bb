import assert from 'node:assert/strict';
import { teacherSession } from '../../support/launchSessions.js';
import { routeTable } from '../../support/routeTable.js';
import { storedDocuments } from '../../support/storedDocuments.js';
import { plain, TeacherPages } from '../../support/teacherPages.js';
import { askedOf, ROUTE_RIGHTS } from './routeRights.js';
import { School, SECRET, secretOf, VISITORS, type Form, type VisitorName } from './school.js';

const SESSION = '/s/:session';
const NAMES = Object.keys(VISITORS) as VisitorName[];
const FOREIGN = NAMES.filter((name) => name.startsWith('teacherOf'));
/** Pages that anyone may read, that platforms call, or that a tutor's link opens; they have tests of their own. */
const PUBLIC = /^\/(healthz|readyz|referentiel|lti\/.*|t\/:token(\/.*)?)?$/;
const REFUSED = new Set([401, 403, 404]);

describe('who may do what', () => {
  it('is told for every route of a session, and for no other', async () => {
    const pages = await TeacherPages.open(null);
    const routes = routeTable(pages.app);
    await pages.close();
    const ofSession = routes.filter(({ path }) => path.startsWith(`${SESSION}/`));
    const listed = ofSession.map(({ method, path }) => `${method} ${path.slice(SESSION.length)}`);
    assert.deepEqual([...new Set(listed)].sort(), Object.keys(ROUTE_RIGHTS).sort());
    const others = routes.filter(({ path }) => !path.startsWith(`${SESSION}/`) && !PUBLIC.test(path));
    assert.deepEqual(others, []);
  });

  for (const [route, right] of Object.entries(ROUTE_RIGHTS)) {
    describe(route, () => {
      let school: School;
      const at = askedOf(route, right);
      let form: Form;
      beforeEach(async () => {
        school = await School.open();
        form = { ...(right.formOn && (await school.formOn(right.formOn))), ...right.form };
      });
      afterEach(() => school.close());

      /** What is stored of the school; sessions and the journal are not of it. */
      const stored = () =>
        storedDocuments(school.pages.directory, (document, collection) => {
          if (collection === 'launchSessions' || collection === 'journal') return false;
          const { registrationId, deploymentId, contextId } = document;
          const place = { ...teacherSession.scope, ...defined({ registrationId, deploymentId, contextId }) };
          return JSON.stringify(place) === JSON.stringify(teacherSession.scope);
        });

      async function assertKeptOut(answer: PromiseLike<{ status: number; text: string }>, who: string) {
        const before = stored();
        const { status, text } = await answer;
        assert.ok(!plain(text ?? '').includes(SECRET), `${who} reads what is not theirs (${status})`);
        assert.deepEqual(stored(), before, `${who} changes what is not theirs`);
        return status;
      }

      it('lets nobody in without the session’s own cookie, or after its time', async () => {
        for (const cookie of [undefined, 'invented', secretOf('learner'), secretOf('administrator')]) {
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

const defined = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const headingOf = (html: string | undefined) => /<h1[^>]*>([^<]*)/.exec(plain(html ?? ''))?.[1] ?? '';
