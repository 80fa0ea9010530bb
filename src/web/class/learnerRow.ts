import { countingHundredths } from '../../evaluation/adjustment.js';
import type { EvaluationStatus } from '../../evaluation/evaluationStatus.js';
import { chosenLevels, contentMark } from '../../evaluation/publish.js';
import { openCriteria } from '../../evaluation/openCriteria.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import type { Grid } from '../../grid/grid.js';
import { levelColor } from '../../grid/scale.js';
import { deliveryView, type DeliveryContext, type DeliveryView } from '../evaluation/deliveryView.js';
import { statusView } from '../evaluation/statusView.js';
import { rowEvidence, type EvidenceContext } from '../evidence/rowEvidence.js';
import { formatMark } from '../formatting.js';
import { learnerHref } from '../groups/learnerHref.js';
import type { ListedGroup } from '../groups/listedGroups.js';
import type { Words } from '../language.js';
import { rowRelease, type ReleaseContext } from '../release/classRelease.js';
import type { ListedLearner } from './classList.js';

type RowContext = ReleaseContext &
  DeliveryContext &
  EvidenceContext & {
    readonly group: ListedGroup | undefined;
    readonly selfAssessed: ReadonlySet<string>;
    readonly selfNews: ReadonlySet<string>;
    readonly waiting: ReadonlySet<string>;
  };

export type LearnerRow = ReturnType<typeof learnerRow>;

/** One learner of the class page: how far, which mark, and what the gradebook took. */
export function learnerRow(
  { sub, name, left, excluded }: ListedLearner,
  evaluation: EvaluationSummary | undefined,
  context: RowContext,
  words: Words,
) {
  const { status, label, tone } = statusView(evaluation, words);
  const { grid } = context.activity;
  const path = encodeURIComponent(sub);
  // Of a certificative activity the whole class knows that nothing is sent.
  const isTold = evaluation?.delivery !== undefined || grid.purpose === 'formative';
  const delivery = evaluation && isTold ? deliveryView(evaluation, context, words) : NOTHING_SENT;
  return {
    href: `learners/${learnerHref(sub, context.group)}`,
    resendPath: `learners/${path}/resend`,
    name,
    left,
    excluded,
    status,
    state: { label, tone },
    levels: evaluation ? levelCounts(evaluation, grid) : [],
    progress: status === 'draft' && evaluation ? progressOf(evaluation, grid) : '',
    mark: evaluation && grid.purpose === 'formative' ? rowMark(evaluation, status, grid, words) : '',
    absence: absenceOf(evaluation, words),
    observations: evaluation?.observed
      ? words.t('observation:count', { count: evaluation.observed.count })
      : '',
    delivery,
    release: rowRelease(evaluation, context, words),
    evidence: rowEvidence(sub, evaluation, context, words),
    // What a whole class shares (a certificative grid, no gradebook) is not told on each line.
    showDetail: delivery.detail !== '' && delivery.tone !== 'plain',
    trouble: delivery.needsTeacher,
    asks: context.waiting.has(sub),
    // A closed grid does not open: its questions stand by themselves.
    questionsHref:
      status === 'closed'
        ? `learners/${path}/questions`
        : `learners/${learnerHref(sub, context.group)}#questions`,
    selfAssessed: context.selfAssessed.has(sub),
    selfNew: context.selfNews.has(sub),
  };
}

const NOTHING_SENT: DeliveryView = {
  label: '',
  tone: 'plain',
  detail: '',
  canResend: false,
  underWay: false,
  needsTeacher: false,
};

/** How many criteria reached each level, from the least to the most mastered. */
function levelCounts({ content }: EvaluationSummary, { scale, criteria }: Grid) {
  if (content.presence !== 'present') return [];
  const counts = new Map<string, number>();
  const chosen = chosenLevels(content);
  for (const { id } of criteria) {
    const levelId = chosen[id];
    if (levelId) counts.set(levelId, (counts.get(levelId) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  return scale.levels.map((level) => ({
    sign: level.sign,
    color: levelColor(level),
    label: level.label,
    count: counts.get(level.id) ?? 0,
  }));
}

/** What was published, or what publishing the draft would send. */
export function rowMark(
  evaluation: EvaluationSummary,
  status: EvaluationStatus,
  grid: Grid,
  { locale }: Words,
): string {
  const { content, publication } = evaluation;
  const { stepHundredths } = grid.rounding;
  const published = status === 'published' ? publication?.mark : undefined;
  if (published) return formatMark(published.hundredths, stepHundredths, locale);
  const mark = contentMark({ grid }, content);
  return mark ? formatMark(countingHundredths(mark, content), stepHundredths, locale) : '';
}

function progressOf({ content }: EvaluationSummary, grid: Grid): string {
  if (content.presence !== 'present') return '';
  const done = grid.criteria.length - openCriteria(grid, content).length;
  return `${done} / ${grid.criteria.length}`;
}

function absenceOf(evaluation: EvaluationSummary | undefined, { t }: Words): string {
  const presence = evaluation?.content.presence;
  return presence === 'absent' || presence === 'excused' ? t(`evaluation:presence.${presence}`) : '';
}
