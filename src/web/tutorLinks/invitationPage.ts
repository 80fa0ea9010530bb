import type { Activity } from '../../evaluation/activity.js';
import { spokenCode } from '../../evaluation/tutor/linkCode.js';
import type { GivenSecrets } from '../../evaluation/tutor/makeTutorLink.js';
import type { TutorLink } from '../../evaluation/tutor/tutorLink.js';
import type { Roster } from '../../platform/roster.js';
import { formatDate } from '../formatting.js';
import type { Words } from '../language.js';
import { lastDay } from '../tutor/requestFacts.js';
import { spokenName } from '../tutor/spokenName.js';
import { qrCode } from './qrCode.js';

interface InvitationView {
  readonly activity: Activity;
  readonly link: TutorLink;
  readonly given: GivenSecrets;
  readonly roster: Roster | undefined;
  /** Public address of the tool. */
  readonly url: string;
}

/** Everything views/tutorLinks/invitation.ejs may use: a sheet for the tutor, the code on a strip to cut off. */
export function invitationPage({ activity, link, given, roster, url }: InvitationView, words: Words) {
  const { t, locale } = words;
  const address = `${url}/t/${given.token}`;
  const learners = link.learnerSubs.map((sub) => spokenName(roster, sub, words));
  const until = formatDate(lastDay(link.expiresAt), locale);
  return {
    title: t('tutorLinks:invitation.title'),
    documentTitle: t('tutorLinks:invitation.documentTitle', { name: link.tutor.name }),
    back: `../${encodeURIComponent(link.id)}`,
    school: link.school ?? '',
    tutor: link.tutor.name,
    company: link.tutor.company ?? '',
    lead: t('tutorLinks:invitation.lead', { count: learners.length, school: link.school ?? '' }),
    learners,
    activityTitle: activity.title,
    count: t('tutorLinks:invitation.count', { count: link.criterionIds.length }),
    until: t('tutorLinks:until', { day: until }),
    teacher: link.createdBy.name ?? '',
    address,
    qr: qrCode(address),
    code: spokenCode(given.code),
  };
}
