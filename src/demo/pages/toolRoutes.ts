import { Router, urlencoded } from 'express';
import type { Lms } from '../lms.js';
import { registrationAddress } from '../registration/registrationToken.js';
import { activateTool, deleteTool, registerToolManually } from '../registration/tools.js';
import { wantAdministrator } from './access.js';
import { frame } from './frame.js';
import { PageRefusal } from './pageRefusal.js';
import { manualTool } from './manualToolForm.js';
import { toolsPage } from './toolsPage.js';

type Form = Readonly<Record<string, unknown>>;

/** « Outils externes »: dynamic and manual registration, activation. */
export function toolRoutes(lms: Lms): Router {
  const router = Router();
  router.use('/outils', urlencoded({ extended: false }), (req, _res, next) => {
    wantAdministrator(lms, req);
    next();
  });

  router.get('/outils', (req, res) => {
    res.render('tools', { frame: frame(lms, req, 'Outils externes'), ...toolsPage(lms) });
  });

  router.post('/outils/inscription', (req, res) => {
    const { address, tool } = (req.body ?? {}) as Form;
    if (typeof address !== 'string' || !/^https?:/.test(address) || !URL.canParse(address)) {
      throw new PageRefusal(
        422,
        'Adresse illisible',
        'L’adresse d’inscription commence par http:// ou https://.',
      );
    }
    res.render('embedded', {
      frame: frame(lms, req, 'Inscription d’un outil'),
      back: { href: '/outils', label: 'Outils externes' },
      src: registrationAddress(lms, address, typeof tool === 'string' ? tool : undefined),
      newWindow: '',
      closesTo: '/outils',
    });
  });

  router.post('/outils', (req, res) => {
    const outcome = manualTool((req.body ?? {}) as Form);
    if ('problem' in outcome) {
      const page = toolsPage(lms, outcome);
      res.status(422).render('tools', { frame: frame(lms, req, 'Outils externes'), ...page });
      return;
    }
    registerToolManually(lms, outcome.tool);
    res.redirect(303, '/outils');
  });

  router.post('/outils/:tool/activation', (req, res) => {
    activateTool(lms, req.params.tool);
    res.redirect(303, '/outils');
  });

  router.post('/outils/:tool/suppression', (req, res) => {
    deleteTool(lms, req.params.tool);
    res.redirect(303, '/outils');
  });

  return router;
}
