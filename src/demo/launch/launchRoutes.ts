import { Router, urlencoded, type Request, type Response } from 'express';
import { courseOf, enrolmentOf, isShutOut, managesCourse, userOf, type Lms } from '../lms.js';
import { wantSession } from '../pages/access.js';
import { showForm } from '../pages/answer.js';
import { invalidRequest, notEnrolled, notFound } from '../pages/pageRefusal.js';
import { PATHS } from '../site/addresses.js';
import { sessionOf } from '../site/sessions.js';
import type { LaunchOrder, LmsSession } from '../site/state.js';
import { authorize } from './authorization.js';
import { acceptContent } from './contentReturn.js';
import { initiateLogin } from './loginInitiation.js';

/** The browser's side of LTI: login initiation, authorization, and the way back from deep linking. */
export function launchRoutes(lms: Lms): Router {
  const router = Router();
  const form = urlencoded({ extended: false, limit: '1mb' });

  router.get(PATHS.launch, (req, res) => start(lms, req, res, activityOrder(lms, req)));
  router.get(PATHS.contentItem, (req, res) => start(lms, req, res, contentOrder(lms, req)));

  router.all(PATHS.authorization, form, (req, res) => {
    const parameters: Record<string, unknown> = { ...req.query, ...(req.body as object | undefined) };
    const session = sessionOf(lms, req);
    if (!session && parameters['repost'] === undefined) return repost(req, res, parameters);
    const answer = authorize(lms, session, parameters);
    if (answer.kind === 'invalid') throw invalidRequest();
    return showForm(res, answer.form);
  });

  router.post(PATHS.contentItemReturn, form, async (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    if (!sessionOf(lms, req) && body['repost'] === undefined) return repost(req, res, body);
    const outcome = await acceptContent(lms, wantSession(lms, req), req.query, body['JWT']);
    return res.status(outcome.kind === 'added' ? 200 : 400).render('contentReturn', { outcome });
  });

  router.get(PATHS.launchReturn, (req, res) => {
    const { course } = req.query;
    res.redirect(303, typeof course === 'string' ? `/cours/${encodeURIComponent(course)}` : '/');
  });

  return router;
}

/** A request that a tool's page started comes without our cookie: sent again from here, it has it. */
function repost(req: Request, res: Response, parameters: Readonly<Record<string, unknown>>): void {
  const fields = Object.entries(parameters).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const action = req.method === 'GET' ? req.path : req.originalUrl;
  showForm(res, { action, fields: { ...Object.fromEntries(fields), repost: '1' } });
}

function start(lms: Lms, req: Request, res: Response, order: LaunchOrder | undefined): void {
  const session = wantSession(lms, req);
  if (!order) throw notFound();
  if (!mayStart(lms, session, order)) throw notEnrolled();
  showForm(res, initiateLogin(lms, session, order));
}

/** Like Moodle, nothing here keeps a learner from asking for another's submission review. */
function mayStart({ state }: Lms, session: LmsSession, order: LaunchOrder): boolean {
  const course = courseOf(state, order.courseId);
  const user = userOf(state, session.userId);
  if (managesCourse(course, user)) return true;
  const activity = state.activities.find(({ id }) => id === order.activityId);
  if (activity && isShutOut(course, user, activity)) return false;
  const enrolment = enrolmentOf(course, user.id);
  return enrolment !== undefined && !enrolment.suspended && order.message !== 'LtiDeepLinkingRequest';
}

function activityOrder({ state }: Lms, { query }: Request): LaunchOrder | undefined {
  const activity = state.activities.find(({ moduleId }) => moduleId === query['id']);
  if (!activity || !state.tools.some(({ id }) => id === activity.toolId)) return undefined;
  const { id: activityId, courseId, toolId, container } = activity;
  const order = { courseId, toolId, activityId, container };
  const forUserId = query['user'];
  if (query['action'] !== 'gradeReport' || typeof forUserId !== 'string') {
    return { ...order, message: 'LtiResourceLinkRequest' };
  }
  return { ...order, message: 'LtiSubmissionReviewRequest', forUserId };
}

function contentOrder({ state }: Lms, { query }: Request): LaunchOrder | undefined {
  const tool = state.tools.find(({ id, status }) => id === query['id'] && status === 'active');
  const course = state.courses.find(({ id }) => id === query['course']);
  if (!tool?.deepLinkingUrl || !course) return undefined;
  return { message: 'LtiDeepLinkingRequest', courseId: course.id, toolId: tool.id, container: 'iframe' };
}
