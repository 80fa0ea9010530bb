import assert from 'node:assert/strict';
import { createTranslations } from '../../../src/web/i18n.js';
import { shellOf, shortCode } from '../../../src/web/session/shell.js';
import { teacherSession } from '../../support/launchSessions.js';

const t = createTranslations(new URL('../../../config/locales/', import.meta.url), (key) => {
  throw new Error(key);
})('fr');

describe('shellOf', () => {
  it('says whose session it is, in which course, and the way back', () => {
    assert.deepEqual(shellOf(teacherSession, t), {
      base: '/s/session-1',
      csrfToken: 'csrf-token',
      who: 'Claire Fontaine',
      role: 'enseignant',
      course: '2de Métiers de la relation client',
      returnUrl: 'https://moodle.example/course/view.php?id=42',
    });
  });

  const { name: _name, ...unnamed } = teacherSession.user;
  for (const [role, label] of Object.entries({
    teacher: 'Enseignant',
    learner: 'Élève',
    mentor: 'Tuteur',
    guest: 'Invité',
  } as const)) {
    it(`calls a ${role} without a name ${label}, with a stable code`, () => {
      const session = { ...teacherSession, user: unnamed, role: role as keyof object };
      assert.equal(shellOf(session, t).who, `${label} ${shortCode('7')}`);
    });
  }

  it('names a course without a title', () => {
    assert.equal(shellOf({ ...teacherSession, context: { id: '' } }, t).course, 'Cours sans titre');
  });
});

describe('shortCode', () => {
  it('is four hexadecimal digits, the same for the same person', () => {
    assert.match(shortCode('5'), /^[0-9a-f]{4}$/);
    assert.equal(shortCode('5'), shortCode('5'));
  });

  it('tells the learners of a class apart', () => {
    const codes = Array.from({ length: 36 }, (_, i) => shortCode(String(i + 1)));
    assert.equal(new Set(codes).size, 36);
  });
});
