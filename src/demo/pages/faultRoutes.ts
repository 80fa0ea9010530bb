import { Router, urlencoded } from 'express';
import { FAULT_NAMES, setFault, type FaultName, type FaultSetting } from '../faults.js';
import type { Lms } from '../lms.js';
import { generatePrivateKeyPem, signingKey } from '../signingKey.js';
import { wantUser } from './access.js';
import { frame } from './frame.js';

type Form = Readonly<Record<string, unknown>>;

const LABELS: Readonly<Record<FaultName, string>> = {
  slow: 'Les services répondent lentement',
  hang: 'Les services ne répondent jamais',
  reset: 'Les services coupent la connexion',
  serverError: 'Les services répondent 500',
  tooManyRequests: 'Les services répondent 429 (trop de demandes)',
  unauthorized: 'Les services répondent 401 (jeton refusé)',
  lostAnswer: 'Les services font ce qui est demandé, mais la réponse se perd',
  goneColumn: 'Les colonnes du carnet ont disparu (404)',
  locked: 'Le carnet est verrouillé (500 à chaque note)',
  noNames: 'Aucun nom n’est transmis',
  noGradeService: 'Pas de service de notes (AGS) dans les lancements',
  noColumnManagement: 'Pas de gestion des colonnes (AGS sans « lineitem »)',
  noLineItemClaim: 'La colonne n’est pas nommée dans les lancements',
  noRoster: 'Pas de liste de classe (NRPS)',
  keysHuge: 'Clés publiques : réponse de 50 Mo',
  keysNotJson: 'Clés publiques : une page HTML',
  keysRedirect: 'Clés publiques : redirection',
};

/** « Pannes »: switches for what a platform does on its bad days. */
export function faultRoutes(lms: Lms): Router {
  const router = Router();
  router.use('/pannes', urlencoded({ extended: false }), (req, _res, next) => {
    wantUser(lms, req);
    next();
  });

  router.get('/pannes', (req, res) => {
    const { faults } = lms.state;
    res.render('faults', {
      frame: frame(lms, req, 'Pannes'),
      faults: FAULT_NAMES.map((name) => ({ name, label: LABELS[name], on: faults.has(name) })),
      delaySeconds: (faults.get('slow')?.delayMs ?? 2000) / 1000,
      retryAfterSeconds: faults.get('tooManyRequests')?.retryAfterSeconds ?? 2,
    });
  });

  router.post('/pannes', (req, res) => {
    const form = (req.body ?? {}) as Form;
    for (const name of FAULT_NAMES) setFault(lms.state.faults, name, settingOf(form, name));
    res.redirect(303, '/pannes');
  });

  router.post('/pannes/jetons', (_req, res) => {
    lms.state.accessTokens.clear();
    res.redirect(303, '/pannes');
  });

  router.post('/pannes/cle', async (_req, res) => {
    lms.signingKey = signingKey(await generatePrivateKeyPem());
    res.redirect(303, '/pannes');
  });

  return router;
}

const LONGEST_SECONDS = 600;

function settingOf(form: Form, name: FaultName): FaultSetting | boolean {
  const seconds = (field: string) => Math.min(Math.max(Number(form[field]) || 0, 0), LONGEST_SECONDS);
  if (form[name] !== 'on') return false;
  if (name === 'slow') return { delayMs: seconds('delaySeconds') * 1000 };
  if (name === 'tooManyRequests') return { retryAfterSeconds: Math.round(seconds('retryAfterSeconds')) };
  return true;
}
