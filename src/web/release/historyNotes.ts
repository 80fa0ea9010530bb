import type { HistoryEntry } from '../../evaluation/evaluation.js';
import { actorName } from '../evaluation/people.js';
import { formatDate, formatTime } from '../formatting.js';
import type { Words } from '../language.js';

/** What a line of the history says beside who and when: the reason, and the closing that it ended. */
export function historyNotes({ reason, closing, tutor }: HistoryEntry, words: Words): readonly string[] {
  const { t, locale } = words;
  const signed = (at: Date) => ({ date: formatDate(at, locale), time: formatTime(at, locale) });
  return [
    ...(reason ? [t('release:history.reason', { reason })] : []),
    ...(tutor
      ? [t('tutorLinks:history', { name: [tutor.name, tutor.company].filter(Boolean).join(', ') })]
      : []),
    ...(closing
      ? [
          t('release:history.closing', { who: actorName(closing.by, words), ...signed(closing.at) }),
          ...(closing.coSigned
            ? [
                t('release:history.coSigning', {
                  who: actorName(closing.coSigned.by, words),
                  ...signed(closing.coSigned.at),
                }),
              ]
            : []),
          `SHA-256 ${closing.hash}`,
        ]
      : []),
  ];
}
