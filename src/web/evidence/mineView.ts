import type { Words } from '../language.js';
import { evidenceGroups } from './evidenceGroups.js';
import type { EvidenceDesk } from './evidenceDesk.js';
import { itemView } from './itemView.js';

/** « Mes traces » on the learner's page; undefined for a mentor when there is nothing to see. */
export function mineView(desk: EvidenceDesk, now: Date, words: Words) {
  const { t } = words;
  const { reader, visible, closed, path, activity } = desk;
  const isMine = reader === 'learner';
  if (!isMine && visible.length === 0) return undefined;
  return {
    title: t(`evidence:mine.title.${isMine ? 'learner' : 'mentor'}`),
    lead: isMine && visible.length === 0 ? t('evidence:mine.lead') : '',
    groups: evidenceGroups(activity, visible).map(({ criterion, items }) => ({
      heading: criterion || t('evidence:whole'),
      lang: criterion ? 'fr' : '',
      items: items.map((item) => itemView(item, { desk, now }, words)),
    })),
    href: `${path}/evidence`,
    action: isMine && !closed ? t('evidence:mine.add') : '',
    seeAll: visible.length > 0 ? t(`evidence:mine.${isMine && !closed ? 'manage' : 'see'}`) : '',
  };
}
