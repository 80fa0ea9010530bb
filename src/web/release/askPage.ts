import type { Activity } from '../../evaluation/activity.js';
import type { Wanted } from '../../evaluation/decideEach.js';
import type { Actor, Evaluation, EvaluationSummary } from '../../evaluation/evaluation.js';
import { evaluationStatus } from '../../evaluation/evaluationStatus.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { openCriteria } from '../../evaluation/openCriteria.js';
import type { ListedLearner } from '../class/classList.js';
import { groupQuery } from '../groups/listedGroups.js';
import type { Words } from '../language.js';
import { eachDecision, type Refusal } from './eachDecision.js';
import { pickValue, type EachAction } from './eachForm.js';

interface AskView {
  readonly action: Exclude<EachAction, 'publish'>;
  readonly wanted: readonly Wanted[];
  /** Of the class page that asks; absent for the whole class. */
  readonly group?: string | undefined;
  readonly activity: Activity;
  readonly evaluations: readonly EvaluationSummary[];
  readonly learners: readonly ListedLearner[];
  readonly by: Actor;
  readonly now: Date;
}

interface AskedLearner {
  readonly name: string;
  readonly pick: string;
  /** What is worth knowing before it is frozen. */
  readonly notes: readonly string[];
}

/** Everything views/release/ask.ejs may use: who would be closed or signed, who cannot be, and what it means. */
export function askPage(view: AskView, words: Words) {
  const { action, wanted, evaluations, learners } = view;
  const { t } = words;
  const subs = new Set(wanted.map(({ learnerSub }) => learnerSub));
  const byLearner = new Map(evaluations.map((evaluation) => [evaluation.learnerSub, evaluation]));
  const asked: AskedLearner[] = [];
  const refused: { name: string; why: string }[] = [];
  for (const learner of learners.filter(({ sub }) => subs.has(sub))) {
    const evaluation = byLearner.get(learner.sub);
    const refusal = evaluation ? refusalOf(evaluation, view) : 'nothingJudged';
    if (!evaluation || refusal) refused.push({ name: learner.name, why: t(`release:why.${refusal}`) });
    else asked.push(askedLearner(learner, evaluation, view, words));
  }
  const count = asked.length;
  return {
    title: t(`release:ask.${action}.title`, { count }),
    effects: [1, 2, 3].map((line) => t(`release:ask.${action}.effect${line}`)),
    action,
    groupId: view.group ?? '',
    within: groupQuery(view.group === undefined ? undefined : { id: view.group }),
    asked,
    refused,
    confirm: count > 0 ? t(`release:ask.${action}.confirm`, { count }) : '',
  };
}

function refusalOf(
  evaluation: EvaluationSummary,
  { action, activity, by, now }: AskView,
): Refusal | undefined {
  // Nothing is written, and no decision looks at what is past.
  const whole: Evaluation = { ...evaluation, history: [] };
  const outcome = eachDecision[action](whole, { activity, by, now: () => now });
  return typeof outcome === 'string' ? outcome : undefined;
}

function askedLearner(
  { sub, name }: ListedLearner,
  evaluation: EvaluationSummary,
  { action, activity }: AskView,
  { t }: Words,
): AskedLearner {
  const pick = pickValue({ learnerSub: sub, revision: evaluation.revision });
  if (action === 'coSign') return { name, pick, notes: [] };
  const { content, publication } = evaluation;
  const open =
    content.presence === 'present' ? openCriteria(gridOf(activity, evaluation), content).length : 0;
  const status = evaluationStatus(evaluation);
  return {
    name,
    pick,
    notes: [
      ...(open > 0 ? [t('release:ask.open', { count: open })] : []),
      ...(publication ? [] : [t('release:ask.unpublished')]),
      ...(publication && status !== 'published' ? [t('release:ask.changedSince')] : []),
    ],
  };
}
