import { tutorNews } from '../../evaluation/tutor/tutorNews.js';
import type { TutorProgress } from '../../evaluation/tutor/tutorObservation.js';
import type { ListedLearner } from '../class/classList.js';
import type { Words } from '../language.js';
import { fallbackLabel } from '../session/shell.js';

interface ClassTutorsView {
  readonly progress: readonly TutorProgress[];
  /** Learners whose evaluation is closed. */
  readonly closed: ReadonlySet<string>;
  readonly learners: readonly ListedLearner[];
}

/** Learners named in the notice; the others are counted. */
const NAMED = 5;

/** Which tutors' answers wait to be read, on the class page. */
export function classTutors({ progress, closed, learners }: ClassTutorsView, { t }: Words) {
  const names = new Map(learners.map(({ sub, name }) => [sub, name]));
  const news = tutorNews(progress, closed);
  const others = news.length - NAMED;
  return {
    title: news.length > 0 ? t('tutorLinks:news.title', { count: news.length }) : '',
    links: news.slice(0, NAMED).map(({ learnerSub, tutorName }) => ({
      href: `learners/${encodeURIComponent(learnerSub)}`,
      name: names.get(learnerSub) ?? fallbackLabel(learnerSub, t),
      tutor: tutorName,
    })),
    others: others > 0 ? t('tutorLinks:others', { count: others }) : '',
  };
}
