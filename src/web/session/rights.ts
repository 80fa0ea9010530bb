import type { RequestHandler } from 'express';
import { Forbidden } from '../../errors.js';
import type { CourseRole } from '../../platform/launchSession.js';
import { sessionOf } from './sessionGuard.js';

/** Lets sessions of one role in. @throws {Forbidden} for every other. */
export function only(role: CourseRole): RequestHandler {
  return (_req, res, next) => {
    const session = sessionOf(res);
    if (session.role !== role) throw new Forbidden(`${session.role} asked for a page of ${role}`);
    next();
  };
}
