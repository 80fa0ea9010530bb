import assert from 'node:assert/strict';
import { plain } from '../../support/teacherPages.js';
import { askedOf, ROUTE_RIGHTS } from './routeRights.js';
import { PRIVATE, School, type Form } from './school.js';

/** Where a teacher reads and writes it. Whatever else is answered, to whomever, holds none. */
const SHOWN_ON = 'GET /learners/:sub';

const ROUTES = Object.entries(ROUTE_RIGHTS).filter(([route]) => route !== SHOWN_ON);

describe('private notes', () => {
  for (const [route, right] of ROUTES) {
    it(`leave by no ${route}`, async () => {
      const school = await School.open();
      try {
        const form: Form = { ...(right.formOn && (await school.formOn(right.formOn))), ...right.form };
        for (const name of right.who) {
          const { body, text } = await school.ask(name, askedOf(route, right), form);
          const answer = text ?? (Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body));
          assert.ok(!plain(answer).includes(PRIVATE), `${name} is answered with one`);
        }
      } finally {
        await school.close();
      }
    });
  }

  it('stand on the page of their learner, for teachers', async () => {
    const school = await School.open();
    try {
      const right = ROUTE_RIGHTS[SHOWN_ON]!;
      for (const name of right.who) {
        const { text } = await school.ask(name, askedOf(SHOWN_ON, right));
        assert.ok(plain(text).includes(PRIVATE), `${name} reads none`);
      }
    } finally {
      await school.close();
    }
  });
});
