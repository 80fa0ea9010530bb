import type { LaunchSession } from '../../src/platform/launchSession.js';

/** A teacher who came from a Moodle activity that has a gradebook column; everything optional is there. */
export const teacherSession: LaunchSession = {
  id: 'session-1',
  cookieHash: 'cookie-hash',
  csrfToken: 'csrf-token',
  message: 'resource',
  scope: { registrationId: 'registration-1', deploymentId: '1', contextId: '42' },
  platform: {
    issuer: 'https://moodle.example',
    name: 'Lycée Les Tilleuls',
    family: 'moodle',
    origins: ['https://moodle.example'],
    returnUrl: 'https://moodle.example/course/view.php?id=42',
  },
  user: { sub: '7', name: 'Claire Fontaine' },
  role: 'teacher',
  mentees: [],
  context: { id: '42', title: '2de Métiers de la relation client' },
  resourceLink: { id: 'link-1', title: 'Accueil physique' },
  gradeService: {
    scopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
    lineItemsUrl: 'https://moodle.example/lineitems?type_id=1',
    lineItemUrl: 'https://moodle.example/lineitems/9?type_id=1',
  },
  membershipsUrl: 'https://moodle.example/memberships',
  custom: { grid: 'grid-1@1' },
  locale: 'fr',
  createdAt: new Date('2040-01-15T08:00:00Z'),
  expiresAt: new Date('2040-01-15T16:00:00Z'),
};
