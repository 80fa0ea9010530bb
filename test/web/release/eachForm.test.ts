import assert from 'node:assert/strict';
import { BadRequest } from '../../../src/errors.js';
import { parseEachForm, pickValue } from '../../../src/web/release/eachForm.js';

describe('parseEachForm', () => {
  it('reads one learner or several, with the revision that was seen', () => {
    const one = [{ revision: 3, learnerSub: '21' }];
    assert.deepEqual(parseEachForm({ learner: '3.21', action: 'close' }), {
      action: 'close',
      wanted: one,
      confirmed: false,
    });
    assert.deepEqual(parseEachForm({ learner: ['3.21', '1.22'], confirmed: '1' }), {
      action: 'publish',
      wanted: [...one, { revision: 1, learnerSub: '22' }],
      confirmed: true,
    });
  });

  it('reads subjects that hold dots and other signs', () => {
    for (const learnerSub of ['a.b.c', 'https://lms/u?id=1&x=2', '3.4', ' ']) {
      const [wanted] = parseEachForm({ learner: pickValue({ learnerSub, revision: 7 }) }).wanted;
      assert.deepEqual(wanted, { learnerSub, revision: 7 });
    }
  });

  it('takes the button of a line alone, whatever is ticked', () => {
    const { wanted } = parseEachForm({ learner: ['3.21', '1.22'], only: '2.23' });
    assert.deepEqual(wanted, [{ revision: 2, learnerSub: '23' }]);
  });

  it('decides on each learner once', () => {
    assert.equal(parseEachForm({ learner: ['3.21', '3.21'] }).wanted.length, 1);
  });

  it('takes nothing ticked as nobody', () => {
    assert.deepEqual(parseEachForm(undefined).wanted, []);
    assert.deepEqual(parseEachForm({ action: 'publish' }).wanted, []);
  });

  const strange: [string, object][] = [
    ['another action', { action: 'erase', learner: '3.21' }],
    ['a learner without a revision', { learner: '21' }],
    ['a revision alone', { learner: '3.' }],
    ['a revision that is no number', { learner: 'x.21' }],
    ['another confirmation', { learner: '3.21', confirmed: 'yes' }],
  ];
  for (const [name, body] of strange) {
    it(`refuses ${name}`, () => assert.throws(() => parseEachForm(body), BadRequest));
  }
});
