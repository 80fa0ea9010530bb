import type { Actor } from '../../evaluation/evaluation.js';
import type { Words } from '../language.js';
import { shortCode } from '../session/shell.js';

/** A colleague's name, or a stable label. */
export const actorName = ({ sub, name }: Actor, { t }: Words): string =>
  name ?? t('evaluation:unnamedTeacher', { code: shortCode(sub) });
