import type { Words } from '../language.js';
import type { ListedLearner } from './classList.js';

/** Those to be judged, without a heading; then those who may not open the activity, and those who left the course. */
export function learnerSections<Row extends Pick<ListedLearner, 'left' | 'excluded'>>(
  rows: readonly Row[],
  { t }: Words,
) {
  return [
    { heading: '', rows: rows.filter(({ left }) => !left) },
    { heading: t('class:excluded'), rows: rows.filter(({ left, excluded }) => left && excluded) },
    { heading: t('class:left'), rows: rows.filter(({ left, excluded }) => left && !excluded) },
  ].filter((section) => section.rows.length > 0);
}
