import { Router } from 'express';
import type { ActivityStore } from '../../evaluation/activity.js';
import type { DeskStore } from '../../evaluation/desk/deskSettings.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import type { EvidenceStore } from '../../evaluation/evidence/evidence.js';
import type { LearnerGroupStore } from '../../evaluation/group/learnerGroups.js';
import type { QuestionStore } from '../../evaluation/question/questionThread.js';
import type { SelfAssessmentStore } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { TutorLinkStore } from '../../evaluation/tutor/tutorLink.js';
import type { TutorObservationStore } from '../../evaluation/tutor/tutorObservation.js';
import type { RosterReader } from '../../platform/rosterReader.js';
import { activityOf, boundActivity } from '../evaluation/boundActivity.js';
import { formGroupQuery } from '../groups/groupField.js';
import { readGroups } from '../groups/listedGroups.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { classPage } from './classPage.js';
import { listedClass } from './listedClass.js';

export interface ClassServices {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly evidence: EvidenceStore;
  readonly desks: DeskStore;
  readonly learnerGroups: LearnerGroupStore;
  readonly questions: QuestionStore;
  readonly selfAssessments: SelfAssessmentStore;
  readonly tutorLinks: TutorLinkStore;
  readonly tutorObservations: TutorObservationStore;
  readonly rosterReader: RosterReader;
  readonly now: () => Date;
}

/** The class of one activity: who is to be evaluated, who was, and what the gradebook took. */
export function classRoutes(services: ClassServices): Router {
  const router = Router();
  const { rosterReader } = services;
  router.use('/class', only('teacher'), boundActivity(services));

  router.get('/class', async (req, res) => {
    const session = sessionOf(res);
    const activity = activityOf(res);
    const [reading, evaluations, settings, selfAssessed, tutorLinks, tutorProgress, waiting, evidence] =
      await Promise.all([
        rosterReader.read(session),
        services.evaluations.list(activity.id),
        services.desks.find({ activityId: activity.id, teacherSub: session.user.sub }),
        services.selfAssessments.listSubmitted(activity.id),
        services.tutorLinks.list(activity.id),
        services.tutorObservations.listProgress(activity.id),
        services.questions.waitingSubs(activity.id),
        services.evidence.counts(activity.id),
      ]);
    const words = wordsOf(res);
    const { roster } = reading;
    const others = [...waiting, ...[...selfAssessed, ...evidence].map(({ learnerSub }) => learnerSub)];
    const [learners, groups] = await Promise.all([
      listedClass({ session, activity, roster, evaluations, others, settings }, services, words),
      readGroups({ session, roster }, services, words),
    ]);
    const listed = { learners, groups, settings, selfAssessed, tutorLinks, tutorProgress, waiting, evidence };
    const { query } = req;
    const view = { session, activity, reading, evaluations, ...listed, query, now: services.now() };
    res.render('class/show', classPage(view, words));
  });

  router.post('/class/roster', async (req, res) => {
    const session = sessionOf(res);
    await rosterReader.refresh(session);
    res.redirect(303, `${sessionPath(session)}/class${formGroupQuery(req.body)}`);
  });
  return router;
}
