import type { Activity } from '../../evaluation/activity.js';
import type { TutorLink } from '../../evaluation/tutor/tutorLink.js';
import type { TutorProgress } from '../../evaluation/tutor/tutorObservation.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { ListedLearner } from '../class/classList.js';
import type { Words } from '../language.js';
import { fallbackLabel } from '../session/shell.js';
import { linkProgress } from './linkProgress.js';

interface LinksView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly links: readonly TutorLink[];
  readonly progress: readonly TutorProgress[];
  readonly learners: readonly ListedLearner[];
  readonly now: Date;
}

/** Learners named in one line; the others are counted. */
const NAMED = 3;

/** Everything views/tutorLinks/index.ejs may use: which tutors were asked, and how far each is. */
export function linksPage({ session, activity, links, progress, learners, now }: LinksView, words: Words) {
  const { t } = words;
  const known = new Map(learners.map(({ sub, name }) => [sub, name]));
  return {
    title: t('tutorLinks:title'),
    activityTitle: session.resourceLink?.title ?? activity.title,
    links: links.map((link) => {
      const names = link.learnerSubs.map((sub) => known.get(sub) ?? fallbackLabel(sub, t));
      const others = names.length - NAMED;
      return {
        href: `tutors/${encodeURIComponent(link.id)}`,
        tutor: link.tutor.name,
        company: link.tutor.company ?? '',
        learners: names.slice(0, NAMED).join(', '),
        others: others > 0 ? t('tutorLinks:others', { count: others }) : '',
        ...linkProgress(
          link,
          progress.filter(({ linkId }) => linkId === link.id),
          now,
          words,
        ),
      };
    }),
  };
}
