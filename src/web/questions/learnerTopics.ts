import type { Activity } from '../../evaluation/activity.js';
import { topicsOf, type Topic } from '../../evaluation/question/questionThread.js';
import type { Grid } from '../../grid/grid.js';
import { criterionAnchor } from '../learner/criterionAnchor.js';
import type { Words } from '../language.js';
import { criterionText } from './criterionText.js';
import { emptyTopic, topicView, type TopicContext } from './topicView.js';

export type LearnerTopics = ReturnType<typeof learnerTopics>;

/** Questions and answers as the learner's page holds them: with each criterion, and on the whole. */
export function learnerTopics(activity: Activity, grid: Grid, context: TopicContext, words: Words) {
  const topics = topicsOf(context.thread);
  const viewOf = (topic: Topic) => topicView(topic, context, words);
  const ofCriterion = (criterionId?: string) =>
    viewOf(topics.find((topic) => topic.criterionId === criterionId) ?? emptyTopic(criterionId));
  const onGrid = new Map(grid.criteria.map((criterion) => [criterion.id, criterion]));
  const others = topics.filter(({ criterionId }) => criterionId !== undefined && !onGrid.has(criterionId));

  const answered = topics
    .filter((topic) => viewOf(topic).isNew)
    .map(({ criterionId }) => {
      const criterion = criterionId === undefined ? undefined : onGrid.get(criterionId);
      return criterion
        ? {
            href: `#${criterionAnchor(criterion.id)}`,
            text: words.t('questions:answered.criterion', { criterion: criterion.text }),
          }
        : { href: '#questions', text: words.t('questions:answered.whole') };
    });
  return {
    ofCriterion,
    whole: ofCriterion(),
    others: others.map((topic) => ({
      heading: topic.entries.map((entry) => criterionText(activity, entry)).find(Boolean) ?? '',
      topic: viewOf(topic),
    })),
    answered,
  };
}
