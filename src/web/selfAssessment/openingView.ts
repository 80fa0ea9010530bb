import type { Activity } from '../../evaluation/activity.js';
import { sends } from '../../evaluation/publish.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { platformNames } from '../evaluation/deliveryView.js';
import { actorName } from '../evaluation/people.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

/** Whether learners may place themselves, as the activity's page tells it; see views/selfAssessment/settings.ejs. */
export function openingView(
  activity: Activity,
  { session, now }: { session: LaunchSession; now: Date },
  words: Words,
) {
  const { t, locale } = words;
  const { selfAssessment: opening } = activity;
  const names = platformNames(session.platform.family, words);
  const wish = (value: 'optional' | 'required' | 'closed', label: string, isFirst = false) => ({
    value,
    label: t(`selfAssessment:settings.${label}`),
    isFirst,
  });
  return {
    standing: opening
      ? t(`selfAssessment:settings.${opening.required ? 'required' : 'optional'}`, {
          when: formatMoment(opening.openedAt, now, locale),
          who: actorName(opening.by, words),
        })
      : t('selfAssessment:settings.closed'),
    help: opening ? t('selfAssessment:settings.closeHelp') : t('selfAssessment:settings.help'),
    gradebook: sends(activity) ? t('selfAssessment:settings.gradebook', { ...names }) : '',
    wishes: opening
      ? [
          opening.required ? wish('optional', 'makeOptional') : wish('required', 'makeRequired'),
          wish('closed', 'close'),
        ]
      : [wish('optional', 'open', true), wish('required', 'openRequired')],
  };
}

/** What the class page tells of it as a whole; undefined where there is nothing to tell. */
export function classSelf(activity: Activity, submitted: number, { t }: Words) {
  const isOpen = activity.selfAssessment !== undefined;
  if (!isOpen && submitted === 0) return undefined;
  return {
    open: t(`selfAssessment:class.${isOpen ? 'open' : 'closed'}`),
    done: t('selfAssessment:class.done', { count: submitted }),
  };
}
