import { versionChanges, type VersionChange } from '../../evaluation/versionChanges.js';
import type { Grid } from '../../grid/grid.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';

/** One difference between two versions: what it is, then the teacher's own words, which are never translated. */
export interface ShownChange {
  readonly label: string;
  readonly text: string;
  /** What stood there before, where it is a text. */
  readonly before: string;
}

/** What differs between two versions of a grid, in words. */
export const changesView = (from: Grid, to: Grid, words: Words): readonly ShownChange[] =>
  versionChanges(from, to).map((change) => shownChange(change, words));

function shownChange(change: VersionChange, { t, locale }: Words): ShownChange {
  const label = t(`activity:change.${change.kind}`);
  const arrow = (before: string, after: string) => `${before} → ${after}`;
  const number = (hundredths: number) => formatHundredths(hundredths, locale);
  switch (change.kind) {
    case 'added':
    case 'removed':
    case 'required':
    case 'described':
      return { label, text: change.criterion.text, before: '' };
    case 'reworded':
      return { label, text: change.criterion.text, before: change.before.text };
    case 'reweighed': {
      const weights = arrow(
        number(change.before.weightHundredths),
        number(change.criterion.weightHundredths),
      );
      return { label: `${label} ${weights}`, text: change.criterion.text, before: '' };
    }
    case 'otherScale':
      return { label, text: arrow(change.before.name, change.after.name), before: '' };
    case 'levels':
      return { label, text: levelNames(change.after), before: levelNames(change.before) };
    case 'maximum':
      return {
        label: `${label} ${arrow(number(change.before), number(change.after))}`,
        text: '',
        before: '',
      };
    case 'title':
      return { label, text: change.after, before: change.before };
    default:
      return { label, text: '', before: '' };
  }
}

const levelNames = ({ levels }: Grid['scale']) =>
  levels.map(({ label, sharePercent }) => `${label} (${sharePercent}\u00a0%)`).join(', ');
