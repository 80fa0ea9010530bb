import assert from 'node:assert/strict';
import { parseObservationForm } from '../../../src/web/observation/observationForm.js';
import { levelRequest, parseLevelRequest } from '../../../src/web/observation/levelRequest.js';
import { BadRequest } from '../../../src/errors.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';

/** Just after midnight in Paris, while it still is the day before in Greenwich. */
const now = new Date('2040-01-15T23:30:00Z');

const parse = (body: Record<string, string>) =>
  parseObservationForm({ revision: '0', generalComment: 'Vu.', ...body }, 'one', {
    activity: welcomeActivity,
    now,
  });
const kinds = (body: Record<string, string>) =>
  parse(body).problems.map(({ name, kind }) => `${name} ${kind}`);

describe('parseObservationForm', () => {
  for (const [typed, day] of [
    ['2040-01-16', '2040-01-16'],
    ['16/01/2040', '2040-01-16'],
    ['1.2.39', '2039-02-01'],
    ['29/02/2036', '2036-02-29'],
  ] as const) {
    it(`reads « ${typed} » as ${day}`, () => {
      const { draft, problems } = parse({ observedOn: typed });
      assert.deepEqual([draft.observedOn, problems], [day, []]);
    });
  }

  for (const [typed, problem] of [
    ['', 'observedOn noDay'],
    ['29/02/2039', 'observedOn noDay'],
    ['2040-13-01', 'observedOn noDay'],
    ['1999-12-31', 'observedOn noDay'],
    ['2040-01-17', 'observedOn ahead'],
  ] as const) {
    it(`finds in « ${typed} » that it is ${problem}, and keeps it as it was typed`, () => {
      assert.deepEqual(kinds({ observedOn: typed }), [problem]);
      assert.equal(parse({ observedOn: typed }).draft.observedOn, typed);
    });
  }

  it('needs a level, a comment or an absence', () => {
    const empty = { observedOn: '2040-01-10', generalComment: ' ' };
    assert.deepEqual(kinds(empty), ['nothing nothing']);
    assert.deepEqual(kinds({ ...empty, presence: 'absent' }), []);
    assert.deepEqual(kinds({ ...empty, 'comment.C1.1-1': 'Vu' }), []);
    assert.deepEqual(kinds({ ...empty, 'level.C1.1-1': '1' }), []);
  });
});

describe('parseLevelRequest', () => {
  const [criterion] = welcomeGrid.criteria;

  it('reads what its buttons say', () => {
    const parsed = (value: string) => parseLevelRequest(value, welcomeGrid);
    assert.deepEqual(parsed(levelRequest.take('obs-1', 'C1.1-1')), {
      what: 'take',
      observationId: 'obs-1',
      criterion,
    });
    assert.deepEqual(parsed(levelRequest.fix('C1.1-1')), { what: 'fix', criterion });
    assert.deepEqual(parsed(levelRequest.release('C1.1-1')), { what: 'release', criterion });
    assert.deepEqual(parsed(levelRequest.releaseAll), { what: 'release' });
  });

  it('refuses everything else', () => {
    for (const value of ['', 'take', 'take C1.1-1', 'fix nowhere', 'drop C1.1-1', 'release '])
      assert.throws(() => parseLevelRequest(value, welcomeGrid), BadRequest, value);
  });
});
