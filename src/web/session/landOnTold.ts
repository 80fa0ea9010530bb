import type { RequestHandler } from 'express';

/** The notice that tells what became of a form bears this id, and may have the focus (`tabindex="-1"`). */
const TOLD = '#told';

/**
 * Has a browser that sent a form land on the notice of the page that follows, so that who uses a keyboard or a
 * screen reader starts from the outcome. A fragment works without script, and in a platform's frame, where browsers
 * refuse `autofocus`. An address with a fragment of its own keeps it; a page without notice begins at its top.
 */
export const landOnTold: RequestHandler = (req, res, next) => {
  if (req.method === 'POST' && req.get('sec-fetch-mode') === 'navigate') {
    const location = res.location.bind(res);
    res.location = (url) => location(url.startsWith('/') && !url.includes('#') ? `${url}${TOLD}` : url);
  }
  next();
};
