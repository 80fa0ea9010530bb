import type { Activity } from '../../evaluation/activity.js';
import { EMPTY_CONTENT } from '../../evaluation/changeContent.js';
import { levelValue } from '../../evaluation/contentValue.js';
import type { EvaluationContent, EvaluationSummary } from '../../evaluation/evaluation.js';
import { gridOf, hasVersionOf, isOnFormerVersion } from '../../evaluation/gridOf.js';
import { draftOn } from '../../evaluation/versionEffect.js';
import type { Grid } from '../../grid/grid.js';
import type { ListedLearner } from '../class/classList.js';
import { rowMark } from '../class/learnerRow.js';
import { actorName } from '../evaluation/people.js';
import { statusView } from '../evaluation/statusView.js';
import { formatMoment } from '../formatting.js';
import { learnerHref } from '../groups/learnerHref.js';
import type { ListedGroup } from '../groups/listedGroups.js';
import type { Words } from '../language.js';
import { levelLooks, type LevelLook } from './levelLook.js';

interface RowContext {
  readonly activity: Activity;
  readonly group: ListedGroup | undefined;
  readonly now: Date;
}

export interface MatrixCell extends LevelLook {
  readonly isCommented: boolean;
  /** All that it shows, in words. */
  readonly name: string;
}

export type MatrixRow = ReturnType<typeof matrixRow>;

/** One learner of the table: a cell a criterion, and what follows from them. */
export function matrixRow(
  { sub, name, left, excluded }: ListedLearner,
  stored: EvaluationSummary | undefined,
  { activity, group, now }: RowContext,
  words: Words,
) {
  const { grid } = activity;
  const evaluation = stored && onVersion(stored, activity);
  const { status, label, tone } = statusView(evaluation, words);
  const content = evaluation?.content ?? EMPTY_CONTENT;
  const { presence } = content;
  const closed = evaluation ? closedText(evaluation, now, words) : '';
  const cells = cellsOf(content, evaluation ? gridOf(activity, evaluation) : grid, grid, words);
  return {
    sub,
    name,
    left,
    excluded,
    /** Seen from the learners' pages. */
    href: learnerHref(sub, group),
    presence,
    presenceLabel: presence === 'present' ? '' : words.t(`evaluation:presence.${presence}`),
    /** Why nothing can be changed; empty when everything can. */
    closed,
    cells,
    done: cells.filter(({ value }) => value !== '').length,
    /** Whether the class's progress counts this learner. */
    isCounted: presence === 'present' && !left,
    status,
    state: { label, tone },
    mark: evaluation && grid.purpose === 'formative' ? rowMark(evaluation, status, grid, words) : '',
  };
}

/**
 * As it is judged now; closed ones stay on their version. Another one may be applied between our reading the activity
 * and its evaluations: the next look shows it.
 */
function onVersion(evaluation: EvaluationSummary, activity: Activity): EvaluationSummary {
  const { gridVersionId, grid } = activity;
  if (!hasVersionOf(activity, evaluation)) return { ...evaluation, gridVersionId };
  if (evaluation.closing || !isOnFormerVersion(activity, evaluation)) return evaluation;
  const content = draftOn(grid, evaluation.content, gridOf(activity, evaluation));
  return { ...evaluation, gridVersionId, content };
}

/** @param on the grid that the content was judged on: a closed one stays on its own. */
function cellsOf(
  content: EvaluationContent,
  on: Grid,
  { criteria }: Grid,
  words: Words,
): readonly MatrixCell[] {
  const looks = new Map(levelLooks(on.scale, words).map((look) => [look.value, look]));
  return criteria.map(({ id }) => {
    const value = levelValue(content, id);
    const look = looks.get(value) ?? { value, code: '?', label: value, look: '', color: '', isFrench: true };
    const isCommented = Boolean(content.entries[id]?.comment);
    const said = [look.label, ...(isCommented ? [words.t('matrix:commented')] : [])];
    return { ...look, isCommented, name: `${look.code} ${said.join(', ')}`.trim() };
  });
}

function closedText({ closing }: EvaluationSummary, now: Date, words: Words): string {
  if (!closing) return '';
  const when = formatMoment(closing.at, now, words.locale);
  return words.t('matrix:closed', { who: actorName(closing.by, words), when });
}
