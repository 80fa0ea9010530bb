import type { Activity } from '../../evaluation/activity.js';
import type { SelfAssessment } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { SelfStanding } from '../../evaluation/selfAssessment/selfStanding.js';
import type { Words } from '../language.js';
import { placedCount } from './selfPage.js';

/** What a learner may do about their self-assessment. */
export interface SelfInvitation {
  readonly standing: SelfStanding;
  readonly selfAssessment: SelfAssessment | undefined;
  /** Whether a result shows once it is submitted, or skipped. */
  readonly resultWaits: boolean;
}

/**
 * See views/selfAssessment/invite.ejs; undefined where there is nothing to offer.
 *
 * @param isShown whether the result is on the page, and the self-assessment beside it.
 */
export function inviteView(
  { standing, selfAssessment, resultWaits }: SelfInvitation,
  { activity, isShown }: { activity: Activity; isShown: boolean },
  { t }: Words,
) {
  const begun = selfAssessment && placedCount(selfAssessment.content, activity.grid);
  const isBegun = begun !== undefined && (begun.done > 0 || selfAssessment?.content.comment !== '');
  const go = isBegun && begun ? t('selfAssessment:invite.continue', begun) : '';
  switch (standing) {
    case 'toPlace': {
      const required = activity.selfAssessment?.required === true;
      return {
        kind: 'toPlace' as const,
        title: t(resultWaits ? 'selfAssessment:invite.ready' : 'selfAssessment:invite.title'),
        why: t(`selfAssessment:invite.${resultWaits ? (required ? 'required' : 'optional') : 'why'}`),
        go: go || t(resultWaits ? 'selfAssessment:invite.goFirst' : 'selfAssessment:invite.go'),
        maySkip: resultWaits && !required,
      };
    }
    case 'submitted':
      return { kind: 'submitted' as const };
    case 'frozen':
      return isShown ? undefined : { kind: 'frozen' as const };
    case 'missed':
      return isBegun ? { kind: 'missed' as const } : undefined;
    case 'none':
      return undefined;
  }
}
