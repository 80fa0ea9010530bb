import { Router, type Request, type RequestHandler, type Response } from 'express';
import { EvaluationClosed } from '../../errors.js';
import { addEvidence } from '../../evaluation/evidence/addEvidence.js';
import type { Contributor } from '../../evaluation/evidence/evidence.js';
import { removeEvidence, restoreEvidence } from '../../evaluation/evidence/removeEvidence.js';
import type { CourseRole } from '../../platform/launchSession.js';
import { boundActivity } from '../evaluation/boundActivity.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { evidenceAddress, type Shown } from './evidenceAddress.js';
import {
  evidenceOf,
  learnersEvidence,
  mentorsEvidence,
  teachersEvidence,
  type EvidenceDesk,
  type OpenEvidence,
} from './evidenceDesk.js';
import { EMPTY_FORM, readEvidenceForm, typedEvidence } from './evidenceForm.js';
import { evidencePage, type Done, type EvidenceView } from './evidencePage.js';
import type { EvidenceServices } from './evidenceServices.js';
import { fileRoutes } from './fileRoutes.js';
import { itemView } from './itemView.js';
import { withUpload } from './upload.js';

export type { EvidenceServices } from './evidenceServices.js';

/** Where someone comes to a learner's evidence, and who. */
interface Door {
  readonly path: string;
  readonly role: CourseRole;
  readonly guards: readonly RequestHandler[];
  readonly open: OpenEvidence;
}

/** Evidence of one learner: read by those entitled, added and taken away by the learner and their teachers. */
export function evidenceRoutes(services: EvidenceServices): Router {
  const router = Router();
  const doors: readonly Door[] = [
    {
      path: '/learners/:sub',
      role: 'teacher',
      guards: [boundActivity(services)],
      open: teachersEvidence(services),
    },
    { path: '/mine', role: 'learner', guards: [], open: learnersEvidence(services) },
    { path: '/mentees/:sub', role: 'mentor', guards: [], open: mentorsEvidence(services) },
  ];
  for (const { path, role, guards, open } of doors) {
    router.use(`${path}/evidence`, only(role), ...guards);
    router.use(readingRoutes(path, open, services));
    router.use(fileRoutes(path, open, services));
    if (role !== 'mentor') router.use(changingRoutes(path, open, services));
  }
  return router;
}

function readingRoutes(path: string, open: OpenEvidence, { now }: EvidenceServices): Router {
  const router = Router();

  router.get(`${path}/evidence`, async (req, res) => {
    const desk = await open(req, res);
    const { done, id } = req.query;
    const shown = shownOf(req, desk);
    const form = { ...EMPTY_FORM, criterion: shown.criterion ?? '' };
    const view = { desk, form, problems: [], shown, done: doneOf(done, id), now: now() };
    res.render('evidence/show', evidencePage(view, wordsOf(res)));
  });

  router.get(`${path}/evidence/:id`, async (req, res) => {
    const desk = await open(req, res);
    const words = wordsOf(res);
    const shown = shownOf(req, desk);
    const item = itemView(evidenceOf(desk, req.params['id']), { desk, shown, now: now() }, words);
    const back = {
      href: evidenceAddress(`${desk.path}/evidence`, shown),
      text: words.t('evidence:back.list'),
    };
    const { file } = item;
    const large = file?.image && { ...file.image, src: file.href };
    // The page's own title and the large image stand for those of the list.
    const beside = { ...item, heading: '', file: file && { ...file, image: undefined } };
    const offline = words.t(`evidence:unchanged.${desk.reader}`);
    res.render('evidence/item', { title: item.label, back, offline, large, item: beside });
  });
  return router;
}

function changingRoutes(path: string, open: OpenEvidence, ports: EvidenceServices): Router {
  const router = Router();

  router.post(`${path}/evidence`, (req, res) =>
    withUpload(res, async (received) => {
      const desk = await open(req, res);
      const by = contributorOf(desk);
      const form = readEvidenceForm(req.body);
      const shown = shownOf(req, desk);
      const read = typedEvidence(form, received, desk.activity.grid);
      if (read.kind === 'problems') return showAgain(res, { desk, form, problems: read.problems, shown });
      const fallbackName = wordsOf(res).t('evidence:fallbackName');
      const outcome = await addEvidence(desk, { ...read.evidence, by, fallbackName }, ports);
      if (outcome.kind === 'refused') {
        const problems = [{ field: 'file' as const, problem: outcome.reason }];
        return showAgain(res, { desk, form, problems, shown });
      }
      if (outcome.kind === 'full') {
        const problems = [{ field: form.kind, problem: 'full' as const }];
        return showAgain(res, { desk: await open(req, res), form, problems, shown });
      }
      // Where one criterion is shown, it is the one that something was added on.
      const next = shown.criterion === undefined ? {} : { criterion: form.criterion };
      res.redirect(303, evidenceAddress(`${desk.path}/evidence`, next, { done: 'added' }));
    }),
  );

  router.post(`${path}/evidence/:id/remove`, async (req, res) => {
    const desk = await open(req, res);
    const id = String(req.params['id']);
    const isRemoved = await removeEvidence(desk, { id, by: contributorOf(desk) }, ports);
    back(req, res, desk, isRemoved ? { done: 'removed', id } : { done: 'notRemoved' });
  });

  router.post(`${path}/evidence/:id/restore`, async (req, res) => {
    const desk = await open(req, res);
    const id = String(req.params['id']);
    const isBack = await restoreEvidence(desk, { id, by: contributorOf(desk) }, ports);
    back(req, res, desk, { done: isBack ? 'restored' : 'tooLate' });
  });

  function showAgain(res: Response, view: Omit<EvidenceView, 'now'>): void {
    res.status(422).render('evidence/show', evidencePage({ ...view, now: ports.now() }, wordsOf(res)));
  }

  function back(req: Request, res: Response, desk: EvidenceDesk, said: Readonly<Record<string, string>>) {
    res.redirect(303, evidenceAddress(`${desk.path}/evidence`, shownOf(req, desk), said));
  }
  return router;
}

/** @throws {EvaluationClosed} */
function contributorOf({ contributor, closed }: EvidenceDesk): Contributor {
  if (closed) throw new EvaluationClosed('evidence of a closed evaluation was about to change');
  if (!contributor) throw new Error('who only reads has no such route');
  return contributor;
}

/** A criterion that the grid has no longer shows all. */
function shownOf(req: Request, { activity }: EvidenceDesk): Shown {
  const { criterion } = req.query;
  const isKnown = criterion === '' || activity.grid.criteria.some(({ id }) => id === criterion);
  return isKnown ? { criterion: String(criterion) } : {};
}

const DONE = ['added', 'removed', 'restored', 'tooLate', 'notRemoved'] as const;

function doneOf(done: unknown, id: unknown): Done | undefined {
  const what = DONE.find((one) => one === done);
  return what && { what, ...(typeof id === 'string' && { id }) };
}
