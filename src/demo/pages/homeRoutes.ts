import { Router, urlencoded } from 'express';
import { enrolmentOf, managesCourse, type Lms } from '../lms.js';
import { keepSession, signIn, userOfRequest } from '../site/sessions.js';
import type { Course, User } from '../site/state.js';
import { frame, fullName } from './frame.js';
import { notFound } from './pageRefusal.js';

/** « Tableau de bord », and the switch that makes the visitor someone. */
export function homeRoutes(lms: Lms): Router {
  const router = Router();

  router.get('/', (req, res) => {
    const user = userOfRequest(lms, req);
    res.render('home', {
      frame: frame(lms, req, 'Tableau de bord'),
      groups: peopleGroups(lms, user?.id),
      courses: user ? coursesOf(lms, user).map((course) => courseCard(course, user)) : [],
    });
  });

  router.post('/session', urlencoded({ extended: false }), (req, res) => {
    const { user: id } = (req.body ?? {}) as { user?: unknown };
    const user = lms.state.users.find((one) => one.id === id);
    if (!user) throw notFound();
    keepSession(res, signIn(lms, user.id));
    res.redirect(303, '/');
  });

  return router;
}

const coursesOf = ({ state }: Lms, user: User) =>
  state.courses.filter((course) => {
    const enrolment = enrolmentOf(course, user.id);
    return managesCourse(course, user) || (enrolment && !enrolment.suspended);
  });

const courseCard = (course: Course, user: User) => ({
  href: `/cours/${course.id}`,
  title: course.title,
  role: managesCourse(course, user) ? 'enseignant' : 'élève',
  learnerCount: course.enrolments.filter(({ role, suspended }) => role === 'learner' && !suspended).length,
});

/** Everyone, sorted as a visitor looks for them. */
function peopleGroups({ state }: Lms, selectedId: string | undefined) {
  const roleOf = (user: User) =>
    state.courses.map((course) => enrolmentOf(course, user.id)).find((found) => found && !found.suspended)
      ?.role;
  const group = (label: string, belongs: (user: User) => boolean) => ({
    label,
    people: state.users.filter(belongs).map((user) => ({
      id: user.id,
      label: `${fullName(user)}${user.anonymous ? ' (nom non transmis à l’outil)' : ''}`,
      selected: user.id === selectedId,
    })),
  });
  return [
    group('Enseignants', (user) => roleOf(user) === 'teacher'),
    group('Élèves', (user) => roleOf(user) === 'learner'),
    group('Administration', (user) => user.siteAdmin === true),
    group('Hors du cours', (user) => !user.siteAdmin && roleOf(user) === undefined),
  ];
}
