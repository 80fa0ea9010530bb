import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationContent } from '../../evaluation/evaluation.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { levelGap, levelOf, type LevelGap } from '../../evaluation/selfAssessment/levelGap.js';
import type { SelfAssessment } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { Grid } from '../../grid/grid.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

/** How something was judged, and on which grid. */
interface Judged {
  readonly grid: Grid;
  readonly content: EvaluationContent;
}

/** A submitted self-assessment, ready to stand beside a judgement, or alone where none is to be seen. */
export interface SelfBeside {
  readonly activity: Activity;
  readonly selfAssessment: SelfAssessment;
  readonly judged: Judged | undefined;
}

/** Where the learner placed themself on one criterion, and how far that is from the teacher. */
export function besideView(criterionId: string, beside: SelfBeside, words: Words) {
  const { activity, selfAssessment, judged } = beside;
  const entry = selfAssessment.content.entries[criterionId];
  const own = { grid: gridOf(activity, selfAssessment), entry };
  const level = levelOf(own);
  if (!level && !entry?.comment) return undefined;
  return {
    level,
    remark: entry?.comment ?? '',
    gap: gapText(gapOn(criterionId, beside), words),
    /** Place of the level on the scale that the teacher judges on; empty where that scale is another one. */
    place: placeOn(judged?.grid, own),
  };
}

/** The self-assessment as a whole: counted, never averaged. */
export function selfSummary(beside: SelfBeside, reader: 'self' | 'other', now: Date, words: Words) {
  const { t, locale } = words;
  const { selfAssessment, judged } = beside;
  const gaps = (judged?.grid.criteria ?? []).flatMap(({ id }) => {
    const gap = gapOn(id, beside);
    return gap?.kind === 'levels' ? [gap.levels] : [];
  });
  const count = (holds: (gap: number) => boolean) => gaps.filter(holds).length;
  const [same, above, below] = [count((gap) => gap === 0), count((gap) => gap > 0), count((gap) => gap < 0)];
  return {
    title: t(`selfAssessment:beside.title.${reader}`),
    sentAt: selfAssessment.submittedAt
      ? t('selfAssessment:beside.sentAt', { when: formatMoment(selfAssessment.submittedAt, now, locale) })
      : '',
    reflection: selfAssessment.content.comment,
    counts: [
      ...(same > 0 ? [t('selfAssessment:beside.same', { count: same })] : []),
      ...(above > 0 ? [t(`selfAssessment:beside.above.${reader}`, { count: above })] : []),
      ...(below > 0 ? [t('selfAssessment:beside.below', { count: below })] : []),
    ].join(', '),
    help: gaps.length > 0 ? t('selfAssessment:beside.help') : '',
  };
}

function gapOn(criterionId: string, { activity, selfAssessment, judged }: SelfBeside): LevelGap | undefined {
  if (judged?.content.presence !== 'present') return undefined;
  const own = { grid: gridOf(activity, selfAssessment), entry: selfAssessment.content.entries[criterionId] };
  return levelGap(own, { grid: judged.grid, entry: judged.content.entries[criterionId] });
}

/** « écart +1 », « écart −2 », « écart 0 ». */
function gapText(gap: LevelGap | undefined, { t }: Words): string {
  if (!gap) return '';
  if (gap.kind === 'otherScale') return t('selfAssessment:beside.otherScale');
  const sign = gap.levels > 0 ? '+' : gap.levels < 0 ? '−' : '';
  return t('selfAssessment:beside.gap', { gap: `${sign}${Math.abs(gap.levels)}` });
}

/** Against the teacher's best level the gap tells the place, as it would against any other. */
function placeOn(grid: Grid | undefined, own: Parameters<typeof levelGap>[0]): string {
  const best = grid?.scale.levels.at(-1);
  if (!grid || !best) return '';
  const gap = levelGap(own, { grid, entry: { levelId: best.id } });
  return gap?.kind === 'levels' ? String(grid.scale.levels.length - 1 + gap.levels) : '';
}
