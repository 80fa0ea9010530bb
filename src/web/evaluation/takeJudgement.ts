import type { Activity } from '../../evaluation/activity.js';
import type { CommentBank } from '../../evaluation/commentBank.js';
import { draftDifferences, draftDigest, fieldKey, withTheirs } from '../../evaluation/contentConflict.js';
import type { Actor, Draft, Evaluation, EvaluationStore } from '../../evaluation/evaluation.js';
import { evaluationStatus } from '../../evaluation/evaluationStatus.js';
import { publish, resend } from '../../evaluation/publish.js';
import { markNotReady, markReady } from '../../evaluation/ready.js';
import { followRelease, type ReleasePorts } from '../../evaluation/release.js';
import { takeTutorLevels } from '../../evaluation/tutor/takeTutorLevels.js';
import { withSetAside } from '../../evaluation/setAside.js';
import { saveJudgement, type Decision, type JudgementOutcome } from '../../evaluation/saveJudgement.js';
import type { RosterStore } from '../../platform/roster.js';
import type { Log } from '../log.js';
import { levelDecision, withTakenLevel } from '../observation/levelRequest.js';
import { shortDigest } from './draftBase.js';
import type { EvaluationForm } from './evaluationForm.js';
import { knownNames } from './knownNames.js';
import type { LearnerDesk } from './learnerDesk.js';
import { learnPhrases } from './teacherPhrases.js';

interface JudgementServices extends ReleasePorts {
  readonly rosters: RosterStore;
  readonly evaluations: EvaluationStore;
  readonly commentBank: CommentBank;
  readonly log: Log;
  readonly wakeDispatcher: () => void;
}

/** Drafts are half-written sentences; what is published is meant. */
const LEARNING: ReadonlySet<EvaluationForm['action']> = new Set(['publish', 'publishNext']);

/** Keeps what a form says and does what its button asks, in one write. */
export async function takeJudgement(
  desk: LearnerDesk,
  typed: EvaluationForm,
  services: JudgementServices,
): Promise<JudgementOutcome> {
  const { evaluation, activity, actor } = desk;
  const form = { ...typed, draft: wholeDraft(typed, desk) };
  const { revision, base, action } = form;
  if (evaluation.closing) return { kind: 'closed', current: evaluation };
  const draft = settledDraft(form, evaluation);
  if (!draft)
    return { kind: 'conflict', current: evaluation, differences: differencesWith(evaluation, form) };

  const decision = decisionOf(form, activity, actor, services.now());
  const judgement = { draft, revision, base, by: actor };
  const ports = { ...services, digest: shortDigest };
  const name = LEARNING.has(action) ? await nameOf(desk, services) : '';
  const outcome = await saveJudgement(evaluation, judgement, ports, decision);
  if (outcome.kind === 'saved' && outcome.evaluation.delivery?.heldUntil)
    await followRelease(activity, services);
  if (outcome.kind === 'saved' && action !== 'save') services.wakeDispatcher();
  if (outcome.kind === 'saved' && LEARNING.has(action))
    await learnPhrases(desk, outcome.evaluation, name, services);
  return outcome;
}

/** The stable label of an unnamed learner is nobody's name, nor is the number of one whose name is hidden. */
const nameOf = async ({ session, learner }: LearnerDesk, { rosters }: JudgementServices): Promise<string> =>
  (await knownNames(session, rosters)).get(learner.sub) ?? '';

/** Publishing what is published already does nothing, so that « Publier et suivant » walks through a class. */
function decisionOf(
  { action, taken, levels }: EvaluationForm,
  activity: Activity,
  by: Actor,
  now: Date,
): Decision | undefined {
  if (taken?.kind === 'levels') return (evaluation) => takeTutorLevels(evaluation, taken, by, now);
  if (levels) return levelDecision(levels, { activity, by, now });
  if (action === 'resend') return (evaluation) => resend(evaluation, activity, by, now);
  if (action === 'notReady') return (evaluation) => markNotReady(evaluation, by, now);
  if (action !== 'publish' && action !== 'publishNext' && action !== 'ready') return undefined;
  return (evaluation) => {
    if (action === 'ready') {
      const marked = markReady(evaluation, activity, by, now);
      return marked.kind === 'ready' ? marked.evaluation : undefined;
    }
    if (evaluationStatus(evaluation) === 'published') return evaluation;
    const outcome = publish(evaluation, activity, by, now);
    return outcome.kind === 'published' ? outcome.evaluation : undefined;
  };
}

/**
 * My draft with the sides that were kept field by field; undefined while a side is missing. A form made
 * from an older revision is settled again from the start.
 */
function settledDraft(form: EvaluationForm, stored: Evaluation): Draft | undefined {
  const { draft, kept, revision } = form;
  if (!kept || revision !== stored.revision) return draft;
  const differences = differencesWith(stored, form);
  if (differences.some((difference) => !kept.has(fieldKey(difference)))) return undefined;
  return withTheirs(
    draft,
    differences.filter((difference) => kept.get(fieldKey(difference)) === 'theirs'),
  );
}

const differencesWith = (stored: Evaluation, { draft, base }: EvaluationForm) =>
  draftDifferences(draft, stored, base, shortDigest);

/** What was typed, or taken from an observation, beside what no form shows. */
function wholeDraft({ draft, levels }: EvaluationForm, desk: LearnerDesk): Draft {
  const taken = withTakenLevel(draft, levels, desk);
  const { evaluation, activity } = desk;
  return { ...taken, content: withSetAside(taken.content, evaluation.content, activity.grid) };
}

/**
 * The form with the stored adjustment in the place of one that is half typed: all the rest can be kept meanwhile.
 * Where a colleague changed it since, it is left out, so that both versions come before the teacher.
 */
export function withStoredAdjustment(form: EvaluationForm, stored: Evaluation): EvaluationForm {
  const { adjustment } = stored.content;
  const isUntouched = draftDigest(stored, shortDigest)['adjustment'] === form.base['adjustment'];
  if (!adjustment || !isUntouched) return form;
  return { ...form, draft: { ...form.draft, content: { ...form.draft.content, adjustment } } };
}
