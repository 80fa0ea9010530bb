import { topicsOf } from '../../evaluation/question/questionThread.js';
import type { Words } from '../language.js';
import { criterionText } from './criterionText.js';
import type { QuestionDesk } from './takeQuestion.js';
import { topicView, type TopicContext } from './topicView.js';

/** A learner's questions as teachers read them: those without an answer first. See views/questions/teacher.ejs. */
export function teacherTopics(
  { activity, thread, actor }: QuestionDesk,
  context: Pick<TopicContext, 'now' | 'newId'>,
  words: Words,
) {
  const { t } = words;
  const reader = { role: 'teacher', actor } as const;
  const topics = topicsOf(thread).map((topic) => {
    const sentence = topic.entries.map((entry) => criterionText(activity, entry)).find(Boolean) ?? '';
    const index = activity.grid.criteria.findIndex(({ id }) => id === topic.criterionId);
    return {
      heading: sentence || t('questions:whole.topic'),
      isOfficial: sentence !== '',
      href: index === -1 ? '' : `#text-${index}`,
      topic: topicView(topic, { ...context, thread, reader }, words),
    };
  });
  const waiting = topics.filter(({ topic }) => topic.isWaiting);
  // What the learner took back is nothing to look at.
  const answered = topics.filter(({ topic }) => !topic.isWaiting && !topic.isEmpty);
  return {
    waiting,
    answered,
    waitingText: waiting.length > 0 ? t('questions:teacher.waiting', { count: waiting.length }) : '',
    answeredText: answered.length > 0 ? t('questions:teacher.answered', { count: answered.length }) : '',
  };
}
