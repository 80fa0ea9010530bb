import { linkState, namedSubs, type TutorLink } from '../../evaluation/tutor/tutorLink.js';
import type { Words } from '../language.js';

/** Which tutors cannot come in until a teacher unlocks their link, on the class page. */
export function lockedTutors(links: readonly TutorLink[], now: Date, { t }: Words) {
  const locked = links.filter((link) => linkState(link, now) === 'locked' && namedSubs(link).length > 0);
  return {
    title: locked.length > 0 ? t('tutorLinks:locked.title', { count: locked.length }) : '',
    links: locked.map(({ id, tutor }) => ({
      href: `tutors/${encodeURIComponent(id)}`,
      name: tutor.name,
      company: tutor.company ?? '',
    })),
  };
}
