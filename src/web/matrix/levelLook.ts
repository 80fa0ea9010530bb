import { NOT_JUDGED } from '../../evaluation/judgement.js';
import type { Scale } from '../../grid/scale.js';
import { levelClass } from '../levelClass.js';
import type { Words } from '../language.js';

/** How a value of a cell is shown: code, sign and colour, its name beside them. */
export interface LevelLook {
  readonly value: string;
  /** Empty for an open criterion. */
  readonly code: string;
  readonly label: string;
  /** Classes that draw its sign in its colour. */
  readonly look: string;
  /** The class of its colour alone. */
  readonly color: string;
  /** Whether the label is a teacher's own, and French whatever the page's language. */
  readonly isFrench: boolean;
}

/** The values that a cell can hold: the levels from the least to the most mastered, « non évalué », open. */
export function levelLooks({ levels }: Scale, { t }: Words): readonly LevelLook[] {
  return [
    ...levels.map((level) => ({
      value: level.id,
      code: level.code,
      label: level.label,
      look: `lv sign--${level.sign} ${levelClass(level)}`,
      color: levelClass(level),
      isFrench: true,
    })),
    {
      value: NOT_JUDGED,
      code: '–',
      label: t('evaluation:notJudged'),
      look: 'lv-none',
      color: '',
      isFrench: false,
    },
    { value: '', code: '', label: t('matrix:open'), look: '', color: '', isFrench: false },
  ];
}
