import type { KeptScale } from '../../grid/keptScale.js';
import type { Scale } from '../../grid/scale.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { formatDay, formatPercent } from '../formatting.js';
import type { Words } from '../language.js';
import { sharingText } from '../library/sharing.js';
import { sessionPath } from '../session/sessionGuard.js';
import type { OfferedScales } from './offeredScales.js';
import { ownerName } from './ownerName.js';

interface ScalesView {
  readonly session: LaunchSession;
  readonly offered: OfferedScales;
  readonly archived: readonly KeptScale[];
  readonly query: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

const DONE = ['saved', 'shared', 'archived', 'restored'] as const;

/** Everything views/scale/index.ejs may use: a teacher's own scales, their colleagues', and the presets. */
export function scalesPage({ session, offered, archived, query, now }: ScalesView, words: Words) {
  const { t, locale } = words;
  const base = `${sessionPath(session)}/scales`;
  const done = DONE.find((one) => one === query['done']);
  const entry = (scale: Scale, facts: string) => ({
    name: scale.name,
    levels: scale.levels.map((level) => ({ ...level, share: formatPercent(level.sharePercent, locale) })),
    facts,
    editHref: `${base}/${encodeURIComponent(scale.id)}/edit`,
    path: `${base}/${encodeURIComponent(scale.id)}`,
    copyHref: `${base}/new?${new URLSearchParams({ from: scale.id }).toString()}`,
  });
  const changed = ({ updatedAt }: KeptScale) =>
    t('scale:changed', { when: formatDay(updatedAt, now, locale) });
  return {
    title: t('scale:title'),
    back: { href: `${sessionPath(session)}/library`, text: t('library:title') },
    newHref: `${base}/new`,
    doneText: done ? t(`scale:done.${done}`) : '',
    own: offered.own.map((kept) =>
      entry(kept.scale, `${sharingText(kept, session, words)} · ${changed(kept)}`),
    ),
    shared: offered.shared.map((kept) => entry(kept.scale, t('scale:by', { name: ownerName(kept, words) }))),
    presets: offered.presets.map((scale) => entry(scale, '')),
    archived: archived.map((kept) => entry(kept.scale, changed(kept))),
  };
}
