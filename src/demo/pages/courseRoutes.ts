import { Router, urlencoded } from 'express';
import type { Lms } from '../lms.js';
import { addActivity, copyCourse, importActivities } from '../site/activities.js';
import { PATHS } from '../site/addresses.js';
import { wantCourse, wantManager } from './access.js';
import { newLink } from './activityForm.js';
import { coursePage } from './coursePage.js';
import { notFound } from './pageRefusal.js';
import { frame } from './frame.js';

type Form = Readonly<Record<string, unknown>>;

/** A course, its activities, and both ways to add one. */
export function courseRoutes(lms: Lms): Router {
  const router = Router();
  const form = urlencoded({ extended: false });

  router.get('/cours/:course', (req, res) => {
    const visit = wantCourse(lms, req, req.params.course);
    res.render('course', { frame: frame(lms, req, visit.course.title), ...coursePage(lms, visit) });
  });

  router.get('/cours/:course/contenu/:tool', (req, res) => {
    const { course } = wantManager(lms, req, req.params.course);
    const tool = lms.state.tools.find(({ id, status }) => id === req.params.tool && status === 'active');
    if (!tool?.deepLinkingUrl) throw notFound();
    res.render('embedded', {
      frame: frame(lms, req, `Choisir le contenu – ${tool.name}`),
      back: { href: `/cours/${course.id}`, label: course.title },
      src: `${PATHS.contentItem}?course=${course.id}&id=${tool.id}`,
      newWindow: '',
      closesTo: '',
    });
  });

  router.post('/cours/:course/activites', form, (req, res) => {
    const { course } = wantManager(lms, req, req.params.course);
    const outcome = newLink(lms, course.id, (req.body ?? {}) as Form);
    if ('problem' in outcome) {
      const page = coursePage(lms, wantCourse(lms, req, course.id), outcome);
      res.status(422).render('course', { frame: frame(lms, req, course.title), ...page });
      return;
    }
    addActivity(lms, outcome.activity);
    res.redirect(303, `/cours/${course.id}`);
  });

  router.post('/cours/:course/copie', form, (req, res) => {
    const { course } = wantManager(lms, req, req.params.course);
    const copy = copyCourse(lms, course.id, `${course.title} (copie)`);
    res.redirect(303, `/cours/${copy.id}`);
  });

  router.post('/cours/:course/import', form, (req, res) => {
    const { course } = wantManager(lms, req, req.params.course);
    const from = wantManager(lms, req, ((req.body ?? {}) as Form)['from']).course;
    importActivities(lms, from.id, course.id);
    res.redirect(303, `/cours/${course.id}`);
  });

  return router;
}
