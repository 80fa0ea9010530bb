import type { Evidence, EvidenceContent } from '../../evaluation/evidence/evidence.js';
import { mayRemove } from '../../evaluation/evidence/evidenceFolder.js';
import { isPublished } from '../../evaluation/evidence/visibleEvidence.js';
import { isHeld } from '../../evaluation/release.js';
import { actorName } from '../evaluation/people.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import type { EvidenceDesk } from './evidenceDesk.js';
import { evidenceAddress, type Shown } from './evidenceAddress.js';
import { formatBytes } from './formatBytes.js';

export interface ItemContext {
  readonly desk: EvidenceDesk;
  /** Which other evidence the page shows. */
  readonly shown?: Shown;
  readonly now: Date;
}

/** One piece of evidence as pages show it. Its addresses stand under the desk's path. */
export function itemView(item: Evidence, { desk, shown = {}, now }: ItemContext, words: Words) {
  const { content, title, id } = item;
  const page = `${desk.path}/evidence/${encodeURIComponent(id)}`;
  const kind = kindOf(content);
  return {
    id,
    kind,
    kindLabel: words.t(`evidence:kind.${kind}`),
    label: labelOf(item),
    // A text says itself what it is.
    heading: content.kind === 'text' && title === '' ? '' : labelOf(item),
    page: evidenceAddress(page, shown),
    text: content.kind === 'text' ? content.text : '',
    link: content.kind === 'link' ? { href: content.url, host: new URL(content.url).hostname } : undefined,
    file: fileView(content, page, words),
    facts: [authorOf(item, desk, now, words), shownOf(item, desk, now, words)].filter((fact) => fact !== ''),
    remove:
      desk.contributor && !desk.closed && mayRemove(item, desk.contributor)
        ? evidenceAddress(`${page}/remove`, shown)
        : undefined,
  };
}

function kindOf(content: EvidenceContent) {
  if (content.kind !== 'file') return content.kind;
  const { type } = content.file;
  if (type === 'application/pdf') return 'pdf';
  return type.startsWith('image/') ? 'image' : 'audio';
}

/** Its title, or what stands for one. */
function labelOf({ title, content }: Evidence): string {
  if (title !== '') return title;
  if (content.kind === 'file') return content.file.name;
  if (content.kind === 'link') return new URL(content.url).hostname;
  return content.text.split('\n')[0] ?? '';
}

function fileView(content: EvidenceContent, page: string, { locale }: Words) {
  if (content.kind !== 'file') return undefined;
  const { name, bytes, image } = content.file;
  return {
    href: `${page}/file`,
    name,
    size: formatBytes(bytes, locale),
    image: image && { thumbnail: `${page}/thumbnail`, width: image.width, height: image.height },
  };
}

function authorOf(item: Evidence, { reader, contributor }: EvidenceDesk, now: Date, words: Words): string {
  const { t, locale } = words;
  const { by, at } = item;
  const when = formatMoment(at, now, locale);
  if (by.sub === contributor?.sub) return t(`evidence:by.${reader === 'learner' ? 'self' : 'you'}`, { when });
  if (by.role === 'learner') return t('evidence:by.learner', { when });
  return t('evidence:by.teacher', { who: actorName(by, words), when });
}

/** Tells a teacher whether the learner sees what the teachers added. */
function shownOf(
  item: Evidence,
  { reader, released, publication, activity }: EvidenceDesk,
  now: Date,
  { t }: Words,
) {
  if (reader !== 'teacher' || item.by.role !== 'teacher') return '';
  if (isPublished(item, released)) return t('evidence:shown.yes');
  const isWaiting = isHeld(activity, now) && isPublished(item, publication);
  return t(isWaiting ? 'evidence:shown.held' : 'evidence:shown.later');
}
