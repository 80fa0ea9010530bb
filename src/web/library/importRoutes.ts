import { Router } from 'express';
import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { readGrid } from '../../grid/exchange/readGrid.js';
import { firstVersion } from '../../grid/firstVersion.js';
import { keepGrid } from '../../grid/keepGrid.js';
import { wordsOf } from '../language.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { importPage } from './importPage.js';
import type { LibraryServices } from './libraryServices.js';

const form = z.object({ text: z.string() });

/** A grid out of a file: all of it, or the reasons why not. */
export function importRoutes(services: LibraryServices): Router {
  const router = Router();

  router.get('/library/import', (_req, res) => {
    res.render(
      'library/import',
      importPage({ session: sessionOf(res), text: '', problems: [] }, wordsOf(res)),
    );
  });

  router.post('/library/import', async (req, res) => {
    const session = sessionOf(res);
    const parsed = form.safeParse(req.body);
    if (!parsed.success) throw new BadRequest('not an import form', { cause: parsed.error });
    const { text } = parsed.data;
    const reading = readGrid(text, services);
    if (reading.kind === 'problems') {
      res.status(422);
      return res.render(
        'library/import',
        importPage({ session, text, problems: reading.problems }, wordsOf(res)),
      );
    }
    const version = firstVersion(reading.grid, session, services);
    await keepGrid(version, session, services);
    const path = `${sessionPath(session)}/library/${encodeURIComponent(version.gridId)}`;
    res.redirect(303, `${path}?done=imported`);
  });
  return router;
}
