import { Router, text, type Request, type Response } from 'express';
import type { Lms } from '../lms.js';
import { PATHS } from '../site/addresses.js';
import { badGateway, GatewayFailure, phpJson, send, ServiceRefusal, type Answer } from './answer.js';
import { dispatch, serviceAt } from './dispatch.js';
import { answerLost, faultStruck } from './faultGate.js';

/** Assignment and Grade Services, and Names and Role Provisioning Services, in Moodle's form. */
export function serviceRoutes(lms: Lms): Router {
  const router = Router();
  // Whatever the media type: Moodle reads the bytes and judges the type itself.
  router.use(PATHS.services, text({ type: () => true, limit: '1mb' }), async (req, res) => {
    const service = serviceAt(req.path);
    if (await faultStruck(lms, res, service)) return;
    const answer = answerTo(lms, req);
    noteScore(lms, req, answer.status);
    if (!answerLost(lms, res, service)) send(res, answer);
  });
  return router;
}

function answerTo(lms: Lms, req: Request): Answer {
  const reads = req.method === 'GET';
  const contentType = (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
  try {
    return dispatch(req.path, {
      lms,
      method: req.method,
      query: new URL(req.originalUrl, lms.url).searchParams,
      accept: reads ? (req.headers.accept ?? '') : '',
      contentType: reads ? '' : contentType,
      authorization: req.headers.authorization ?? '',
      body: typeof req.body === 'string' ? req.body : '',
    });
  } catch (error) {
    if (error instanceof ServiceRefusal) return refusal(req, error);
    if (error instanceof GatewayFailure) return badGateway;
    throw error;
  }
}

function refusal(req: Request, { status, reason }: ServiceRefusal): Answer {
  const { accept = '*/*', 'content-type': contentType = '' } = req.headers;
  const request = { method: req.method, url: req.originalUrl, accept, contentType };
  return {
    status,
    reason: reason.trim(),
    contentType: 'application/json; charset=utf-8',
    body: phpJson({ status, reason, request }),
  };
}

const SCORES_PATH = /^\/(\d+)\/lineitems\/(\d+)\/lineitem\/scores$/;

/** Keeps what was sent for pages and tests, refused or not. */
function noteScore(lms: Lms, req: Request, status: number): void {
  const [, courseId, lineItemId] = SCORES_PATH.exec(req.path) ?? [];
  if (req.method !== 'POST' || courseId === undefined || lineItemId === undefined) return;
  const body = parsed(req.body);
  lms.state.scoresReceived.push({ at: lms.now(), courseId, lineItemId, body, status });
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body)) as unknown;
  } catch {
    return body;
  }
}

/** Counts a tool's requests, so that a test can tell how often it asked. */
export function noteRequest(lms: Lms, req: Request, res: Response): void {
  const { method, originalUrl: url } = req;
  const at = lms.now();
  res.on('close', () => lms.state.requests.push({ at, method, url, status: res.statusCode }));
}
