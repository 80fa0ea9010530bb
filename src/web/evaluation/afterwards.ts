import { OVERALL, subjectId } from '../../evaluation/phraseSubject.js';
import { groupQuery } from '../groups/listedGroups.js';
import { sessionPath } from '../session/sessionGuard.js';
import type { EvaluationForm } from './evaluationForm.js';
import type { LearnerDesk } from './learnerDesk.js';

const TAKEN = {
  levels: 'tutorTaken',
  occasion: 'tutorObserved',
  released: 'tutorReleased',
  changed: 'tutorChanged',
} as const;
const DONE = { save: 'saved', resend: 'resent', notReady: 'notReady' } as const;

/** Where a teacher goes on: the same learner, the next one, the class, or the question that withdrawing asks. */
export function afterwards(
  { session, learner, group, next, activity }: LearnerDesk,
  { action, phrase, taken, levels }: EvaluationForm,
): string {
  const base = sessionPath(session);
  const path = (sub: string) => `${base}/learners/${encodeURIComponent(sub)}`;
  const own = path(learner.sub);
  const within = (address: string, said: Record<string, string>) =>
    `${address}?${new URLSearchParams({ ...said, ...(group && { group: group.id }) }).toString()}`;
  if (phrase) {
    const { subject } = phrase;
    const field =
      subject === OVERALL ? 'general-comment' : `comment-${activity.grid.criteria.indexOf(subject)}`;
    return `${within(own, { phrases: subjectId(subject) })}#${field}`;
  }
  if (taken) return within(own, { done: TAKEN[taken.kind] });
  if (levels) {
    const criterion = 'criterion' in levels ? levels.criterion : undefined;
    const place = criterion ? `text-${activity.grid.criteria.indexOf(criterion)}` : 'observations';
    return `${own}${groupQuery(group)}#${place}`;
  }
  if (action === 'withdraw' || action === 'close') return `${own}/${action}${groupQuery(group)}`;
  if (action === 'publish') return within(own, { published: learner.sub });
  if (action === 'save' || action === 'resend' || action === 'notReady')
    return within(own, { done: DONE[action] });
  const said = { [action === 'ready' ? 'ready' : 'published']: learner.sub };
  return next ? within(path(next.sub), { ...said, begin: '1' }) : within(`${base}/class`, said);
}
