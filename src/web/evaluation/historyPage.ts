import type { Activity } from '../../evaluation/activity.js';
import type { Change, HistoryEntry } from '../../evaluation/evaluation.js';
import { historyGrids, type EntryGrids } from '../../evaluation/historyGrids.js';
import { formatMoment } from '../formatting.js';
import { learnerHref } from '../groups/learnerHref.js';
import type { Words } from '../language.js';
import { observationHistory } from '../observation/observationHistory.js';
import { historyNotes } from '../release/historyNotes.js';
import { fieldLabel, shownValue } from './differencesView.js';
import type { LearnerDesk } from './learnerDesk.js';
import { actorName } from './people.js';

const LONG_TEXTS: ReadonlySet<Change['field']> = new Set(['comment', 'generalComment', 'adjustment']);

/** Everything views/evaluation/history.ejs may use: who did what, newest first. */
export function historyPage({ learner, group, activity, evaluation }: LearnerDesk, now: Date, words: Words) {
  const grids = historyGrids(activity, evaluation);
  const entries = evaluation.history.flatMap((entry, index) => {
    const made = grids[index];
    return made ? [entryView(entry, made, { activity, now, words })] : [];
  });
  return {
    title: words.t('evaluation:history.title', { name: learner.name }),
    path: learnerHref(learner.sub, group),
    entries: entries.toReversed(),
  };
}

function entryView(
  entry: HistoryEntry,
  { from, to }: EntryGrids,
  { activity, now, words }: { activity: Activity; now: Date; words: Words },
) {
  const { at, by, action, changes } = entry;
  const observed = observationHistory(entry, activity, now, words);
  return {
    action: words.t(`evaluation:history.${action}`, { who: actorName(by, words) }),
    when: formatMoment(at, now, words.locale),
    isoTime: at.toISOString(),
    edited: action === 'edited' || action === 'observationChanged',
    notes: [
      ...(entry.group ? [words.t('groups:historyNote', { name: entry.group.name })] : []),
      ...historyNotes(entry, words),
      ...observed.notes,
    ],
    changes: [
      ...observed.changes,
      ...changes.map((change) => ({
        field: fieldLabel(change, from, words),
        long: LONG_TEXTS.has(change.field),
        // The history keeps no text of it.
        secret: change.field === 'privateNote',
        from: shownValue(change.from ?? '', change, from, words),
        to: shownValue(change.to ?? '', change, to, words),
      })),
    ],
  };
}
