/** One degree of mastery. */
export interface Level {
  /** Unique in its scale; never changes once evaluations name it. */
  readonly id: string;
  /** « maîtrisé » */
  readonly label: string;
  /** One to three characters for a segmented control: `3`, `TS`. */
  readonly code: string;
  /** Whole percent of a criterion's weight that the level earns, 0 to 100. */
  readonly sharePercent: number;
  /** Drawn beside the label, so that colour is never alone. */
  readonly sign: LevelSign;
  /** Absent: the colour that goes with the sign. */
  readonly color?: LevelColor;
  /** What the level means whatever the criterion. */
  readonly descriptor?: string;
}

/** Names of the palette in public/attendus.css, each readable on light and dark. */
export type LevelColor = (typeof LEVEL_COLORS)[number];

export const LEVEL_COLORS = ['red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'grey'] as const;

/** From the least to the most mastered; drawn as a circle that fills up. */
export type LevelSign = (typeof LEVEL_SIGNS)[number];

export const LEVEL_SIGNS = ['empty', 'quarter', 'half', 'threeQuarters', 'full'] as const;

/** Two to six levels, from the least to the most mastered. */
export interface Scale {
  readonly id: string;
  readonly name: string;
  readonly levels: readonly Level[];
}

/**
 * Id of what a grid made of a scale that others know by `id`: its levels keep their ids, and stand where those of the
 * scale stood.
 */
export const ownScaleId = (id: string): string => `${scaleOrigin(id)}${OWN}`;

/** Id of the scale that a grid's own one began as; any other scale's own id. */
export const scaleOrigin = (id: string): string => (id.endsWith(OWN) ? id.slice(0, -OWN.length) : id);

const OWN = '.own';

/** The level whose share is nearest to a percentage, the lower one of two. */
export const nearestLevel = (levels: readonly Level[], percent: number): Level | undefined =>
  levels.toSorted((a, b) => Math.abs(a.sharePercent - percent) - Math.abs(b.sharePercent - percent))[0];

const SIGN_COLORS: Readonly<Record<LevelSign, LevelColor>> = {
  empty: 'red',
  quarter: 'orange',
  half: 'amber',
  threeQuarters: 'green',
  full: 'teal',
};

/** The colour that a level is shown in: its own, else the one that goes with its sign. */
export const levelColor = ({ sign, color }: Pick<Level, 'sign' | 'color'>): LevelColor =>
  color ?? SIGN_COLORS[sign];
