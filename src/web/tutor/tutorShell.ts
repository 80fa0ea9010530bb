import type { Words } from '../language.js';
import type { Shell } from '../session/shell.js';
import type { TutorEntry } from './tutorEntry.js';

/** Whose link it is, once the code was given; before, nothing is told. */
export function tutorShell({ base, link, session }: TutorEntry, { t }: Words): Shell | undefined {
  if (!session) return undefined;
  return {
    base,
    csrfToken: session.csrfToken,
    who: link.tutor.name,
    role: t('common:role.mentor'),
    course: link.school ?? '',
  };
}
