import { isDeepStrictEqual } from 'node:util';
import { LEVEL_COLORS, LEVEL_SIGNS, ownScaleId, type Level, type Scale } from '../../grid/scale.js';
import { NOT_A_NUMBER, offered, oneLine } from './fieldValues.js';
import type { LevelFields, ScaleFields } from './gridFields.js';

/**
 * The scale that the fields describe, sound or not: `checkScale` tells.
 *
 * @param known scales whose id a copy keeps as long as it is the same.
 * @throws {BadRequest} for choices that were never offered.
 */
export function scaleOfFields({ scaleId, scaleName, levels }: ScaleFields, known: readonly Scale[]): Scale {
  const kept = levels.filter(({ removed }) => !removed).map(levelOf);
  const copied = known.filter(({ id }) => id === scaleId);
  const isChanged = copied.length > 0 && !copied.some((one) => isDeepStrictEqual(one.levels, kept));
  return { id: isChanged ? ownScaleId(scaleId) : scaleId, name: oneLine(scaleName), levels: kept };
}

function levelOf({ id, label, code, share, sign, color, descriptor }: LevelFields): Level {
  return {
    id,
    label: oneLine(label),
    code: oneLine(code),
    sharePercent: /^\s*\d{1,3}\s*%?\s*$/.test(share) ? Number.parseInt(share, 10) : NOT_A_NUMBER,
    sign: offered(sign, LEVEL_SIGNS),
    ...(color !== '' && { color: offered(color, LEVEL_COLORS) }),
    ...(descriptor.trim() !== '' && { descriptor: descriptor.trim() }),
  };
}
