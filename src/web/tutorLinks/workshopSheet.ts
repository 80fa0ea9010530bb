import type { Activity } from '../../evaluation/activity.js';
import type { Invitation } from '../../evaluation/tutor/makeTutorLink.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { Roster } from '../../platform/roster.js';
import { formatDate } from '../formatting.js';
import type { Words } from '../language.js';
import { lastDay } from '../tutor/requestFacts.js';
import { spokenName } from '../tutor/spokenName.js';
import { dayField } from './lastDay.js';

interface SheetView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly invitation: Invitation;
  readonly roster: Roster | undefined;
  /** Whether the end of the period is known. */
  readonly dated: boolean;
}

/** So many criteria leave room on one page for a comment and a signature. */
const ONE_PAGE = 12;

/** Everything views/tutorLinks/sheet.ejs may use: a tutor's questions on paper, one sheet a learner. */
export function workshopSheet({ session, activity, invitation, roster, dated }: SheetView, words: Words) {
  const { t, locale } = words;
  const { grid } = activity;
  const { tutor, learnerSubs, criterionIds, expiresAt } = invitation;
  const named = new Set(criterionIds);
  const criteria = grid.criteria
    .filter(({ id }) => named.has(id))
    .map(({ text, descriptors = {} }) => ({
      text,
      cells: grid.scale.levels.map((level) => ({
        label: level.label,
        descriptor: descriptors[level.id] ?? level.descriptor ?? '',
      })),
    }));
  return {
    title: t('tutorLinks:sheet.title'),
    documentTitle: t('tutorLinks:sheet.documentTitle', { activity: activity.title }),
    count: t('tutorLinks:sheet.count', { count: learnerSubs.length }),
    activityTitle: session.resourceLink?.title ?? activity.title,
    course: session.context.title ?? '',
    school: session.platform.name ?? '',
    teacher: session.user.name ?? '',
    tutor: tutor.name,
    company: tutor.company ?? '',
    until: dated ? formatDate(lastDay(expiresAt), locale) : '',
    learners: learnerSubs.map((sub) => ({ name: spokenName(roster, sub, words) })),
    onePage: criteria.length <= ONE_PAGE,
    levels: grid.scale.levels,
    criteria,
    // What the levels look like takes the room of a remark on each criterion.
    remarks: criteria.every(({ cells }) => cells.every(({ descriptor }) => descriptor === '')),
  };
}

/** The query of a sheet's page, for the invitation that was typed. */
export function sheetQuery(
  { tutor, learnerSubs, criterionIds, expiresAt }: Invitation,
  dated: boolean,
): string {
  const query = new URLSearchParams();
  if (tutor.name) query.set('tutorName', tutor.name);
  if (tutor.company) query.set('company', tutor.company);
  if (dated) query.set('day', dayField(lastDay(expiresAt)));
  for (const sub of learnerSubs) query.append('learner', sub);
  for (const id of criterionIds) query.append('criterion', id);
  return query.toString();
}
