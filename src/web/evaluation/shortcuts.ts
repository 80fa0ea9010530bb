import type { Level } from '../../grid/scale.js';
import type { Words } from '../language.js';

/** What the keyboard does on a grid, for its help. */
export const shortcutsOf = (levels: readonly Level[], { t }: Words) => [
  { keys: levels.length > 1 ? `1 – ${levels.length}` : '1', what: t('evaluation:keys.level') },
  { keys: 'N', what: t('evaluation:keys.notJudged') },
  { keys: 'J / K', what: t('evaluation:keys.move') },
  { keys: 'C', what: t('evaluation:keys.comment') },
  { keys: '?', what: t('evaluation:keys.help') },
];
