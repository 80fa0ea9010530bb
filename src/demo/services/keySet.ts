import { Router, urlencoded, type Response } from 'express';
import type { Lms } from '../lms.js';
import { PATHS } from '../site/addresses.js';
import { send } from './answer.js';
import { answerLost, faultStruck } from './faultGate.js';
import { answerTokenRequest } from './token.js';

const MOVED = '/mod/lti/certs-moved.php';
const HUGE_BYTES = 50 * 1024 * 1024;

/** The platform's key set (RFC 7517) and its token endpoint. */
export function securityRoutes(lms: Lms): Router {
  const router = Router();

  router.get([PATHS.keys, MOVED], async (req, res) => {
    if (await faultStruck(lms, res, 'keys')) return;
    const { faults } = lms.state;
    if (faults.has('keysRedirect') && req.path === PATHS.keys) return res.redirect(302, MOVED);
    if (faults.has('keysNotJson')) return res.type('html').send('<!doctype html><title>Maintenance</title>');
    if (faults.has('keysHuge')) return sendHuge(res);
    return res.json({ keys: [lms.signingKey.jwk] });
  });

  router.post(PATHS.token, urlencoded({ extended: false }), async (req, res) => {
    if (await faultStruck(lms, res, 'token')) return;
    const answer = await answerTokenRequest(lms, (req.body ?? {}) as Record<string, unknown>);
    if (!answerLost(lms, res, 'token')) send(res, answer);
  });

  return router;
}

/** Valid JSON all the way, so that only a limit on size stops it. */
function sendHuge(res: Response): void {
  const filler = Buffer.alloc(1024 * 1024, ' ');
  let left = HUGE_BYTES;
  res.type('json').write('{"keys":[');
  const more = () => {
    while (left > 0 && !res.destroyed) {
      left -= filler.length;
      if (!res.write(filler)) return;
    }
    if (!res.destroyed && left <= 0) res.off('drain', more).end(']}');
  };
  res.on('drain', more);
  more();
}
