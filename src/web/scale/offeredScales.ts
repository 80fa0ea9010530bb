import type { KeptScale, KeptScaleStore } from '../../grid/keptScale.js';
import { mayUse } from '../../grid/libraryRights.js';
import type { Scale } from '../../grid/scale.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { Words } from '../language.js';
import { ownerOf } from '../library/sharing.js';
import { ownerName } from './ownerName.js';

export interface ScaleServices {
  /** Presets. */
  readonly scales: readonly Scale[];
  readonly keptScales: KeptScaleStore;
}

/** The scales that a teacher may copy into a grid. */
export interface OfferedScales {
  readonly presets: readonly Scale[];
  /** Their own. */
  readonly own: readonly KeptScale[];
  /** Of colleagues, who share them. */
  readonly shared: readonly KeptScale[];
}

export async function offeredScales(
  session: LaunchSession,
  { scales: presets, keptScales }: ScaleServices,
): Promise<OfferedScales> {
  const { scope, user } = session;
  const [own, shared] = await Promise.all([
    keptScales.own(ownerOf(session)),
    keptScales.shared(scope, scope.contextId),
  ]);
  return {
    presets,
    own: own.filter(({ archivedAt }) => !archivedAt),
    shared: shared.filter(({ owner }) => owner.sub !== user.sub),
  };
}

export const everyScale = ({ presets, own, shared }: OfferedScales): readonly Scale[] => [
  ...presets,
  ...[...own, ...shared].map(({ scale }) => scale),
];

/** The presets and, where a form names another scale, that one: a look at the whole offer is not needed for it. */
export async function scalesNamed(
  id: string,
  session: LaunchSession,
  { scales, keptScales }: ScaleServices,
): Promise<readonly Scale[]> {
  if (id === '' || scales.some((preset) => preset.id === id)) return scales;
  const kept = await keptScales.get(id, session.scope);
  return kept && mayUse(kept, session) ? [...scales, kept.scale] : scales;
}

/** A list to choose from: views/scale/options.ejs. Groups have names where there is more than one. */
export function scaleGroups({ presets, own, shared }: OfferedScales, chosen: string, words: Words) {
  const { t } = words;
  const option = ({ id, name, levels }: Scale, whose = '') => ({
    id,
    label: `${name}${whose}${t('common:colon')} ${levels.map(({ code }) => code).join(' · ')}`,
    chosen: id === chosen,
  });
  const groups = [
    { label: t('scale:group.own'), options: own.map(({ scale }) => option(scale)) },
    {
      label: t('scale:group.shared'),
      options: shared.map((kept) => option(kept.scale, ` (${ownerName(kept, words)})`)),
    },
    { label: t('scale:group.presets'), options: presets.map((preset) => option(preset)) },
  ].filter(({ options }) => options.length > 0);
  return groups.length === 1 ? groups.map((group) => ({ ...group, label: '' })) : groups;
}
