import type { Activity } from '../../evaluation/activity.js';
import { isHeld } from '../../evaluation/release.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

/** Purpose and release as the activity's page tells them; see views/release/settings.ejs. */
export function activitySettings(activity: Activity, now: Date, { t, locale }: Words) {
  const { purpose } = activity.grid;
  return {
    purpose: t(`class:purpose.${purpose}`),
    purposeDetail: t(`release:settings.${purpose}`),
    changePurpose: t(`release:settings.to.${purpose === 'formative' ? 'certificative' : 'formative'}`),
    release: isHeld(activity, now)
      ? t('release:date.held', { when: formatMoment(activity.releaseAt, now, locale) })
      : t('release:date.none'),
    changeRelease: t(isHeld(activity, now) ? 'release:changeDate' : 'release:settings.chooseDate'),
  };
}
