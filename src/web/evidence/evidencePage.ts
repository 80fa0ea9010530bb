import {
  MAXIMUM_EVIDENCE,
  MAXIMUM_FILE_BYTES,
  MAXIMUM_TEXT_LENGTH,
  UNDO_SECONDS,
} from '../../evaluation/evidence/evidence.js';
import { hasRoom } from '../../evaluation/evidence/evidenceFolder.js';
import type { Words } from '../language.js';
import type { EvidenceDesk } from './evidenceDesk.js';
import { KINDS, type EvidenceForm, type FormProblem } from './evidenceForm.js';
import { evidenceAddress, type Shown } from './evidenceAddress.js';
import { evidenceGroups } from './evidenceGroups.js';
import { formatBytes } from './formatBytes.js';
import { itemView } from './itemView.js';
import { problemText } from './problemText.js';

/** What was done before the page was shown. */
export interface Done {
  readonly what: 'added' | 'removed' | 'restored' | 'tooLate' | 'notRemoved';
  /** Of `removed`: what can be brought back. */
  readonly id?: string;
}

export interface EvidenceView {
  readonly desk: EvidenceDesk;
  readonly form: EvidenceForm;
  readonly problems: readonly FormProblem[];
  readonly shown: Shown;
  readonly done?: Done | undefined;
  readonly now: Date;
}

/** Content types and extensions: a telephone then offers its camera, and an iPhone sends its photos as JPEG. */
const ACCEPTED =
  'image/jpeg,image/png,image/webp,application/pdf,audio/*,.pdf,.jpg,.jpeg,.png,.webp,.mp3,.m4a,.aac,.ogg,.oga,.opus,.wav,.weba,.webm';

/** Everything views/evidence/show.ejs may use. */
export function evidencePage(view: EvidenceView, words: Words) {
  const { t } = words;
  const { desk, now, done, shown } = view;
  const { reader, learnerName, visible, activity, path } = desk;
  const only = visible.filter(({ criterionId = '' }) => (shown.criterion ?? criterionId) === criterionId);
  const groups = evidenceGroups(activity, only).map(({ criterion, former, items }) => ({
    heading: criterion || t('evidence:whole'),
    lang: criterion ? 'fr' : '',
    former: former ? t('evidence:formerCriterion') : '',
    items: items.map((item) => itemView(item, { desk, shown, now }, words)),
  }));
  return {
    title: t(`evidence:title.${reader}`, { name: learnerName }),
    back: { href: path, text: t(`evidence:back.${reader}`) },
    lead: visible.length === 0 ? t(`evidence:lead.${reader}`) : '',
    offline: t(`evidence:unchanged.${reader}`),
    notice: done && noticeOf(done, view, words),
    all:
      shown.criterion !== undefined && visible.length > only.length
        ? { href: `${path}/evidence`, text: t('evidence:compact.see') }
        : undefined,
    none: groups.length === 0 ? t(`evidence:none.${reader}`) : '',
    groups,
    unchanging: unchangingText(desk, words),
    add: addView(view, words),
  };
}

function noticeOf({ what, id }: Done, { desk, shown }: EvidenceView, { t }: Words) {
  const isDone = what === 'added' || what === 'removed' || what === 'restored';
  return {
    tone: isDone ? 'done' : 'problem',
    text: t(`evidence:notice.${what}`, { minutes: UNDO_SECONDS / 60 }),
    undo:
      what === 'removed' && id !== undefined
        ? evidenceAddress(`${desk.path}/evidence/${encodeURIComponent(id)}/restore`, shown)
        : '',
  };
}

/** Why nothing can be added, where somebody might. */
function unchangingText({ contributor, closed, folder, reader }: EvidenceDesk, { t }: Words): string {
  if (!contributor) return '';
  if (closed) return t(`evidence:closed.${reader}`);
  return hasRoom(folder, contributor) ? '' : t(`evidence:full.${reader}`, { limit: MAXIMUM_EVIDENCE });
}

/** The form; absent for those who only read, and where there is no room. */
function addView({ desk, form, problems, shown }: EvidenceView, words: Words) {
  const { t, locale } = words;
  const { contributor, folder, closed, reader, activity, path } = desk;
  const isOpen = contributor !== undefined && !closed;
  // What was typed stays before its author when the last place was taken meanwhile.
  if (!isOpen || (!hasRoom(folder, contributor) && problems.length === 0)) return undefined;
  const problemOf = (field: FormProblem['field']) => {
    const found = problems.find((problem) => problem.field === field);
    return found ? problemText(found, reader, words) : '';
  };
  const size = formatBytes(MAXIMUM_FILE_BYTES, locale);
  return {
    action: evidenceAddress(`${path}/evidence`, shown),
    kinds: KINDS.map((value) => ({
      value,
      label: t(`evidence:add.kind.${value}`),
      checked: form.kind === value,
    })),
    criteria: [
      { value: '', text: t('evidence:whole'), lang: '', selected: form.criterion === '' },
      ...activity.grid.criteria.map(({ id, text }) => ({
        value: id,
        text,
        lang: 'fr',
        selected: form.criterion === id,
      })),
    ],
    values: form,
    problems: {
      criterion: problemOf('criterion'),
      title: problemOf('title'),
      file: problemOf('file'),
      text: problemOf('text'),
      link: problemOf('link'),
    },
    accepted: ACCEPTED,
    fileHelp: t('evidence:add.fileHelp', { size }),
    textHelp: t('evidence:add.textHelp', { limit: MAXIMUM_TEXT_LENGTH.toLocaleString(locale) }),
    maximumBytes: MAXIMUM_FILE_BYTES,
    said: {
      offline: t(`evidence:sending.offline.${reader}`),
      session: t(`evidence:sending.session.${reader}`),
      refused: t(`evidence:sending.refused.${reader}`),
      tooLarge: t(`evidence:problem.${reader}.file.tooLargeUnknown`, { limit: size }),
      progress: t('evidence:sending.progress', { percent: '%d' }),
      chip: t('evidence:sending.chip', { percent: '%d' }),
    },
  };
}
