import type { Activity } from '../../evaluation/activity.js';
import { decideEach, type Decided } from '../../evaluation/decideEach.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import { followRelease, isHeld } from '../../evaluation/release.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { knownNames } from '../evaluation/knownNames.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { learnPhrases } from '../evaluation/teacherPhrases.js';
import { eachDecision, type Refusal } from './eachDecision.js';
import type { EachForm } from './eachForm.js';

interface Place {
  readonly session: LaunchSession;
  readonly activity: Activity;
}

/** Publishes, closes or signs several evaluations, and does what follows from publishing them. */
export async function decideSeveral(
  { action, wanted }: Pick<EachForm, 'action' | 'wanted'>,
  place: Place,
  services: EvaluationServices,
): Promise<readonly Decided<Refusal>[]> {
  const { evaluations, now } = services;
  const { activity, session } = place;
  const context = { activity, by: actorOf(session), now, evaluations };
  const before = new Map<string, Evaluation>();
  const decided = await decideEach<Refusal>(
    wanted,
    (evaluation) => {
      before.set(evaluation.learnerSub, evaluation);
      return eachDecision[action](evaluation, context);
    },
    context,
  );
  const done = decided.flatMap(({ kind, learnerSub }) =>
    kind === 'done' ? (before.get(learnerSub) ?? []) : [],
  );
  if (action === 'publish' && done.length > 0) await afterPublishing(done, place, services);
  return decided;
}

/** @param published as they were before. */
async function afterPublishing(
  published: readonly Evaluation[],
  { activity, session }: Place,
  services: EvaluationServices,
): Promise<void> {
  if (isHeld(activity, services.now())) await followRelease(activity, services);
  services.wakeDispatcher();
  const actor = actorOf(session);
  const names = await knownNames(session, services.rosters);
  for (const evaluation of published) {
    const name = names.get(evaluation.learnerSub) ?? '';
    await learnPhrases({ session, actor, activity, evaluation }, evaluation, name, services);
  }
}
