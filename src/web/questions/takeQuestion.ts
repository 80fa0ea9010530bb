import { BadRequest } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import type { Actor } from '../../evaluation/evaluation.js';
import {
  changeThread,
  withMessage,
  withRestored,
  withSettled,
  withWithdrawn,
  type MessageRefusal,
  type ThreadChange,
  type WithdrawalRefusal,
} from '../../evaluation/question/changeThread.js';
import {
  blankThread,
  MAXIMUM_MESSAGE_LENGTH,
  type QuestionRole,
  type QuestionStore,
  type QuestionThread,
} from '../../evaluation/question/questionThread.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import type { QuestionForm } from './questionForm.js';

export interface QuestionPorts {
  readonly questions: QuestionStore;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** What one learner and their teachers wrote, and who is at it now. */
export interface QuestionDesk {
  readonly activity: Activity;
  /** A blank one, of revision 0, before the first message. */
  readonly thread: QuestionThread;
  readonly role: QuestionRole;
  readonly actor: Actor;
}

export async function openThread(
  activity: Activity,
  learnerSub: string,
  { questions, newId }: QuestionPorts,
): Promise<QuestionThread> {
  return (await questions.find(activity.id, learnerSub)) ?? blankThread(activity, learnerSub, newId());
}

/**
 * Does what a form's button asks, in one write.
 *
 * @throws {BadRequest} for a learner who settles a question: no page offers it.
 */
export async function takeQuestion(
  { thread, role, actor }: QuestionDesk,
  form: QuestionForm,
  { questions, now }: QuestionPorts,
): Promise<ThreadChange<MessageRefusal | WithdrawalRefusal>> {
  const { action, entryId: id, criterionId, gridVersionId, text } = form;
  const at = now();
  const about = { ...(criterionId !== undefined && { criterionId }), gridVersionId };
  const facts = { id, at, by: actor, ...about };
  if (action === 'settle' && role !== 'teacher') throw new BadRequest('question: learners settle nothing');
  return changeThread<MessageRefusal | WithdrawalRefusal>(
    thread,
    (current) => {
      switch (action) {
        case 'send':
          return withMessage(current, { ...facts, kind: 'message', role, text });
        case 'settle':
          return withSettled(current, facts);
        case 'withdraw':
          return withWithdrawn(current, id, actor, at);
        case 'restore':
          return withRestored(current, id, actor, at);
      }
    },
    questions,
  );
}

/** Why a message is not sent, in the words of who wrote it. */
export function problemText(
  problem: NonNullable<QuestionForm['problem']>,
  role: QuestionRole,
  { t, locale }: Words,
): string {
  if (problem.kind === 'empty') {
    return t(`questions:problem.${role === 'teacher' ? 'emptyTeacher' : 'empty'}`);
  }
  const limit = formatHundredths(MAXIMUM_MESSAGE_LENGTH * 100, locale);
  return t('questions:problem.tooLong', { limit, count: problem.over });
}
