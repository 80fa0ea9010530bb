import type { Activity } from '../../evaluation/activity.js';
import { contentDifferences, fieldKey, withTheirs } from '../../evaluation/contentConflict.js';
import type { Actor, Evaluation, EvaluationContent, EvaluationStore } from '../../evaluation/evaluation.js';
import { evaluationStatus } from '../../evaluation/evaluationStatus.js';
import { publish, resend } from '../../evaluation/publish.js';
import { saveJudgement, type Decision, type JudgementOutcome } from '../../evaluation/saveJudgement.js';
import { shortDigest } from './contentBase.js';
import type { EvaluationForm } from './evaluationForm.js';
import type { LearnerDesk } from './learnerDesk.js';

interface JudgementServices {
  readonly evaluations: EvaluationStore;
  readonly now: () => Date;
  readonly wakeDispatcher: () => void;
}

/** Keeps what a form says and does what its button asks, in one write. */
export async function takeJudgement(
  desk: LearnerDesk,
  form: EvaluationForm,
  services: JudgementServices,
): Promise<JudgementOutcome> {
  const { evaluation, activity, actor } = desk;
  const { revision, base, action } = form;
  const content = settledContent(form, evaluation);
  if (!content)
    return { kind: 'conflict', current: evaluation, differences: differencesWith(evaluation, form) };

  const decision = decisionOf(form, activity, actor, services.now());
  const judgement = { content, revision, base, by: actor };
  const ports = { ...services, digest: shortDigest };
  const outcome = await saveJudgement(evaluation, judgement, ports, decision);
  if (outcome.kind === 'saved' && action !== 'save') services.wakeDispatcher();
  return outcome;
}

/** Publishing what is published already does nothing, so that « Publier et suivant » walks through a class. */
function decisionOf(
  { action }: EvaluationForm,
  activity: Activity,
  by: Actor,
  now: Date,
): Decision | undefined {
  if (action === 'resend') return (evaluation) => resend(evaluation, activity, by, now);
  if (action !== 'publish' && action !== 'publishNext') return undefined;
  return (evaluation) => {
    if (evaluationStatus(evaluation) === 'published') return evaluation;
    const outcome = publish(evaluation, activity, by, now);
    return outcome.kind === 'published' ? outcome.evaluation : undefined;
  };
}

/**
 * My content with the sides that were kept field by field; undefined while a side is missing. A form made
 * from an older revision is settled again from the start.
 */
function settledContent(form: EvaluationForm, stored: Evaluation): EvaluationContent | undefined {
  const { content, kept, revision } = form;
  if (!kept || revision !== stored.revision) return content;
  const differences = differencesWith(stored, form);
  if (differences.some((difference) => !kept.has(fieldKey(difference)))) return undefined;
  return withTheirs(
    content,
    differences.filter((difference) => kept.get(fieldKey(difference)) === 'theirs'),
  );
}

const differencesWith = (stored: Evaluation, { content, base }: EvaluationForm) =>
  contentDifferences(content, stored.content, base, shortDigest);
