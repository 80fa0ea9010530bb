import { openCriteria } from '../../evaluation/openCriteria.js';
import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import { gridOf } from '../../evaluation/gridOf.js';
import type { ListedLearner } from '../class/classList.js';
import { learnerHref } from '../groups/learnerHref.js';
import type { ListedGroup } from '../groups/listedGroups.js';
import type { Words } from '../language.js';
import type { Notice } from './evaluationPage.js';
import type { LearnerDesk } from './learnerDesk.js';

const DONE = [
  'saved',
  'withdrawn',
  'resent',
  'notReady',
  'reopened',
  'tutorTaken',
  'tutorReleased',
  'tutorChanged',
] as const;
const OBSERVED = ['observed', 'observationRemoved', 'observationRestored'] as const;

/** What the button of the page before did to this learner's evaluation. */
export function doneNotice({ learner }: LearnerDesk, asked: unknown, { t }: Words): Notice | undefined {
  const { name } = learner;
  const done = DONE.find((one) => one === asked);
  if (done) return { tone: 'done', text: t(`evaluation:done.${done}`, { name }), links: [] };
  const observed = OBSERVED.find((one) => one === asked);
  return observed && { tone: 'done', text: t(`observation:done.${observed}`, { name }), links: [] };
}

interface PublishedContext {
  readonly list: readonly ListedLearner[];
  readonly activity: Activity;
  /** Where the page stands, seen from the learners' pages: `learners/`, or nothing on one of them. */
  readonly directory?: string;
  /** Which the page stays within. */
  readonly group?: ListedGroup | undefined;
  /** Whose page it is: no link leads there. */
  readonly own?: string;
}

/** « L'évaluation de Bézier Chloé est publiée », or prête, on the page of the next learner or of the class. */
export function publishedNotice(
  evaluation: EvaluationSummary | undefined,
  { list, activity, directory = '', group, own }: PublishedContext,
  { t }: Words,
): Notice | undefined {
  const learner = list.find(({ sub }) => sub === evaluation?.learnerSub);
  // Publishing takes the word « ready » back: where it stands, it is what was done last.
  const judged = evaluation?.ready ? evaluation : evaluation?.publication;
  if (!learner || !judged) return undefined;
  const { sub, name } = learner;
  const { content } = judged;
  const marked = activity.grid.purpose === 'formative' && content.presence === 'present';
  const open = marked ? openCriteria(gridOf(activity, judged), content).length : 0;
  const leftOut = open > 0 ? ` ${t('evaluation:done.leftOut', { count: open })}` : '';
  const back = {
    href: `${directory}${learnerHref(sub, group)}`,
    text: t('evaluation:done.goBack', { name }),
  };
  return {
    tone: 'done',
    text: `${t(evaluation?.ready ? 'release:ready.done' : 'evaluation:done.published', { name })}${leftOut}`,
    links: sub === own ? [] : [back],
  };
}
