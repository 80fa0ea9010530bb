import { parse as parseCookies } from 'cookie';
import express, { Router, type Request, type Response } from 'express';
import { BadRequest, NotFound } from '../../errors.js';
import type { LaunchGate } from '../../platform/launchGate.js';
import { SESSION_COOKIE, sessionPath } from '../session/sessionGuard.js';
import { setFramePolicy } from '../securityHeaders.js';
import { launchLimits, type LaunchLimits } from './launchLimits.js';
import { frameCookie, loginCookieName } from './ltiCookies.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { DynamicRegistration } from '../../platform/registrar.js';

export interface LtiServices extends LaunchLimits {
  readonly gate: LaunchGate;
  readonly keySet: () => Promise<{ keys: readonly object[] }>;
  /** Path, below the session's, of the page that a launch opens. */
  readonly firstPage: (session: LaunchSession) => Promise<string>;
  readonly registerDynamically: DynamicRegistration;
}

const LOGIN_SECONDS = 600;

/** Longest platform message; Moodle's launches take about 6 kB. */
const MESSAGE_LIMIT = '64kb';

/** The four addresses that a platform knows of us: login, launch, keys and registration. */
export function ltiRoutes(services: LtiServices): Router {
  const { gate, keySet, firstPage, registerDynamically } = services;
  const router = Router();
  const limits = launchLimits(services);
  const form = express.urlencoded({ extended: false, limit: MESSAGE_LIMIT, parameterLimit: 50 });
  router.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    // Nothing to click here but « open in a new window »: any platform may frame it.
    setFramePolicy(res, { frameAncestors: undefined });
    next();
  });

  const login = async (req: Request, res: Response, parameters: Record<string, unknown>) => {
    const step = await gate.startLogin({ parameters, cookieInDoubt: cookieInDoubt(req) });
    res.cookie(loginCookieName(step.state), step.browserSecret, frameCookie('/lti', LOGIN_SECONDS));
    const { next } = step;
    res.redirect(303, next.kind === 'authorize' ? next.url : `/lti/login/check?state=${step.state}`);
  };
  router.get('/login', limits.login, limits.registration, (req, res) => login(req, res, req.query));
  router.post('/login', limits.login, form, limits.registration, (req, res) => login(req, res, formOf(req)));

  router.get('/login/check', limits.cookieCheck, async (req, res) => {
    const state = stateOf(req);
    const url = await gate.cookieHeld(state, cookieOf(req, loginCookieName(state)));
    if (url !== undefined) return res.redirect(303, url);
    res.render('lti/newWindow', { windowUrl: `/lti/login/window?state=${encodeURIComponent(state)}` });
  });

  router.get('/login/window', limits.cookieCheck, async (req, res) => {
    const state = stateOf(req);
    const { url, browserSecret } = await gate.continueInNewWindow(state);
    res.cookie(loginCookieName(state), browserSecret, frameCookie('/lti', LOGIN_SECONDS));
    res.redirect(303, url);
  });

  router.post('/launch', limits.launch, form, async (req, res) => {
    const cookies = parseCookies(req.headers.cookie ?? '');
    const message = formOf(req);
    const { session, cookie } = await gate.openLaunch(message, (state) => cookies[loginCookieName(state)]);
    const state = message['state'];
    if (typeof state === 'string') res.clearCookie(loginCookieName(state), frameCookie('/lti'));
    res.cookie(SESSION_COOKIE, cookie, frameCookie(sessionPath(session)));
    res.redirect(303, `${sessionPath(session)}${await firstPage(session)}`);
  });
  router.all('/launch', () => {
    throw new BadRequest('a launch is a POST');
  });

  router.get('/keys', async (_req, res) => {
    res.setHeader('Cache-Control', 'public, max-age=300');
    res.json(await keySet());
  });

  router.get('/register', limits.register, async (req, res) => {
    const { token, openid_configuration, registration_token } = req.query;
    if (typeof token !== 'string') throw new NotFound('registration without a link');
    if (typeof openid_configuration !== 'string') {
      return res.status(400).render('lti/registrationHelp', {});
    }
    const registered = await registerDynamically({
      openIdConfiguration: openid_configuration,
      linkToken: token,
      ...(typeof registration_token === 'string' && { registrationToken: registration_token }),
    });
    res.render('lti/registered', registered);
  });
  return router;
}

/** Only forms: JSON and anything else is refused before it is looked at. */
function formOf(req: Request): Record<string, unknown> {
  if (!req.is('application/x-www-form-urlencoded')) throw new BadRequest('a platform message is a form');
  return (req.body ?? {}) as Record<string, unknown>;
}

function stateOf(req: Request): string {
  const { state } = req.query;
  if (typeof state !== 'string' || state === '') throw new BadRequest('no state');
  return state;
}

const cookieOf = (req: Request, name: string) => parseCookies(req.headers.cookie ?? '')[name];

/**
 * A frame may be unable to keep our cookie, and the platform's message hint works only once: so it is checked
 * before going there, unless the browser says that there is no frame or that the frame has storage access.
 */
function cookieInDoubt(req: Request): boolean {
  const destination = req.get('sec-fetch-dest');
  if (destination === 'document') return false;
  return req.get('sec-fetch-storage-access') !== 'active';
}
