import type { Person } from './launchClaims.js';

const GIVEN_NAMES = ['Chloé', 'Amadou', 'Zoé', 'Léa', 'Noël', 'Inès'];
const FAMILY_NAMES = ['Bézier', 'Diallo', 'Lefèvre', "N'Guyen", 'Müller', 'Öztürk'];

export const teacher: Person = {
  sub: 'teacher-1',
  givenName: 'Hélène',
  familyName: 'Lefèvre-Gaël',
  role: 'Instructor',
};

/** A full class: every given name with every family name. */
export const learners: readonly Person[] = FAMILY_NAMES.flatMap((familyName, row) =>
  GIVEN_NAMES.map((givenName, column) => ({
    sub: `learner-${row * GIVEN_NAMES.length + column + 1}`,
    givenName,
    familyName,
    role: 'Learner' as const,
  })),
);
