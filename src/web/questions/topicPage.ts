import type { Topic } from '../../evaluation/question/questionThread.js';
import { topicsOf } from '../../evaluation/question/questionThread.js';
import type { Words } from '../language.js';
import { criterionText } from './criterionText.js';
import type { QuestionForm } from './questionForm.js';
import type { QuestionDesk } from './takeQuestion.js';
import { emptyTopic, topicView } from './topicView.js';

interface TopicPage {
  readonly desk: QuestionDesk;
  /** What could not be done, with what was typed. */
  readonly form: QuestionForm;
  readonly problem: string;
  readonly title: string;
  readonly activityTitle: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly action: string;
  readonly now: Date;
  readonly newId: () => string;
}

/** Everything views/questions/show.ejs may use: one topic by itself, where something could not be sent. */
export function topicPage(page: TopicPage, words: Words) {
  const { desk, form, problem, title, activityTitle, back, action, now, newId } = page;
  const { activity, thread, role, actor } = desk;
  const { criterionId, gridVersionId, text } = form;
  const topic: Topic =
    topicsOf(thread).find((one) => one.criterionId === criterionId) ?? emptyTopic(criterionId);
  const sends = form.action === 'send';
  const typed = { criterionId: criterionId ?? '', text, problem };
  const context = { thread, reader: { role, actor }, now, newId, ...(sends && { typed }) };
  return {
    title,
    activityTitle,
    back,
    action,
    // Under the field where there is one to mend, above everything else where there is none.
    notice: sends ? '' : problem,
    topics: [
      {
        heading: criterionText(activity, { criterionId, gridVersionId }) || words.t('questions:whole.topic'),
        isOfficial: criterionId !== undefined,
        topic: topicView(topic, context, words),
      },
    ],
  };
}
