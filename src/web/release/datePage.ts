import { isHeld } from '../../evaluation/release.js';
import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import { marksOut } from '../../evaluation/purpose.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { platformNames } from '../evaluation/deliveryView.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { typedDate, type DateOutcome, type TypedDate } from './dateForm.js';

interface DateView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly evaluations: readonly EvaluationSummary[];
  /** What was typed and could not be taken. */
  readonly refused?: {
    readonly typed: TypedDate;
    readonly outcome: Exclude<DateOutcome, { kind: 'moment' }>;
  };
  readonly now: Date;
}

/** Everything views/release/date.ejs may use: from when on learners and the gradebook get what is published. */
export function datePage({ session, activity, evaluations, refused, now }: DateView, words: Words) {
  const { t, locale } = words;
  const names = platformNames(session.platform.family, words);
  const held = isHeld(activity, now);
  const published = evaluations.filter(({ publication }) => publication).length;
  const { sent, pending } = marksOut(evaluations);
  const formative = activity.grid.purpose === 'formative';
  return {
    title: t('release:date.title'),
    activityTitle: session.resourceLink?.title ?? activity.title,
    standing: held
      ? t('release:date.held', { when: formatMoment(activity.releaseAt, now, locale) })
      : t('release:date.none'),
    facts: [
      ...(published > 0 ? [t('release:date.published', { count: published })] : []),
      ...(held && formative && pending.length > 0
        ? [t('release:date.pending', { count: pending.length, ...names })]
        : []),
      ...(formative && sent.length > 0 ? [t('release:date.sent', { count: sent.length, ...names })] : []),
    ],
    held,
    typed: refused?.typed ?? (held ? typedDate(activity.releaseAt) : { day: '', time: '' }),
    today: typedDate(now).day,
    problems: problemsOf(refused?.outcome, now, words),
    submit: t(held ? 'release:date.change' : 'release:date.set'),
    remove:
      held && published > 0
        ? t('release:date.removeAndShow', { count: published })
        : t('release:date.remove'),
  };
}

/** By field: what is wrong with it, and what to do. */
function problemsOf(outcome: DateOutcome | undefined, now: Date, { t, locale }: Words) {
  if (!outcome || outcome.kind === 'moment') return { day: '', time: '' };
  if (outcome.kind === 'unreadable') {
    return { day: '', time: '', [outcome.field]: t(`release:date.unreadable.${outcome.field}`) };
  }
  if (outcome.kind === 'noSuchTime') return { day: t('release:date.noSuchTime'), time: '' };
  return { day: t('release:date.past', { when: formatMoment(now, now, locale) }), time: '' };
}
