import type { Activity } from '../../evaluation/activity.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import { countingSettings } from '../observation/countingSettings.js';
import { activitySettings } from '../release/activitySettings.js';
import { openingView } from '../selfAssessment/openingView.js';
import type { ActivityVersions } from './activityVersions.js';
import { versionsView } from './versionsView.js';

interface ActivityView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly versions: ActivityVersions;
  readonly query: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

const DONE = ['applied', 'undone', 'counted'] as const;

/** Everything views/activity/show.ejs may use. */
export function activityPage({ session, activity, versions, query, now }: ActivityView, words: Words) {
  const { t } = words;
  const done = DONE.find((one) => one === query['done']);
  return {
    title: t('activity:title'),
    activityTitle: session.resourceLink?.title ?? activity.title,
    about: aboutOf(activity, words).join(' · '),
    done: done ? t(`activity:done.${done}`) : '',
    versions: versionsView(activity, versions, now, words),
    counting: countingSettings(activity, words),
    settings: activitySettings(activity, now, words),
    opening: openingView(activity, { session, now }, words),
  };
}

function aboutOf({ grid }: Activity, { t, locale }: Words): readonly string[] {
  return [
    t(`class:purpose.${grid.purpose}`),
    t('class:criteria', { count: grid.criteria.length }),
    ...(grid.purpose === 'formative'
      ? [t('class:outOf', { maximum: formatHundredths(grid.maximumHundredths, locale) })]
      : []),
  ];
}
