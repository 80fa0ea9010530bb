import { Router, urlencoded, type Request } from 'express';
import { courseOf, isShutOut, type Lms } from '../lms.js';
import { deleteActivity, duplicateActivity, restrictActivity } from '../site/activities.js';
import { launchPath } from '../site/addresses.js';
import type { Activity } from '../site/state.js';
import { wantCourse, wantManager } from './access.js';
import { frame } from './frame.js';
import { notEnrolled, notFound } from './pageRefusal.js';

/** An activity's own page: the tool in a frame of about 1,000 × 600, or in a new window. */
export function activityRoutes(lms: Lms): Router {
  const router = Router();

  router.get('/activites/:module', (req, res) => {
    const activity = wantActivity(lms, req);
    const { course, user } = wantCourse(lms, req, activity.courseId);
    if (isShutOut(course, user, activity)) throw notEnrolled();
    const launch = launchPath(activity.moduleId);
    res.render('embedded', {
      frame: frame(lms, req, activity.title),
      back: { href: `/cours/${course.id}`, label: course.title },
      src: activity.container === 'iframe' ? launch : '',
      newWindow: activity.container === 'window' ? launch : '',
      closesTo: '',
    });
  });

  /** « Analyse » of the gradebook. */
  router.get('/activites/:module/analyse/:user', (req, res) => {
    const activity = wantActivity(lms, req);
    const { course, user, manages } = wantCourse(lms, req, activity.courseId);
    if (!manages && user.id !== req.params.user) throw notEnrolled();
    res.render('embedded', {
      frame: frame(lms, req, `Analyse – ${activity.title}`),
      back: { href: `/cours/${course.id}/notes`, label: 'Carnet de notes' },
      src: launchPath(activity.moduleId, req.params.user),
      newWindow: '',
      closesTo: '',
    });
  });

  router.post('/activites/:module/copie', (req, res) => {
    const activity = wantActivity(lms, req);
    wantManager(lms, req, activity.courseId);
    duplicateActivity(lms, activity.id);
    res.redirect(303, `/cours/${activity.courseId}`);
  });

  router.post('/activites/:module/acces', urlencoded({ extended: false }), (req, res) => {
    const activity = wantActivity(lms, req);
    const { course } = wantManager(lms, req, activity.courseId);
    const { group } = (req.body ?? {}) as Readonly<Record<string, unknown>>;
    const groupId = course.enrolments.flatMap(({ groupIds }) => groupIds).find((id) => id === group);
    restrictActivity(lms, activity.id, groupId);
    res.redirect(303, `/cours/${course.id}`);
  });

  router.post('/activites/:module/suppression', (req, res) => {
    const activity = wantActivity(lms, req);
    wantManager(lms, req, activity.courseId);
    deleteActivity(lms, activity.id);
    res.redirect(303, `/cours/${courseOf(lms.state, activity.courseId).id}`);
  });

  return router;
}

function wantActivity({ state }: Lms, req: Request): Activity {
  const activity = state.activities.find(({ moduleId }) => moduleId === req.params['module']);
  if (!activity) throw notFound();
  return activity;
}
