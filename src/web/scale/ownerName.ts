import type { Shelved } from '../../grid/libraryGrid.js';
import type { Words } from '../language.js';
import { shortCode } from '../session/shell.js';

/** Who keeps a grid or a scale; a stable label where the platform gives no name. */
export const ownerName = ({ owner }: Shelved, { t }: Pick<Words, 't'>): string =>
  owner.name ?? t('common:unnamedAs.teacher', { code: shortCode(owner.sub) });
