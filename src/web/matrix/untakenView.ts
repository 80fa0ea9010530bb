import type { StrokeConflict } from '../../evaluation/stroke/saveStrokes.js';
import type { Stroke } from '../../evaluation/stroke/stroke.js';
import { gridOf } from '../../evaluation/gridOf.js';
import type { Activity } from '../../evaluation/activity.js';
import type { Grid } from '../../grid/grid.js';
import type { ListedLearner } from '../class/classList.js';
import type { Notice } from '../evaluation/evaluationPage.js';
import { shownValue } from '../evaluation/differencesView.js';
import { actorName } from '../evaluation/people.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { fallbackLabel } from '../session/shell.js';
import { standingValue } from './criterionForm.js';
import type { TakenStrokes } from './takeStrokes.js';

/** A stroke that is not stored, as the page tells it. */
interface UntakenView {
  readonly learner: string;
  /** Absent: about presence. */
  readonly criterion?: string;
  readonly name: string;
  /** The criterion's text; empty for presence. */
  readonly text: string;
  /** What the teacher set, in words. */
  readonly mine: string;
  /** Whether `mine` and `theirs` are a teacher's own French words. */
  readonly isFrench: boolean;
}

/** Two values of one cell: one of them is to be kept. */
export interface ConflictView extends UntakenView {
  /** Theirs, as strokes write it. */
  readonly value: string;
  /** Mine, as a radio button of the criterion's page carries it. */
  readonly chosen: string;
  readonly theirs: string;
  /** « François Kermadec, à 14 h 03 » */
  readonly who: string;
}

/** A stroke that cannot be stored, and why. */
export interface RefusedView extends UntakenView {
  readonly why: string;
}

export interface UntakenContext {
  readonly mySub: string;
  readonly now: Date;
  /** The grid version that the strokes were made on. */
  readonly gridVersionId: string;
}

/** What a request's strokes left to settle, and what was refused. */
export function untakenView(taken: TakenStrokes, context: UntakenContext, words: Words) {
  const { activity, outcomes, unplaced, strangers } = taken;
  const stroke = strokeWords(
    taken.learners,
    { from: gridMadeOn(activity, context), to: activity.grid },
    words,
  );
  return {
    conflicts: outcomes.flatMap(({ conflicts }) =>
      conflicts.map((conflict): ConflictView => ({
        ...stroke(conflict.stroke),
        value: conflict.theirs,
        chosen: chosenValue(conflict.stroke),
        theirs: shownValue(conflict.theirs, conflict.stroke, activity.grid, words).text,
        who: whoText(conflict, context, words),
      })),
    ),
    refused: [
      ...outcomes.flatMap(({ closed, evaluation: { closing } }) => {
        const who = closing ? actorName(closing.by, words) : '';
        return closed.map((one) => ({ ...stroke(one), why: words.t('matrix:refused.closed', { who }) }));
      }),
      ...unplaced.map((one) => ({ ...stroke(one), why: words.t('matrix:refused.unplaced') })),
      ...strangers.map((one) => ({ ...stroke(one), why: words.t('matrix:refused.stranger') })),
    ] satisfies readonly RefusedView[],
  };
}

/** A level is chosen for someone who is there. */
const chosenValue = ({ field, to }: Stroke): string =>
  field === 'presence' ? to : standingValue({ presence: 'present', level: to });

const gridMadeOn = (activity: Activity, { gridVersionId }: UntakenContext): Grid =>
  gridOf(activity, { gridVersionId });

/** A stroke in words; its criterion and its level may be on the former version alone. */
function strokeWords(learners: readonly ListedLearner[], grids: { from: Grid; to: Grid }, words: Words) {
  const names = new Map(learners.map(({ sub, name }) => [sub, name]));
  const texts = new Map(
    [...grids.from.criteria, ...grids.to.criteria].map(({ id, text }) => [id, text] as const),
  );
  return (stroke: Stroke): UntakenView => {
    const { learnerSub, criterionId, to } = stroke;
    const { text, french } = shownValue(to, stroke, grids.from, words);
    return {
      learner: learnerSub,
      ...(criterionId !== undefined && { criterion: criterionId }),
      name: names.get(learnerSub) ?? fallbackLabel(learnerSub, words.t),
      text: criterionId === undefined ? '' : (texts.get(criterionId) ?? ''),
      mine: text,
      isFrench: french,
    };
  };
}

/** A teacher can meet themself, in another window. */
function whoText({ by, at }: StrokeConflict, { mySub, now }: UntakenContext, words: Words): string {
  const when = formatMoment(at, now, words.locale);
  return by.sub === mySub
    ? words.t('evaluation:conflict.selfTheirs', { when })
    : words.t('evaluation:conflict.theirs', { who: actorName(by, words), when });
}

interface Untaken {
  readonly conflicts?: readonly ConflictView[];
  readonly refused?: readonly RefusedView[];
}

/** For pages without a script: what is still to be settled, and each stroke that was refused. */
export function untakenNotice({ conflicts = [], refused = [] }: Untaken, { t }: Words): Notice | undefined {
  if (conflicts.length + refused.length === 0) return undefined;
  const lines = refused.map(({ name, text, mine, why }) =>
    [name, text, `« ${mine} »`, why].filter(Boolean).join(' · '),
  );
  const first =
    conflicts.length > 0 ? t('matrix:settleByForm', { count: conflicts.length }) : t('matrix:someRefused');
  return { tone: 'problem', text: [first, ...lines].join(' '), links: [] };
}
