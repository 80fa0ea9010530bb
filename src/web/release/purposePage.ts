import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import { marksOut } from '../../evaluation/purpose.js';
import type { Grid } from '../../grid/grid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { platformNames } from '../evaluation/deliveryView.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';

interface PurposeView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly evaluations: readonly EvaluationSummary[];
  /** Why nothing was done, on the page that asks again. */
  readonly trouble?: 'moved' | 'applying' | 'closed';
}

/** How many marks a change of purpose would take back or give: what a teacher confirms. */
export function marksConcerned(activity: Activity, evaluations: readonly EvaluationSummary[]): number {
  if (activity.grid.purpose === 'certificative') return publishedWithoutMark(evaluations).length;
  const { sent, pending } = marksOut(evaluations);
  return sent.length + pending.length;
}

const publishedWithoutMark = (evaluations: readonly EvaluationSummary[]) =>
  evaluations.filter(({ publication }) => publication?.content.presence === 'present' && !publication.mark);

/** Everything views/release/purpose.ejs may use: what the other purpose means for this class, before it is chosen. */
export function purposePage({ session, activity, evaluations, trouble }: PurposeView, words: Words) {
  const { t } = words;
  const to: Grid['purpose'] = activity.grid.purpose === 'formative' ? 'certificative' : 'formative';
  const closed = evaluations.filter(({ closing }) => closing).length;
  const count = marksConcerned(activity, evaluations);
  const refused = to === 'formative' && closed > 0;
  return {
    title: t(`release:purpose.${to}.title`),
    activityTitle: session.resourceLink?.title ?? activity.title,
    trouble: trouble ? t(`release:purpose.trouble.${trouble}`) : '',
    effects:
      to === 'certificative'
        ? toCertificative({ session, activity, evaluations }, words)
        : toFormative({ session, activity, evaluations }, words),
    refused: refused ? t('release:purpose.formative.closed', { count: closed }) : '',
    to,
    count,
    confirm: t(`release:purpose.${to}.${count > 0 ? 'confirmWithMarks' : 'confirm'}`, { count }),
  };
}

function toCertificative({ session, evaluations }: PurposeView, words: Words): readonly string[] {
  const { t } = words;
  const names = platformNames(session.platform.family, words);
  const { sent, pending } = marksOut(evaluations);
  return [
    ...(sent.length > 0 ? [t('release:purpose.certificative.sent', { count: sent.length, ...names })] : []),
    ...(pending.length > 0
      ? [t('release:purpose.certificative.pending', { count: pending.length, ...names })]
      : []),
    t('release:purpose.certificative.learners'),
    t('release:purpose.certificative.gradebook', { ...names }),
    t('release:purpose.certificative.closing'),
    t('release:purpose.kept'),
  ];
}

function toFormative({ session, activity, evaluations }: PurposeView, words: Words): readonly string[] {
  const { t, locale } = words;
  const names = platformNames(session.platform.family, words);
  const maximum = formatHundredths(activity.grid.maximumHundredths, locale);
  const count = publishedWithoutMark(evaluations).length;
  return [
    ...(count > 0 ? [t('release:purpose.formative.published', { count, maximum })] : []),
    ...(count > 0 && activity.gradeService
      ? [t('release:purpose.formative.sending', { count, ...names })]
      : []),
    t('release:purpose.formative.learners', { maximum }),
    t('release:purpose.kept'),
  ];
}
