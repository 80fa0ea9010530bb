import type { Roster } from '../../platform/roster.js';
import type { Words } from '../language.js';
import { fallbackLabel } from '../session/shell.js';

/** A learner as people outside of the school call them: « Chloé Bézier ». */
export function spokenName(roster: Roster | undefined, sub: string, { t }: Pick<Words, 't'>): string {
  return roster?.members.find((member) => member.sub === sub)?.name?.trim() || fallbackLabel(sub, t);
}
