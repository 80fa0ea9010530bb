import type { ErrorRequestHandler, Request } from 'express';
import { BadRequest, NotFound, StoreUnavailable, TooLarge, ToolError } from '../errors.js';
import type { Log } from './log.js';
import { translateOf } from './language.js';
import { setFramePolicy } from './securityHeaders.js';

/** Answers every thrown error with a page (or JSON for scripts) that says what happened and what is safe. */
export function errorHandler(log: Log, isStoreTrouble = (_error: unknown) => false): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    const error = isStoreTrouble(thrown) ? unavailable(thrown) : knownError(thrown);
    logError(log, error ?? thrown, req);
    if (res.headersSent) return next(thrown);

    const t = translateOf(res);
    const status = error?.status ?? 500;
    const title = t(`error:title.${status}`, { defaultValue: t('error:title.500') });
    const message = error ? t(error.messageKey, error.facts) : t('error:unexpected');
    res.status(status);
    if (!res.hasHeader('Content-Security-Policy')) setFramePolicy(res, { frameAncestors: undefined });
    if (req.accepts(['html', 'json']) === 'json') {
      res.json({ error: error?.code ?? 'UNEXPECTED', message });
      return;
    }
    res.render('error', { title, message, code: error?.code ?? 'UNEXPECTED', typed: typedTexts(req) });
  };
}

const unavailable = (cause: unknown) => new StoreUnavailable((cause as Error).message, { cause });

export const notFound = (): never => {
  throw new NotFound('no such route');
};

/** Express' own refusals (malformed body, too large, bad escape) become ours. */
function knownError(thrown: unknown): ToolError | undefined {
  if (thrown instanceof ToolError) return thrown;
  const status = (thrown as { status?: unknown } | undefined)?.status;
  if (typeof status !== 'number' || status >= 500) return undefined;
  const Refusal = status === 413 ? TooLarge : BadRequest;
  return new Refusal((thrown as Error).message, { cause: thrown });
}

function logError(log: Log, error: unknown, req: Request): void {
  const facts = { err: error, method: req.method, route: routeOf(req) };
  if (error instanceof ToolError && error.status < 500) log.info(facts, error.code);
  else log.error(facts, 'request failed');
}

/** The address without the session, a tutor's token and the person, who stay out of the log. */
const routeOf = (req: Request) =>
  req.originalUrl
    .split('?')[0]
    ?.replace(/^\/(s|t)\/[^/]+/, '/$1/…')
    .replace(/\/(learners|mentees)\/[^/]+/, '/$1/…');

/** Long texts of the refused form, shown so that they can be copied: nothing typed is lost. */
function typedTexts(req: Request): readonly string[] {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || isPlatformMessage(req)) return [];
  return Object.entries(body)
    .filter(([name]) => /comment|title|text/i.test(name))
    .flatMap(([, value]) => (typeof value === 'string' && value.trim() !== '' ? [value] : []));
}

/** Platform messages are forms too, but nobody typed them. */
const isPlatformMessage = (req: Request) => req.originalUrl.startsWith('/lti/');
