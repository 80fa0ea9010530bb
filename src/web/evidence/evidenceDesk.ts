import type { Request, Response } from 'express';
import { Forbidden, NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import type { Contributor, Evidence, EvidenceFolder } from '../../evaluation/evidence/evidence.js';
import { emptyFolder } from '../../evaluation/evidence/evidenceFolder.js';
import { visibleEvidence, type EvidenceReader } from '../../evaluation/evidence/visibleEvidence.js';
import { releasedPublication } from '../../evaluation/release.js';
import { openDesk } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { fallbackLabel } from '../session/shell.js';
import type { EvidenceDeskPorts, EvidenceReadPorts } from './evidenceServices.js';

/** One learner's evidence before someone who may see it. */
export interface EvidenceDesk {
  readonly reader: EvidenceReader;
  readonly activity: Activity;
  readonly learnerSub: string;
  readonly learnerName: string;
  /** Who adds and takes away; absent for those who only read. */
  readonly contributor?: Contributor;
  readonly folder: EvidenceFolder;
  /** What of it this reader sees. */
  readonly visible: readonly Evidence[];
  /** What the learner sees of the evaluation now. */
  readonly released: Evaluation['publication'];
  /** For teachers: what was published, released or not. */
  readonly publication: Evaluation['publication'];
  readonly closed: boolean;
  /** Of the pages that this one belongs to, such as `/s/abc/learners/21`. */
  readonly path: string;
}

export type OpenEvidence = (req: Request, res: Response) => Promise<EvidenceDesk>;

/** A teacher before a learner of the class, as on every page about one. */
export const teachersEvidence =
  (ports: EvidenceDeskPorts): OpenEvidence =>
  async (req, res) => {
    const { session, activity, learner, evaluation, actor, evidence } = await openDesk(
      String(req.params['sub']),
      res,
      ports,
    );
    const folder = evidence ?? emptyFolder(activity, learner.sub);
    return {
      ...seen({ activity, evaluation, folder, now: ports.now() }, 'teacher'),
      learnerName: learner.name,
      contributor: { ...actor, role: 'teacher' },
      path: `${sessionPath(session)}/learners/${encodeURIComponent(learner.sub)}`,
    };
  };

/** Learners before their own, and nobody else's: no address names whose. */
export const learnersEvidence =
  (ports: EvidenceReadPorts): OpenEvidence =>
  async (_req, res) =>
    readersDesk(await foundOf(sessionOf(res).user.sub, res, ports), res);

/** A mentor before what the result of their learner is made of. */
export const mentorsEvidence =
  (ports: EvidenceReadPorts): OpenEvidence =>
  async (req, res) => {
    const session = sessionOf(res);
    const sub = String(req.params['sub']);
    if (!session.mentees.includes(sub)) throw new Forbidden('a mentor asked for someone else');
    const roster = await ports.rosters.get(session.scope);
    const name = roster?.members.find((member) => member.sub === sub)?.name;
    return readersDesk(await foundOf(sub, res, ports), res, name);
  };

async function foundOf(sub: string, res: Response, ports: EvidenceReadPorts): Promise<FoundEvidence> {
  const { scope, resourceLink } = sessionOf(res);
  const activity = resourceLink && (await ports.activities.findByLink(scope, resourceLink.id));
  if (!activity) throw new NotFound('an activity without criteria has no evidence');
  const [evaluation, stored] = await Promise.all([
    ports.evaluations.find(activity.id, sub),
    ports.evidence.find(activity.id, sub),
  ]);
  return { activity, evaluation, folder: stored ?? emptyFolder(activity, sub), now: ports.now() };
}

export interface FoundEvidence {
  readonly activity: Activity;
  readonly evaluation: Evaluation | undefined;
  readonly folder: EvidenceFolder;
  readonly now: Date;
}

/** What was found of a learner, before the learner's own session or that of a mentor who may read them. */
export function readersDesk(found: FoundEvidence, res: Response, name?: string): EvidenceDesk {
  const session = sessionOf(res);
  const { user, role } = session;
  const { learnerSub } = found.folder;
  const { t } = wordsOf(res);
  if (role === 'mentor') {
    return {
      ...seen(found, 'mentor'),
      learnerName: name ?? fallbackLabel(learnerSub, t),
      path: `${sessionPath(session)}/mentees/${encodeURIComponent(learnerSub)}`,
    };
  }
  return {
    ...seen(found, 'learner'),
    learnerName: user.name ?? fallbackLabel(learnerSub, t),
    contributor: { ...user, role: 'learner' },
    path: `${sessionPath(session)}/mine`,
  };
}

function seen({ activity, evaluation, folder, now }: FoundEvidence, reader: EvidenceReader) {
  const released = releasedPublication(evaluation, activity, now);
  return {
    reader,
    activity,
    learnerSub: folder.learnerSub,
    folder,
    visible: visibleEvidence(folder, reader, released),
    released,
    publication: evaluation?.publication,
    closed: evaluation?.closing !== undefined,
  };
}

/** @throws {NotFound} for what this reader does not see, whether it exists or not. */
export function evidenceOf({ visible }: EvidenceDesk, id: unknown): Evidence {
  const found = visible.find((item) => item.id === id);
  if (!found) throw new NotFound('no such evidence for this reader');
  return found;
}
