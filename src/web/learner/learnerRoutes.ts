import { Router, type Response } from 'express';
import { Forbidden } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { openActivity, type OpenActivityPorts } from '../../evaluation/openActivity.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import type { EvidenceStore } from '../../evaluation/evidence/evidence.js';
import { unreadEntries, type QuestionThread } from '../../evaluation/question/questionThread.js';
import type { SelfAssessmentStore } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { Framework } from '../../framework/framework.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { shownEvidence } from '../evidence/shownEvidence.js';
import { wordsOf } from '../language.js';
import { openThread, type QuestionPorts } from '../questions/takeQuestion.js';
import type { TopicContext } from '../questions/topicView.js';
import { only } from '../session/rights.js';
import { sessionOf } from '../session/sessionGuard.js';
import { fallbackLabel } from '../session/shell.js';
import type { RosterStore } from '../../platform/roster.js';
import { learnerPage } from './learnerPage.js';
import { learnerReading, NOTHING_TO_READ } from './learnerReading.js';
import { learnerRecords } from './learnerRecords.js';
import type { Reader } from './reader.js';

export interface LearnerServices extends OpenActivityPorts, QuestionPorts {
  readonly evaluations: EvaluationStore;
  readonly evidence: EvidenceStore;
  readonly selfAssessments: SelfAssessmentStore;
  readonly rosters: RosterStore;
  readonly framework: Framework;
}

const NOTHING_OF_A_LEARNER = { reading: NOTHING_TO_READ, evidence: undefined };

/** What learners, and the mentors who may read them, see: what is expected, then the publication. Never a draft. */
export function learnerRoutes(services: LearnerServices): Router {
  const router = Router();

  router.get('/mine', only('learner', 'guest'), (_req, res) => {
    const { role, user } = sessionOf(res);
    return role === 'learner' ? show(res, { kind: 'self' }, user.sub) : show(res, { kind: 'guest' });
  });

  router.get('/mentees', only('mentor'), async (_req, res) => {
    const nameOf = await learnerNames(res);
    const { mentees } = sessionOf(res);
    res.render('learner/mentees', {
      mentees: mentees.map((sub) => ({ href: `mentees/${encodeURIComponent(sub)}`, name: nameOf(sub) })),
    });
  });

  router.get('/mentees/:sub', only('mentor'), async (req, res) => {
    const { sub } = req.params as { sub: string };
    if (!sessionOf(res).mentees.includes(sub)) throw new Forbidden('a mentor asked for someone else');
    const nameOf = await learnerNames(res);
    return show(res, { kind: 'mentor', of: nameOf(sub) }, sub);
  });

  async function learnerNames(res: Response): Promise<(sub: string) => string> {
    const roster = await services.rosters.get(sessionOf(res).scope);
    const names = new Map(roster?.members.map(({ sub, name }) => [sub, name]));
    const { t } = wordsOf(res);
    return (sub) => names.get(sub) ?? fallbackLabel(sub, t);
  }

  async function show(res: Response, reader: Reader, learnerSub?: string): Promise<void> {
    const session = sessionOf(res);
    const activity = await openActivity(session, services);
    if (!activity) return res.render('learner/notReady', {});
    const view = {
      framework: services.framework,
      activity,
      title: session.resourceLink?.title || activity.title,
      reader,
      now: services.now(),
      ...(learnerSub === undefined
        ? NOTHING_OF_A_LEARNER
        : await ofLearner(res, { activity, learnerSub }, reader)),
    };
    res.render('learner/show', learnerPage(view, wordsOf(res)));
  }

  async function ofLearner(
    res: Response,
    { activity, learnerSub }: { activity: Activity; learnerSub: string },
    reader: Reader,
  ) {
    const [records, thread] = await Promise.all([
      learnerRecords(activity, learnerSub, services),
      openThread(activity, learnerSub, services),
    ]);
    const reading = await learnerReading(records, reader, services);
    const questions = await questionsOf(res, thread, reader);
    return { reading, questions, evidence: shownEvidence(records, res, services.now()) };
  }

  /** What the learner sees now of what teachers wrote is noted: the next page no longer calls it new. */
  async function questionsOf(res: Response, thread: QuestionThread, reader: Reader): Promise<TopicContext> {
    const { now, newId } = services;
    const session = sessionOf(res);
    const isOwn = reader.kind === 'self';
    if (isOwn && unreadEntries(thread).length > 0) {
      await services.questions.markRead(thread, thread.entries.length);
    }
    const { topic } = res.req.query;
    return {
      thread,
      reader: { role: isOwn ? 'learner' : 'mentor', actor: actorOf(session) },
      now: now(),
      newId,
      shown: typeof topic === 'string' ? topic : undefined,
    };
  }

  return router;
}
