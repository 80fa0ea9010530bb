import type { ObservationChange } from '../../evaluation/observation/observation.js';
import type { Grid } from '../../grid/grid.js';
import { shownValue } from '../evaluation/differencesView.js';
import { formatDate } from '../formatting.js';
import type { Words } from '../language.js';
import { noonOf } from './occasionView.js';

/** What differs between two states of an observation, in words; see `observationChanges`. */
export const observationChangesView = (changes: readonly ObservationChange[], grid: Grid, words: Words) =>
  changes.map((change) => ({
    label: words.t(`observation:field.${change.field}`),
    text: grid.criteria.find(({ id }) => id === change.criterionId)?.text ?? '',
    long: change.field === 'comment' || change.field === 'generalComment',
    from: valueText(change.from, change.field, grid, words),
    to: valueText(change.to, change.field, grid, words),
  }));

function valueText(value: string, field: ObservationChange['field'], grid: Grid, words: Words) {
  const { t, locale } = words;
  const plain = (text: string) => ({ text, french: false });
  switch (field) {
    case 'level':
    case 'comment':
    case 'generalComment':
      return shownValue(value, { field }, grid, words);
    case 'situation':
      return plain(t(`observation:situation.${value}`));
    case 'observedOn':
      return plain(formatDate(noonOf(value), locale));
    case 'absent':
    case 'leftOut':
      return plain(t(`observation:flag.${field}.${value === '' ? 'no' : 'yes'}`));
    case 'title':
      return plain(value === '' ? t('evaluation:empty') : value);
  }
}
