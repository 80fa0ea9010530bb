import { isDeepStrictEqual } from 'node:util';
import { checkScale } from '../../grid/checkScale.js';
import type { GridProblem } from '../../grid/gridProblem.js';
import { keptScale } from '../../grid/keptScale.js';
import type { Scale } from '../../grid/scale.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { OfferedScales, ScaleServices } from './offeredScales.js';

interface KeepScaleServices extends ScaleServices {
  readonly now: () => Date;
  readonly newId: () => string;
}

export type KeepingScale =
  | { readonly kind: 'kept' }
  /** The same one, under the same name, is among the teacher's own. */
  | { readonly kind: 'known' }
  | { readonly kind: 'problems'; readonly problems: readonly GridProblem[] };

/** Puts a scale among a teacher's own, for grids to come; the grid that it was made in keeps its copy. */
export async function keepScale(
  scale: Scale,
  { own }: OfferedScales,
  session: LaunchSession,
  services: KeepScaleServices,
): Promise<KeepingScale> {
  const problems = checkScale(scale);
  if (problems.length > 0) return { kind: 'problems', problems };
  if (own.some((kept) => isSame(kept.scale, scale))) return { kind: 'known' };
  await services.keptScales.add(keptScale(scale, session, services));
  return { kind: 'kept' };
}

const isSame = (a: Scale, b: Scale): boolean => a.name === b.name && isDeepStrictEqual(a.levels, b.levels);
