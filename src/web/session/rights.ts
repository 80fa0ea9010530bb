import type { RequestHandler } from 'express';
import { Forbidden } from '../../errors.js';
import type { CourseRole } from '../../platform/launchSession.js';
import { sessionOf } from './sessionGuard.js';

/** Lets sessions of these roles in. @throws {Forbidden} for every other. */
export function only(...roles: readonly CourseRole[]): RequestHandler {
  return (_req, res, next) => {
    const { role } = sessionOf(res);
    if (!roles.includes(role)) throw new Forbidden(`${role} asked for a page of ${roles.join(', ')}`);
    next();
  };
}
