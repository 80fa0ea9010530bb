import type { Activity } from '../../evaluation/activity.js';
import { spokenCode } from '../../evaluation/tutor/linkCode.js';
import type { GivenSecrets } from '../../evaluation/tutor/makeTutorLink.js';
import type { TutorLink } from '../../evaluation/tutor/tutorLink.js';
import type { TutorProgress } from '../../evaluation/tutor/tutorObservation.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { Roster } from '../../platform/roster.js';
import type { ListedLearner } from '../class/classList.js';
import { actorName } from '../evaluation/people.js';
import { formatDate, formatList, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { fallbackLabel } from '../session/shell.js';
import { lastDay } from '../tutor/requestFacts.js';
import { spokenName } from '../tutor/spokenName.js';
import { dayChoices, dayField, type DayProblem } from './lastDay.js';
import { linkProgress } from './linkProgress.js';
import { qrCode } from './qrCode.js';

interface LinkView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly link: TutorLink;
  /** Of this link's tutor. */
  readonly progress: readonly TutorProgress[];
  readonly learners: readonly ListedLearner[];
  readonly roster: Roster;
  /** Public address of the tool. */
  readonly url: string;
  /** Just made: shown now, and never again. */
  readonly given?: GivenSecrets;
  readonly refused?: { readonly day: string; readonly problem: DayProblem };
  readonly done: unknown;
  readonly now: Date;
}

const DONE = ['made', 'revoked', 'restored', 'unlocked', 'extended', 'renewed'] as const;

/** Everything views/tutorLinks/show.ejs may use: one tutor's link. */
export function linkPage(view: LinkView, words: Words) {
  const { t, locale } = words;
  const { session, activity, link, progress, learners, given, refused, now } = view;
  const { tutor } = link;
  const known = new Map(learners.map(({ sub, name }) => [sub, name]));
  const standing = linkProgress(link, progress, now, words);
  const done = DONE.find((one) => one === view.done);
  const ended = standing.state === 'expired' || standing.state === 'revoked';
  return {
    title: tutor.name,
    company: tutor.company ?? '',
    activityTitle: session.resourceLink?.title ?? activity.title,
    path: encodeURIComponent(link.id),
    notice: refused
      ? { tone: 'problem', text: t('tutorLinks:show.notDone') }
      : done && { tone: 'done', text: t(`tutorLinks:done.${done}`, { name: tutor.name }) },
    canUndo: done === 'revoked' && standing.state === 'revoked',
    standing,
    explanation:
      standing.state === 'open' || done === 'revoked' ? '' : t(`tutorLinks:explain.${standing.state}`),
    made: t('tutorLinks:show.made', {
      who: actorName(link.createdBy, words),
      when: formatMoment(link.createdAt, now, locale),
    }),
    criteria: t('tutorLinks:criteria', { count: link.criterionIds.length }),
    given: given && givenView(view, given, words),
    learners: link.learnerSubs.map((sub) => ({
      name: known.get(sub) ?? fallbackLabel(sub, t),
      href: `../learners/${encodeURIComponent(sub)}`,
      ...learnerState(
        progress.find(({ learnerSub }) => learnerSub === sub),
        now,
        words,
      ),
    })),
    canRevoke: standing.state === 'open' || standing.state === 'locked',
    canUnlock: standing.state === 'locked',
    canExtend: standing.state !== 'revoked',
    ended,
    day: refused?.day ?? (ended ? dayChoices(now).usual : dayField(lastDay(link.expiresAt))),
    days: dayChoices(now),
    dayProblem: refused ? t(`tutorLinks:problem.day.${refused.problem}`) : '',
  };
}

/** The address with its QR code, the code beside it, and a mail that holds the one without the other. */
function givenView({ link, activity, roster, url }: LinkView, { token, code }: GivenSecrets, words: Words) {
  const { t, locale } = words;
  const address = `${url}/t/${token}`;
  const mail = {
    subject: t('tutorLinks:mail.subject', { activity: activity.title }),
    body: t('tutorLinks:mail.body', {
      tutor: link.tutor.name,
      learners: formatList(
        link.learnerSubs.map((sub) => spokenName(roster, sub, words)),
        locale,
      ),
      address,
      day: formatDate(lastDay(link.expiresAt), locale),
      teacher: link.createdBy.name ?? '',
      count: link.learnerSubs.length,
    }).trim(),
  };
  return {
    address,
    code: spokenCode(code),
    qr: qrCode(address),
    mail,
    mailto: `mailto:?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body.replaceAll('\n', '\r\n'))}`,
  };
}

function learnerState(progress: TutorProgress | undefined, now: Date, { t, locale }: Words) {
  if (!progress) return { tone: '', state: t('tutorLinks:learner.toDo') };
  const { sentAt, taken, updatedAt } = progress;
  if (taken)
    return {
      tone: 'done',
      state: t('tutorLinks:learner.taken', { when: formatMoment(taken.at, now, locale) }),
    };
  if (sentAt)
    return {
      tone: 'ready',
      state: t('tutorLinks:learner.sent', { when: formatMoment(sentAt, now, locale) }),
    };
  return {
    tone: 'wait',
    state: t('tutorLinks:learner.begun', { when: formatMoment(updatedAt, now, locale) }),
  };
}
