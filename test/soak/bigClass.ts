import { ACCUEIL_SEED, type Seed } from '../../src/demo/site/seed.js';
import { COURSE } from '../support/person.js';

const FIRST = 1000;

export const learnerIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => String(FIRST + i));

/** The demo LMS with a course of as many learners as asked for. */
export function bigClass(count: number): Seed {
  const ids = learnerIds(count);
  const someone = ACCUEIL_SEED.users.find(({ id }) => id === '5');
  if (!someone) throw new Error('the seed has no learner 5');
  const users = ids.map((id) => ({ ...someone, id, familyName: `Élève ${id}` }));
  return {
    ...ACCUEIL_SEED,
    users: [...ACCUEIL_SEED.users, ...users],
    courses: ACCUEIL_SEED.courses.map((course) =>
      course.id === COURSE
        ? {
            ...course,
            enrolments: [
              ...course.enrolments.filter(({ role }) => role === 'teacher'),
              ...ids.map((userId) => ({ userId, role: 'learner' as const, groupIds: [] })),
            ],
          }
        : course,
    ),
  };
}
