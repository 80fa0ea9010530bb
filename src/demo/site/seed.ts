import { LEARNER_IDS, PEOPLE, SUSPENDED_ID, TEACHER_IDS } from './people.js';
import type { Course, DemoState, Enrolment, SiteDescription, User } from './state.js';

/** What the LMS holds before anyone touches it. */
export interface Seed {
  readonly site: SiteDescription;
  readonly users: readonly User[];
  readonly courses: readonly Course[];
}

const teachers = TEACHER_IDS.map((userId): Enrolment => ({ userId, role: 'teacher', groupIds: ['1', '2'] }));
const learners = LEARNER_IDS.map((userId, i): Enrolment => ({
  userId,
  role: 'learner',
  groupIds: [i % 2 === 0 ? '1' : '2'],
}));
const suspended: Enrolment = { userId: SUSPENDED_ID, role: 'learner', suspended: true, groupIds: ['1'] };

/** « Accueil – 1re MA » with 2 teachers and 24 learners, and next year's course, still empty. */
export const ACCUEIL_SEED: Seed = {
  site: {
    guid: 'b7c0de5f3a1e4d0c9f2a6b8e1d4c7a90',
    name: 'demo',
    description: 'LMS de démonstration',
    locale: 'fr',
    timeZone: 'Europe/Paris',
  },
  users: PEOPLE,
  courses: [
    {
      id: '2',
      shortName: '1MA-ACCUEIL',
      title: 'Accueil – 1re MA',
      sourcedId: 'BP-MA-1',
      startsAt: new Date('2026-09-01T06:00:00Z'),
      history: [],
      enrolments: [...teachers, ...learners, suspended],
    },
    {
      id: '3',
      shortName: 'TMA-ACCUEIL',
      title: 'Accueil – Tle MA',
      sourcedId: 'BP-MA-T',
      startsAt: new Date('2027-09-01T06:00:00Z'),
      history: [],
      enrolments: [...teachers.slice(0, 1), ...learners.slice(0, 6)],
    },
  ],
};

/** A new LMS, with nothing but its seed. */
export function emptyState(seed: Seed): DemoState {
  return {
    site: seed.site,
    users: seed.users,
    courses: [...seed.courses],
    tools: [],
    activities: [],
    lineItems: [],
    grades: new Map(),
    // Ids of different kinds differ, so that a mistaken one is noticed.
    nextIds: { course: 4, tool: 3, activity: 11, module: 21, lineItem: 31 },
    sessions: new Map(),
    accessTokens: new Map(),
    spent: new Set(),
    faults: new Map(),
    scoresReceived: [],
    requests: [],
  };
}
