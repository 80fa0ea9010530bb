import assert from 'node:assert/strict';
import { plain } from '../../support/teacherPages.js';
import { keptOut } from './keptOut.js';
import { School, SECRET, secretOf, VISITORS } from './school.js';
import { TUTOR_RIGHTS } from './tutorRights.js';

/** No browser of theirs was ever let in by the link. */
const OUTSIDERS: readonly (string | undefined)[] = [
  undefined,
  'invented',
  ...[...Object.keys(VISITORS), 'expired', 'revokedTutor', 'expiredTutor', 'tutorOfAnotherSchool'].map(
    secretOf,
  ),
];
const ENDED = 410;

describe('what a tutor’s link opens', () => {
  for (const [route, right] of Object.entries(TUTOR_RIGHTS)) {
    describe(route, () => {
      const { form, outsidersForm = form, counts, answers, shows = false } = right;
      const [method = '', pattern = ''] = route.split(' ');
      const path = pattern.replaceAll(/[:*](\w+)/g, (_all, name: string) => right.params?.[name] ?? '');
      const at = { method, path };
      let school: School;
      beforeEach(async () => {
        school = await School.open();
      });
      afterEach(() => school.close());

      it('is the tutor’s who gave the code', async () => {
        const cookie = secretOf('tutor');
        const { status, text } = await school.askTutor('tutor', at, { cookie, ...(form && { form }) });
        assert.equal(status, answers, text);
        assert.equal(plain(text ?? '').includes(SECRET), shows);
      });

      it('is nobody else’s, whatever session they have', async () => {
        for (const cookie of OUTSIDERS) {
          const sent = { cookie, ...(outsidersForm && { form: outsidersForm }) };
          const status = await keptOut(school, school.askTutor('tutor', at, sent), `${cookie}`, counts);
          assert.ok(status === (method === 'GET' ? 200 : 401) || [410, 422].includes(status), `${status}`);
        }
      });

      it('ends with the link, also for whoever was let in before', async () => {
        for (const tutor of ['revokedTutor', 'expiredTutor'] as const) {
          for (const cookie of [undefined, secretOf(tutor), secretOf('tutor')]) {
            const asked = school.askTutor(tutor, at, { cookie, ...(form && { form }) });
            assert.equal(await keptOut(school, asked, tutor), ENDED, tutor);
          }
        }
      });

      it('shows and changes nothing of a school that is not the link’s', async () => {
        const cookie = secretOf('tutorOfAnotherSchool');
        const asked = school.askTutor('tutorOfAnotherSchool', at, { cookie, ...(form && { form }) });
        // They begin and end a session of their own.
        const status = await keptOut(school, asked, 'a tutor of another school', ['tutorSessions']);
        assert.ok(status < 500, `${status}`);
      });
    });
  }
});
