import { openCriteria } from '../../evaluation/openCriteria.js';
import type { ListedLearner } from '../class/classList.js';
import type { Words } from '../language.js';
import type { Notice } from './evaluationPage.js';
import type { LearnerDesk } from './learnerDesk.js';

type Query = Readonly<Record<string, unknown>>;

const DONE = ['saved', 'withdrawn', 'resent'] as const;

/** What the button of the page before did: it comes with the address, and says nothing that is not stored. */
export function doneNotice(desk: LearnerDesk, query: Query, words: Words): Notice | undefined {
  const { t } = words;
  const { learner, list, evaluation, activity } = desk;
  const done = DONE.find((one) => one === query['done']);
  if (done) return notice(t(`evaluation:done.${done}`, { name: learner.name }));
  if (query['published'] !== learner.sub) return publishedNotice(list, query, words);
  if (!evaluation.publication) return undefined;

  const open = openCriteria(activity.grid, evaluation.publication.content).length;
  const leftOut =
    evaluation.publication.mark && open > 0 ? ` ${t('evaluation:done.leftOut', { count: open })}` : '';
  return notice(`${t('evaluation:done.published', { name: learner.name })}${leftOut}`);
}

/** « Évaluation de Bézier Chloé publiée. Y revenir », on the page of the next learner or of the class. */
export function publishedNotice(
  list: readonly ListedLearner[],
  query: Query,
  { t }: Words,
  directory = '',
): Notice | undefined {
  const learner = list.find(({ sub }) => sub === query['published']);
  if (!learner) return undefined;
  const { sub, name } = learner;
  return {
    ...notice(t('evaluation:done.published', { name })),
    links: [{ href: `${directory}${encodeURIComponent(sub)}`, text: t('evaluation:done.goBack', { name }) }],
  };
}

const notice = (text: string): Notice => ({ tone: 'done', text, links: [] });
