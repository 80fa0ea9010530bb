import { fileURLToPath } from 'node:url';
import express, { Router, type Express } from 'express';
import { activityRoutes, type ActivityServices } from './activity/activityRoutes.js';
import { assetFiles, assetUrls, importedModules } from './assets.js';
import { attachRoutes, type AttachServices } from './attach/attachRoutes.js';
import { classRoutes, type ClassServices } from './class/classRoutes.js';
import { deskRoutes } from './desk/deskRoutes.js';
import { errorHandler, notFound } from './errorHandler.js';
import { evaluationRoutes, type EvaluationServices } from './evaluation/evaluationRoutes.js';
import { evidenceRoutes, type EvidenceServices } from './evidence/evidenceRoutes.js';
import { evidenceUploads } from './evidence/upload.js';
import { frameworkRoutes, type FrameworkServices } from './framework/frameworkRoutes.js';
import { groupRoutes } from './groups/groupRoutes.js';
import { gridRoutes, type GridServices } from './grid/gridRoutes.js';
import { healthRoutes, type HealthServices } from './health/healthRoutes.js';
import { journalRecorder, type JournalServices } from './journal/journalRecorder.js';
import { createTranslations } from './i18n.js';
import { language, speak, translateOf } from './language.js';
import { levelClass } from './levelClass.js';
import { learnerRoutes, type LearnerServices } from './learner/learnerRoutes.js';
import type { Log } from './log.js';
import { libraryRoutes, type LibraryServices } from './library/libraryRoutes.js';
import { ltiRoutes, type LtiServices } from './lti/ltiRoutes.js';
import { observationRoutes } from './observation/observationRoutes.js';
import { scaleRoutes, type ScaleRoutesServices } from './scale/scaleRoutes.js';
import { matrixRoutes } from './matrix/matrixRoutes.js';
import { releaseRoutes } from './release/releaseRoutes.js';
import { securityHeaders, setFramePolicy } from './securityHeaders.js';
import { learnerQuestions, type LearnerQuestionServices } from './questions/learnerQuestions.js';
import { teacherQuestions } from './questions/teacherQuestions.js';
import { openingRoutes } from './selfAssessment/openingRoutes.js';
import { selfRoutes, type SelfServices } from './selfAssessment/selfRoutes.js';
import { landOnTold } from './session/landOnTold.js';
import { sameOrigin } from './session/sameOrigin.js';
import { sessionGuard, sessionOf } from './session/sessionGuard.js';
import { shellOf } from './session/shell.js';
import { tutorRoutes } from './tutor/tutorRoutes.js';
import { tutorLinkRoutes, type TutorLinkServices } from './tutorLinks/tutorLinkRoutes.js';
import type { LaunchSessionStore } from '../platform/launchSession.js';
import { useViews } from './viewEngine.js';

export interface AppServices
  extends
    ActivityServices,
    AttachServices,
    ClassServices,
    EvaluationServices,
    EvidenceServices,
    FrameworkServices,
    GridServices,
    HealthServices,
    JournalServices,
    LearnerServices,
    LibraryServices,
    LtiServices,
    ScaleRoutesServices,
    SelfServices,
    LearnerQuestionServices,
    TutorLinkServices {
  readonly url: string;
  readonly trustProxy: boolean | number | string;
  readonly root: URL;
  readonly sessions: LaunchSessionStore;
  readonly now: () => Date;
  readonly log: Log;
  /** Whether an error tells that the store cannot be reached or written now. */
  readonly isStoreTrouble: (error: unknown) => boolean;
}

/** Forty comments of 5,000 characters, percent-encoded, and some room. */
const FORM_LIMIT = '3mb';

const form = express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: 2000 });

/** The whole web side, in the order in which a request meets it. */
export function createApp(services: AppServices): Express {
  const { url, root, trustProxy, log } = services;
  const translations = createTranslations(new URL('config/locales/', root), (key) =>
    log.error({ key }, 'a translation is missing'),
  );
  const app = express();
  app.disable('x-powered-by');
  // A session's pages are stored by nothing, and the others are few: a tag would be computed for no reader.
  app.disable('etag');
  app.set('trust proxy', trustProxy);
  app.set('query parser', 'simple');
  useViews(app, fileURLToPath(new URL('views/', root)));
  app.locals['asset'] = assetUrls(new URL('public/', root));
  app.locals['importedModules'] = importedModules(new URL('public/', root));
  app.locals['levelClass'] = levelClass;
  app.locals['shell'] = undefined;
  // Pages about a learner set it; criteria are shown on others too.
  app.locals['tutors'] = undefined;

  app.use(healthRoutes(services));
  app.use(securityHeaders(url));
  app.use(assetFiles(new URL('public/', root)));
  app.use(language(translations));
  app.use('/lti', ltiRoutes(services));
  app.use('/s/:session', sessionPages(services, translations));
  app.use('/t/:token', form, landOnTold, tutorRoutes(services));
  app.use((_req, res, next) => {
    // What a session's address does not lead to is told in its platform's frame.
    if (!res.hasHeader('Content-Security-Policy')) setFramePolicy(res, { frameAncestors: [] });
    next();
  });
  app.use(frameworkRoutes(services));
  app.use(notFound);
  app.use(errorHandler(log, services.isStoreTrouble));
  return app;
}

/** Pages that a launch opened: form first, so that what was typed survives a session that has ended. */
function sessionPages(services: AppServices, translations: ReturnType<typeof createTranslations>): Router {
  const pages = Router({ mergeParams: true });
  pages.use(form);
  pages.use(landOnTold);
  pages.use(sessionGuard(services));
  pages.use((_req, res, next) => {
    const session = sessionOf(res);
    speak(res, session.locale, translations);
    res.locals['shell'] = shellOf(session, translateOf(res));
    next();
  });
  pages.use(evidenceUploads(services));
  pages.use(sameOrigin(services.url));
  pages.use(journalRecorder(services));
  // What launches open comes first: a request goes past every route before its own.
  pages.use(learnerRoutes(services));
  pages.use(classRoutes(services));
  pages.use(attachRoutes(services));
  pages.use(libraryRoutes(services));
  pages.use(releaseRoutes(services));
  pages.use(matrixRoutes(services));
  pages.use(observationRoutes(services));
  pages.use(deskRoutes(services));
  pages.use(groupRoutes(services));
  pages.use(activityRoutes(services));
  pages.use(evidenceRoutes(services));
  pages.use(openingRoutes(services));
  pages.use(teacherQuestions(services));
  pages.use(evaluationRoutes(services));
  pages.use(gridRoutes(services));
  pages.use(scaleRoutes(services));
  pages.use(selfRoutes(services));
  pages.use(learnerQuestions(services));
  pages.use(tutorLinkRoutes(services));
  return pages;
}
