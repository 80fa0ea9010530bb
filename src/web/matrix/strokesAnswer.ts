import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { matrixRows, type MatrixView } from './matrixPage.js';
import { matrixRow, type MatrixRow } from './matrixRow.js';
import type { TakenStrokes } from './takeStrokes.js';
import { untakenView, type UntakenContext } from './untakenView.js';

/** What the table's script is told once its strokes were taken: the learners as they are stored now. */
export function strokesAnswer(taken: TakenStrokes, context: UntakenContext, words: Words) {
  const { activity, learners, outcomes } = taken;
  const { now, gridVersionId } = context;
  const evaluations = new Map(outcomes.map(({ learnerSub, evaluation }) => [learnerSub, evaluation]));
  return {
    saved: words.t('evaluation:saved', { when: formatMoment(now, now, words.locale) }),
    /** Another one than the page's: it has to be loaded again before anything else is set. */
    gridVersion: activity.gridVersionId,
    message: gridVersionId === activity.gridVersionId ? '' : words.t('matrix:newGrid'),
    rows: learners.flatMap((learner) => {
      const evaluation = evaluations.get(learner.sub);
      const known = evaluation && evaluation.revision > 0 ? evaluation : undefined;
      return evaluation
        ? [rowAnswer(matrixRow(learner, known, { activity, group: undefined, now }, words))]
        : [];
    }),
    ...untakenView(taken, context, words),
  };
}

/** The class as it is stored now, for a table that has been open for a while. */
export const rowsAnswer = (view: MatrixView, words: Words) => ({
  gridVersion: view.activity.gridVersionId,
  rows: matrixRows(view, words).map(rowAnswer),
});

/** A row as the script draws it. */
const rowAnswer = ({ sub, presence, closed, cells, state, mark }: MatrixRow) => ({
  learner: sub,
  presence,
  closed,
  values: cells.map(({ value }) => value),
  state,
  mark,
});
