import assert from 'node:assert/strict';
import { LaunchRefused, PlatformDeclined, REFUSAL_CODES } from '../../../src/lti/launch/launchRefused.js';
import { assertSaid } from '../sentences.js';

describe('LaunchRefused', () => {
  it('has a sentence in every language, and a status of the 400s, for every code', () => {
    for (const code of REFUSAL_CODES) {
      const error = new LaunchRefused(code, 'detail', { facts: { issuer: 'x', claim: 'y' } });
      assertSaid(error);
      assert.ok(error.status >= 400 && error.status < 500, code);
    }
  });
});

describe('PlatformDeclined', () => {
  for (const error of [
    'login_required',
    'access_denied',
    'invalid_request',
    'unauthorized_client',
    'server_error',
  ]) {
    it(`explains ${error}`, () => {
      const declined = new PlatformDeclined(error, undefined);
      assert.equal(declined.messageKey, `launch:platformDeclined.${error}`);
      assertSaid(declined);
    });
  }

  it('shows nothing of what the platform wrote, and logs little of it', () => {
    const declined = new PlatformDeclined('toString', 'call 555-0100 '.repeat(100));
    assert.equal(declined.messageKey, 'launch:platformDeclined.other');
    assert.deepEqual(declined.facts, {});
    assert.ok(declined.message.length <= 200);
    assertSaid(declined);
  });
});
