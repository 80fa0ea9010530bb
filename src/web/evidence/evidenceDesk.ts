import type { Request, Response } from 'express';
import { Forbidden, NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import type { Contributor, Evidence, EvidenceFolder } from '../../evaluation/evidence/evidence.js';
import { emptyFolder } from '../../evaluation/evidence/evidenceFolder.js';
import { visibleEvidence, type EvidenceReader } from '../../evaluation/evidence/visibleEvidence.js';
import { releasedPublication } from '../../evaluation/release.js';
import type { SelfAssessment } from '../../evaluation/selfAssessment/selfAssessment.js';
import { isAskedFirst, selfStanding } from '../../evaluation/selfAssessment/selfStanding.js';
import { openDesk } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { learnerRecords, type LearnerRecords } from '../learner/learnerRecords.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { fallbackLabel } from '../session/shell.js';
import type { EvidenceServices, EvidenceReadPorts } from './evidenceServices.js';

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
  (ports: EvidenceServices): OpenEvidence =>
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
  async (_req, res) => {
    const activity = await linkedActivity(res, ports);
    const records = await learnerRecords(activity, sessionOf(res).user.sub, ports);
    return readersDesk(records, res, ports.now());
  };

/** A mentor before what the result of their learner is made of. */
export const mentorsEvidence =
  (ports: EvidenceReadPorts): OpenEvidence =>
  async (req, res) => {
    const session = sessionOf(res);
    const sub = String(req.params['sub']);
    if (!session.mentees.includes(sub)) throw new Forbidden('a mentor asked for someone else');
    const roster = await ports.rosters.get(session.scope);
    const name = roster?.members.find((member) => member.sub === sub)?.name;
    const records = await learnerRecords(await linkedActivity(res, ports), sub, ports);
    const desk = readersDesk(records, res, ports.now());
    return { ...desk, ...(name !== undefined && { learnerName: name }) };
  };

async function linkedActivity(res: Response, { activities }: EvidenceReadPorts): Promise<Activity> {
  const { scope, resourceLink } = sessionOf(res);
  const activity = resourceLink && (await activities.findByLink(scope, resourceLink.id));
  if (!activity) throw new NotFound('an activity without criteria has no evidence');
  return activity;
}

/** A learner's evidence before the learner's own session, or that of a mentor who may read them. */
export function readersDesk(records: LearnerRecords, res: Response, now: Date): EvidenceDesk {
  const session = sessionOf(res);
  const { user, role } = session;
  const { learnerSub } = records;
  const found = { ...records, now };
  const label = fallbackLabel(learnerSub, wordsOf(res).t);
  if (role === 'mentor') {
    const path = `${sessionPath(session)}/mentees/${encodeURIComponent(learnerSub)}`;
    return { ...seen(found, 'mentor'), learnerName: label, path };
  }
  return {
    ...seen(found, 'learner'),
    learnerName: user.name ?? label,
    contributor: { ...user, role: 'learner' },
    path: `${sessionPath(session)}/mine`,
  };
}

interface Found {
  readonly activity: Activity;
  readonly evaluation: Evaluation | undefined;
  readonly folder: EvidenceFolder;
  readonly selfAssessment?: SelfAssessment | undefined;
  readonly now: Date;
}

function seen(found: Found, reader: EvidenceReader) {
  const { activity, evaluation, folder } = found;
  const released = releasedTo(reader, found);
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

/** Learners who are asked to place themselves first see nothing of their result before. */
function releasedTo(reader: EvidenceReader, { activity, evaluation, selfAssessment, now }: Found) {
  const released = releasedPublication(evaluation, activity, now);
  const standing = selfStanding({ activity, selfAssessment, evaluation });
  return reader === 'learner' && isAskedFirst(standing, released) ? undefined : released;
}

/** @throws {NotFound} for what this reader does not see, whether it exists or not. */
export function evidenceOf({ visible }: EvidenceDesk, id: unknown): Evidence {
  const found = visible.find((item) => item.id === id);
  if (!found) throw new NotFound('no such evidence for this reader');
  return found;
}
