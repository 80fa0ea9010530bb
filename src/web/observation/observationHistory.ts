import type { Activity } from '../../evaluation/activity.js';
import type { HistoryEntry } from '../../evaluation/evaluation.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { formatSchoolDay } from '../formatting.js';
import type { Words } from '../language.js';
import { observationChangesView } from './observationChangesView.js';
import { noonOf, occasionText } from './occasionView.js';

/** What a line of the history says of an observation: which one it is, and what changed in it. */
export function observationHistory(
  { observation }: HistoryEntry,
  activity: Activity,
  now: Date,
  words: Words,
) {
  if (!observation) return { notes: [], changes: [] };
  const { observedOn, situation, title, changes } = observation;
  const occasion = occasionText({
    day: formatSchoolDay(noonOf(observedOn), now, words.locale),
    situation: words.t(`observation:situation.${situation}`),
  });
  return {
    notes: [title ? `${occasion} · ${title}` : occasion],
    changes: observationChangesView(changes, gridOf(activity, observation), words).map(
      ({ label, text, long, from, to }) => ({ field: { label, text }, long, secret: false, from, to }),
    ),
  };
}
