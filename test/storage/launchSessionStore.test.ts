import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { LaunchSession } from '../../src/platform/launchSession.js';
import { eachStores } from '../support/eachStores.js';
import { teacherSession } from '../support/launchSessions.js';

const now = teacherSession.createdAt;

eachStores('LaunchSessionStore', (stores) => {
  const sessions = () => stores().launchSessions;

  it('gives a session back whole', async () => {
    await sessions().add(teacherSession);
    assert.deepEqual(await sessions().get('session-1', now), teacherSession);
  });

  it('gives back a session that has only what every launch has', async () => {
    const { resourceLink: _link, gradeService: _grades, membershipsUrl: _roster, ...rest } = teacherSession;
    const bare: LaunchSession = {
      ...rest,
      platform: { issuer: 'https://moodle.example', origins: [] },
      user: { sub: '7' },
      context: { id: '' },
      custom: {},
    };
    await sessions().add(bare);
    assert.deepEqual(await sessions().get('session-1', now), bare);
  });

  it('gives back what a deep linking request and a submission review hold', async () => {
    const session: LaunchSession = {
      ...teacherSession,
      message: 'deepLinking',
      role: 'mentor',
      mentees: ['21', '22'],
      reviewOf: '21',
      deepLinking: {
        returnUrl: 'https://moodle.example/return',
        acceptTypes: ['ltiResourceLink'],
        acceptMultiple: false,
        data: 'opaque',
      },
    };
    await sessions().add(session);
    assert.deepEqual(await sessions().get('session-1', now), session);
  });

  it('keeps custom parameters whatever their names hold', async () => {
    const custom = { 'a.b': '1', $where: '2', '': '3', é: '4', constructor: '5' };
    await sessions().add({ ...teacherSession, custom });
    assert.deepEqual((await sessions().get('session-1', now))?.custom, custom);
  });

  it('never gives a session that has expired', async () => {
    await sessions().add(teacherSession);
    assert.equal(await sessions().get('session-1', teacherSession.expiresAt), undefined);
  });

  it('gives a session longer once extended', async () => {
    const later = new Date(teacherSession.expiresAt.getTime() + 1);
    await sessions().add(teacherSession);
    await sessions().extend('session-1', later);
    assert.deepEqual(await sessions().get('session-1', teacherSession.expiresAt), {
      ...teacherSession,
      expiresAt: later,
    });
  });

  it('makes no session by extending one that is unknown', async () => {
    await sessions().extend('session-1', teacherSession.expiresAt);
    assert.equal(await sessions().get('session-1', now), undefined);
  });

  it('refuses a second session with one id', async () => {
    await sessions().add(teacherSession);
    await assert.rejects(sessions().add({ ...teacherSession, role: 'learner' }), /stored already/);
    assert.equal((await sessions().get('session-1', now))?.role, 'teacher');
  });

  it('takes nothing but text for an id', async () => {
    await sessions().add(teacherSession);
    await assert.rejects(sessions().get({ $ne: '' } as unknown as string, now), BadRequest);
  });

  it('refuses a field that no session has', async () => {
    await assert.rejects(sessions().add({ ...teacherSession, admin: true } as LaunchSession), /no admin/);
  });
});
