import type { Words } from '../language.js';
import type { MatrixRow } from './matrixRow.js';

/** `open`: a learner who is there, with a criterion still to judge. */
const STATES = ['open', 'toEvaluate', 'draft', 'ready', 'republish', 'published', 'closed'] as const;
type State = (typeof STATES)[number];

const isIn =
  (state: State) =>
  ({ status, isCounted, closed, cells }: MatrixRow): boolean =>
    state === 'open' ? isCounted && !closed && cells.some(({ value }) => value === '') : status === state;

/** The rows that a page's query asks for, and what else there is to ask for. */
export function filteredRows(rows: readonly MatrixRow[], asked: unknown, { t }: Words) {
  const chosen = STATES.find((state) => state === asked);
  const choices = STATES.map((state) => ({ state, count: rows.filter(isIn(state)).length })).filter(
    ({ state, count }) => count > 0 || state === chosen,
  );
  return {
    rows: chosen ? rows.filter(isIn(chosen)) : rows,
    states: [
      { value: '', label: t('class:filter.all', { count: rows.length }), isChosen: !chosen },
      ...choices.map(({ state, count }) => ({
        value: state,
        label: state === 'open' ? t('matrix:filter.open', { count }) : t(`class:filter.${state}`, { count }),
        isChosen: state === chosen,
      })),
    ],
  };
}
