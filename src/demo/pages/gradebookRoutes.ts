import { Router, urlencoded, type Request } from 'express';
import { enrolmentOf, userOf, type Lms } from '../lms.js';
import { gradeIn, lockGrade, overrideGrade, withdrawOverride } from '../site/grades.js';
import { wantCourse, wantManager } from './access.js';
import { frame, fullName } from './frame.js';
import { gradebookPage, ownGradesPage, shownNumber } from './gradebookPage.js';
import { notFound } from './pageRefusal.js';

type Form = Readonly<Record<string, unknown>>;

/** « Carnet de notes »: what tools sent, and what a teacher may do about it. */
export function gradebookRoutes(lms: Lms): Router {
  const router = Router();

  router.get('/cours/:course/notes', (req, res) => {
    const { course, user, manages } = wantCourse(lms, req, req.params.course);
    const around = frame(lms, req, manages ? 'Carnet de notes' : 'Mes notes');
    if (manages) res.render('gradebook', { frame: around, ...gradebookPage(lms, course) });
    else res.render('ownGrades', { frame: around, ...ownGradesPage(lms, course, user) });
  });

  router.get('/notes/:item/:user', (req, res) => {
    const { item, user } = wantCell(lms, req);
    const grade = gradeIn(lms.state, item.id, user.id);
    res.render('grade', {
      frame: frame(lms, req, `${fullName(user)} – ${item.label}`),
      back: { href: `/cours/${item.courseId}/notes`, label: 'Carnet de notes' },
      maximum: shownNumber(item.scoreMaximum),
      sent: typeof grade?.rawGrade === 'number' ? shownNumber(grade.rawGrade) : '',
      mark: typeof grade?.finalGrade === 'number' ? String(grade.finalGrade) : '',
      comment: grade?.feedback ?? '',
      overridden: Boolean(grade?.overriddenAt),
      locked: Boolean(grade?.lockedAt),
    });
  });

  router.post('/notes/:item/:user', urlencoded({ extended: false }), (req, res) => {
    const { item, user } = wantCell(lms, req);
    const { action, mark, comment } = (req.body ?? {}) as Form;
    if (action === 'withdraw') withdrawOverride(lms, item, user.id);
    else if (action === 'lock' || action === 'unlock') lockGrade(lms, item, user.id, action === 'lock');
    else overrideGrade(lms, item, user.id, { value: numberOf(mark), feedback: textOf(comment) });
    res.redirect(303, `/cours/${item.courseId}/notes`);
  });

  return router;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

function numberOf(value: unknown): number | null {
  const number = Number(String(value ?? '').replace(',', '.'));
  return textOf(value) === null || Number.isNaN(number) ? null : number;
}

/** A cell of a course that the visitor manages. */
function wantCell(lms: Lms, req: Request) {
  const item = lms.state.lineItems.find(({ id }) => id === req.params['item']);
  if (!item) throw notFound();
  const { course } = wantManager(lms, req, item.courseId);
  const userId = String(req.params['user']);
  if (enrolmentOf(course, userId)?.role !== 'learner') throw notFound();
  return { item, user: userOf(lms.state, userId) };
}
