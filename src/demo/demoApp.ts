import { join } from 'node:path';
import express, { type Express } from 'express';
import { launchRoutes } from './launch/launchRoutes.js';
import type { Lms } from './lms.js';
import { activityRoutes } from './pages/activityRoutes.js';
import { refusalPage } from './pages/answer.js';
import { courseRoutes } from './pages/courseRoutes.js';
import { faultRoutes } from './pages/faultRoutes.js';
import { gradebookRoutes } from './pages/gradebookRoutes.js';
import { homeRoutes } from './pages/homeRoutes.js';
import { notFound } from './pages/pageRefusal.js';
import { toolRoutes } from './pages/toolRoutes.js';
import { registrationRoutes } from './registration/registrationRoutes.js';
import { securityRoutes } from './services/keySet.js';
import { noteRequest, serviceRoutes } from './services/serviceRoutes.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** Tools are framed and posted to wherever they are; nothing runs or loads here but our own files. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' http: https:",
  'frame-src http: https:',
  'form-action http: https:',
  "frame-ancestors 'self'",
  "base-uri 'none'",
].join('; ');

export function demoApp(lms: Lms): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('view engine', 'ejs');
  app.set('views', join(ROOT, 'views', 'demo'));
  app.use('/demo', express.static(join(ROOT, 'public', 'demo')));
  app.use((req, res, next) => {
    res.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    if (req.path.startsWith('/mod/lti/')) noteRequest(lms, req, res);
    next();
  });

  app.use(registrationRoutes(lms));
  app.use(securityRoutes(lms));
  app.use(serviceRoutes(lms));
  app.use(launchRoutes(lms));

  app.use(homeRoutes(lms));
  app.use(courseRoutes(lms));
  app.use(activityRoutes(lms));
  app.use(gradebookRoutes(lms));
  app.use(toolRoutes(lms));
  app.use(faultRoutes(lms));

  app.use(() => {
    throw notFound();
  });
  app.use(refusalPage(lms));
  return app;
}
