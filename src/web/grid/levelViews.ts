import { LEVEL_COLORS, LEVEL_SIGNS, levelColor } from '../../grid/scale.js';
import type { Words } from '../language.js';
import type { GridFields, LevelFields } from './gridFields.js';
import { mayMove } from './gridOrder.js';

interface Inside {
  /** `items`: the criteria of a grid that may hang on a level. */
  readonly fields: Pick<GridFields, 'levels' | 'items'>;
  readonly invalid: ReadonlySet<string>;
}

/** The scale's levels as the editor shows them, those taken out too. */
export function levelViews({ fields, invalid }: Inside, { t }: Words) {
  return fields.levels.map((level, index) => {
    const sign = LEVEL_SIGNS.find((one) => one === level.sign) ?? 'full';
    const color = LEVEL_COLORS.find((one) => one === level.color);
    return {
      ...level,
      name: nameOf(level, t('grid:edit.newLevel')),
      removedText: removedText(level, fields, t),
      shown: { sign, color: levelColor({ sign, ...(color && { color }) }) },
      signs: LEVEL_SIGNS.map((value) => ({
        value,
        label: t(`grid:edit.signs.${value}`),
        chosen: value === sign,
      })),
      colors: LEVEL_COLORS.map((value) => ({
        value,
        label: t(`grid:edit.colors.${value}`),
        chosen: value === color,
      })),
      mayGoUp: mayMove(fields.levels, index, -1),
      mayGoDown: mayMove(fields.levels, index, 1),
      invalid: {
        label: invalid.has(`label-${level.id}`),
        code: invalid.has(`short-${level.id}`),
        share: invalid.has(`share-${level.id}`),
        descriptor: invalid.has(`level-text-${level.id}`),
      },
    };
  });
}

/** What goes with a level that is taken out, and what is to be decided before the grid can be saved. */
function removedText({ id }: LevelFields, { items }: Inside['fields'], t: Words['t']): string {
  const criteria = items.flatMap((item) => (item.kind === 'criterion' && !item.removed ? [item] : []));
  const requiring = criteria.filter(({ requiredLevel }) => requiredLevel === id).length;
  const described = criteria.filter(({ descriptors }) => descriptors.has(id)).length;
  return [
    t('grid:edit.removed.level'),
    ...(requiring > 0 ? [t('grid:edit.removed.levelRequired', { count: requiring })] : []),
    ...(described > 0 ? [t('grid:edit.removed.levelDescribed', { count: described })] : []),
  ].join(' ');
}

const nameOf = ({ label, code }: LevelFields, otherwise: string): string =>
  label.trim() || code.trim() || otherwise;
