import type { Activity } from '../../evaluation/activity.js';
import type { Stroke } from '../../evaluation/stroke/stroke.js';
import { saveStrokes, type LearnerStrokes } from '../../evaluation/stroke/saveStrokes.js';
import { strokesOn } from '../../evaluation/stroke/strokesOn.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { ListedLearner } from '../class/classList.js';
import { listedClass } from '../class/listedClass.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import type { Words } from '../language.js';
import type { StrokesForm } from './strokesForm.js';

/** What became of a request's strokes; what is named nowhere in it is stored. */
export interface TakenStrokes {
  /** As it is now: another version of its grid may have come. */
  readonly activity: Activity;
  /** Those whom the strokes are about, and who are or were in the class. */
  readonly learners: readonly ListedLearner[];
  readonly outcomes: readonly LearnerStrokes[];
  /** Their criterion, or their level, is not on the activity's version. */
  readonly unplaced: readonly Stroke[];
  /** About nobody whom the class list knows, and nothing is stored of. */
  readonly strangers: readonly Stroke[];
}

type StrokesPorts = Pick<
  EvaluationServices,
  'activities' | 'evaluations' | 'desks' | 'rosterReader' | 'now' | 'newId'
>;

interface Taker {
  readonly session: LaunchSession;
  readonly words: Words;
}

/** Keeps the strokes that can be, and says of each other why it is not. */
export async function takeStrokes(
  form: StrokesForm,
  activity: Activity,
  taker: Taker,
  ports: StrokesPorts,
): Promise<TakenStrokes> {
  const { session } = taker;
  const learners = await learnersOf(form.strokes, activity, taker, ports);
  const known = new Set(learners.map(({ sub }) => sub));
  const isKnown = ({ learnerSub }: Stroke) => known.has(learnerSub);
  const { placed, unplaced } = strokesOn(activity, form, form.strokes.filter(isKnown));
  const outcome = await saveStrokes(placed, { ...ports, activity, by: actorOf(session) });
  if (outcome.kind === 'movedOn') {
    const latest = await ports.activities.get(activity.id, session.scope);
    if (latest && latest.gridVersionId !== activity.gridVersionId)
      return takeStrokes(form, latest, taker, ports);
    throw new Error(`Evaluations of ${activity.id} are on a version that it does not have.`);
  }
  const strangers = form.strokes.filter((stroke) => !isKnown(stroke));
  return { activity, learners, outcomes: outcome.learners, unplaced, strangers };
}

/** As a learner's own page: whoever is in the course, and whoever was evaluated. */
async function learnersOf(
  strokes: readonly Stroke[],
  activity: Activity,
  { session, words }: Taker,
  ports: StrokesPorts,
): Promise<readonly ListedLearner[]> {
  const wanted = new Set(strokes.map(({ learnerSub }) => learnerSub));
  const [roster, evaluations] = await Promise.all([
    ports.rosterReader.kept(session),
    ports.evaluations.list(activity.id),
  ]);
  const others = [...wanted].filter((sub) => roster.excluded.has(sub));
  const list = await listedClass({ session, activity, roster, evaluations, others }, ports, words);
  return list.filter(({ sub }) => wanted.has(sub));
}
