import type { ErrorRequestHandler, Response } from 'express';
import type { PostForm } from '../launch/loginInitiation.js';
import type { Lms } from '../lms.js';
import { frame } from './frame.js';
import { PageRefusal } from './pageRefusal.js';

/** A page that posts its form at once, or by a button without JavaScript. */
export const showForm = (res: Response, { action, fields }: PostForm) =>
  res.set('Cache-Control', 'no-store').render('postForm', { action, fields: Object.entries(fields) });

/** Refusals as pages; anything else is a fault of the demo itself and is told as such. */
export const refusalPage =
  (lms: Lms): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const { status = 500 } = error as { status?: number };
    const { title, explanation } =
      error instanceof PageRefusal
        ? error
        : { title: 'Erreur du LMS de démonstration', explanation: String(error) };
    return res.status(status).render('message', { frame: frame(lms, req, title), explanation });
  };
