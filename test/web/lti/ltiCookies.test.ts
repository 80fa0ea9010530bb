import assert from 'node:assert/strict';
import { frameCookie, loginCookieName } from '../../../src/web/lti/ltiCookies.js';

describe('frameCookie', () => {
  it('lives inside a frame, and is read by no script', () => {
    assert.deepEqual(frameCookie('/s/1', 60), {
      httpOnly: true,
      secure: true,
      sameSite: 'none',
      partitioned: true,
      path: '/s/1',
      maxAge: 60_000,
    });
  });

  it('ends with the browser where no time is given', () => {
    assert.equal(Object.hasOwn(frameCookie('/s/1'), 'maxAge'), false);
  });
});

describe('loginCookieName', () => {
  it('is one a login, and does not tell the state', () => {
    assert.notEqual(loginCookieName('state-1'), loginCookieName('state-2'));
    assert.ok(!loginCookieName('state-1').includes('state-1'));
  });

  it('is a name that a cookie may have, whatever the state', () => {
    assert.match(loginCookieName('; =,\r\n"é'), /^[\w-]+$/);
  });
});
