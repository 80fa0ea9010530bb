import assert from 'node:assert/strict';
import { plain } from '../../support/teacherPages.js';
import { askedOf, ROUTE_RIGHTS, type RouteRight } from './routeRights.js';
import { PRIVATE, School, type Form } from './school.js';

/** Where a teacher reads and writes it. Whatever else is answered, to whomever, holds none. */
const SHOWN_ON = 'GET /learners/:sub';

const ROUTES = Object.entries(ROUTE_RIGHTS).filter(([route]) => route !== SHOWN_ON);
const READING = ROUTES.filter(([route]) => route.startsWith('GET '));
const CHANGING = ROUTES.filter(([route]) => !route.startsWith('GET '));

describe('private notes', () => {
  async function assertNone(school: School, route: string, right: RouteRight): Promise<void> {
    const form: Form = { ...(right.formOn && (await school.formOn(right.formOn))), ...right.form };
    for (const name of right.who) {
      const { body, text } = await school.ask(name, askedOf(route, right), form);
      const answer = text ?? (Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body));
      assert.ok(!plain(answer).includes(PRIVATE), `${name} is answered with one`);
    }
  }

  describe('while nothing changes', () => {
    let school: School;
    before(async () => {
      school = await School.open();
    });
    after(() => school.close());

    for (const [route, right] of READING) {
      it(`leave by no ${route}`, () => assertNone(school, route, right));
    }

    it('stand on the page of their learner, for teachers', async () => {
      const right = ROUTE_RIGHTS[SHOWN_ON]!;
      for (const name of right.who) {
        const { text } = await school.ask(name, askedOf(SHOWN_ON, right));
        assert.ok(plain(text).includes(PRIVATE), `${name} reads none`);
      }
    });
  });

  for (const [route, right] of CHANGING) {
    it(`leave by no ${route}`, async () => {
      const school = await School.open();
      await assertNone(school, route, right).finally(() => school.close());
    });
  }
});
