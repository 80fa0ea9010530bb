import { journalExpiry } from '../../platform/journal.js';
import { hourlyId } from '../journal/journalRecorder.js';
import type { AnswerDesk } from './tutorDesk.js';
import type { TutorEntry } from './tutorEntry.js';
import type { TutorServices } from './tutorServices.js';

type TutorAct = 'tutor.entered' | 'tutor.answersSaved' | 'tutor.answersSent';

/** Saved on the way, many times an hour. */
const OFTEN: ReadonlySet<TutorAct> = new Set(['tutor.answersSaved']);

/** Long enough to tell sessions apart; the cookie cannot be made of it. */
const SESSION_CHARACTERS = 16;

/**
 * Notes in the journal what a tutor did, as the actor that their link is. A line that cannot be written keeps nobody
 * from answering; the log tells.
 */
export function noteTutorAct(
  action: TutorAct,
  { link, session, activity, learner }: TutorEntry & Partial<Pick<AnswerDesk, 'activity' | 'learner'>>,
  { journal, log, now, newId }: Pick<TutorServices, 'journal' | 'log' | 'now' | 'newId'>,
): void {
  const at = now();
  const { registrationId, deploymentId, contextId } = link;
  const act = {
    registrationId,
    deploymentId,
    contextId,
    actorSub: link.id,
    role: 'tutor' as const,
    sessionId: session?.cookieHash.slice(0, SESSION_CHARACTERS) ?? '',
    action,
    ...(activity && { resourceLinkId: activity.resourceLinkId }),
    ...(learner && { learnerSub: learner.sub }),
  };
  const id = OFTEN.has(action) ? hourlyId(act, at) : newId();
  journal
    .append({ id, at, ...act, expiresAt: journalExpiry(at) })
    .catch((err: unknown) => log.error({ err }, 'a line of the journal is missing'));
}
