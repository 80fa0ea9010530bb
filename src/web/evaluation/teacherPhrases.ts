import { newPhrases, type BankOwner, type CommentBank, type Phrase } from '../../evaluation/commentBank.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import {
  subjectComment,
  subjectKey,
  withSubjectComment,
  type PhraseSubject,
} from '../../evaluation/phraseSubject.js';
import type { Log } from '../log.js';
import type { EvaluationForm } from './evaluationForm.js';
import type { LearnerDesk } from './learnerDesk.js';

/** Nobody but this teacher, on this platform. */
export const bankOwner = ({ session, actor }: Pick<LearnerDesk, 'session' | 'actor'>): BankOwner => ({
  registrationId: session.scope.registrationId,
  teacherSub: actor.sub,
});

/** Does what a button about a phrase asks, and gives the form as it is then to be kept. */
export async function withPhrase<Form extends EvaluationForm>(
  form: Form,
  desk: LearnerDesk,
  bank: CommentBank,
): Promise<Form> {
  const { phrase } = form;
  if (!phrase || phrase.what === 'show') return form;
  const key = subjectKey(desk.activity.grid, phrase.subject);
  if (phrase.what === 'forget') {
    await bank.forget(bankOwner(desk), key, phrase.phraseId);
    return form;
  }
  const known = await bank.list(bankOwner(desk), key);
  return withInserted(
    form,
    phrase.subject,
    known.find(({ id }) => id === phrase.phraseId),
  );
}

function withInserted<Form extends EvaluationForm>(
  form: Form,
  subject: PhraseSubject,
  phrase: Phrase | undefined,
): Form {
  if (!phrase) return form;
  const { content } = form.draft;
  const before = subjectComment(content, subject);
  const comment = before === '' ? phrase.text : `${before}\n${phrase.text}`;
  return { ...form, draft: { ...form.draft, content: withSubjectComment(content, subject, comment) } };
}

interface LearningServices {
  readonly commentBank: CommentBank;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Has the teacher's bank know the comments of what they have just published. What is done is done: a bank that cannot be written is logged, and nobody is told that their publication failed.
 */
export async function learnPhrases(
  desk: Pick<LearnerDesk, 'session' | 'actor' | 'activity' | 'evaluation'>,
  { content }: Evaluation,
  learnerName: string,
  { commentBank, now, log }: LearningServices,
): Promise<void> {
  const before = desk.evaluation.publication?.content;
  const uses = newPhrases(desk.activity.grid, { content, before, learnerName });
  if (uses.size === 0) return;
  try {
    await commentBank.learn(bankOwner(desk), uses, now());
  } catch (err) {
    log.error({ err }, 'comments were published, and not learnt');
  }
}
