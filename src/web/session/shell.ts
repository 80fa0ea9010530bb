import { textHash } from '../../evaluation/desk/textHash.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { Translate } from '../i18n.js';
import { sessionPath } from './sessionGuard.js';

/** What every signed-in page shows of its session: whose it is, and in which course. */
export interface Shell {
  readonly base: string;
  readonly csrfToken: string;
  readonly who: string;
  readonly role: string;
  readonly course: string;
  readonly returnUrl?: string;
}

export function shellOf(session: LaunchSession, t: Translate): Shell {
  const { user, role, context, platform } = session;
  return {
    base: sessionPath(session),
    csrfToken: session.csrfToken,
    who: user.name ?? t(`common:unnamedAs.${role}`, { code: shortCode(user.sub) }),
    role: t(`common:role.${role}`),
    course: context.title ?? t('common:courseWithoutTitle'),
    ...(platform.returnUrl !== undefined && { returnUrl: platform.returnUrl }),
  };
}

/** A stable short label for a learner whose name the platform keeps to itself: « Élève 3f2a ». */
export function fallbackLabel(sub: string, t: Translate): string {
  return t('common:unnamed', { code: shortCode(sub) });
}

/** Four hexadecimal digits that stay the same for the same `sub`. */
export function shortCode(sub: string): string {
  const hash = textHash(sub);
  return ((hash >>> 16) ^ (hash & 0xffff)).toString(16).padStart(4, '0');
}
