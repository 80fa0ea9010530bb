import type { Scale } from './scale.js';

/** Learners' most criteria on one grid; the three blocks hold 40. */
export const MAXIMUM_CRITERIA = 80;

/** One line of a grid: an official criterion, or a teacher's own one tied to competencies. */
export interface GridCriterion {
  /** Unique in its grid; never changes once evaluations name it. */
  readonly id: string;
  /** The official sentence, or the teacher's wording of it for the situation. */
  readonly text: string;
  /** Official criterion, such as `C1.1-1`, when there is one. */
  readonly criterionCode?: string;
  readonly competencyCodes: readonly string[];
  /** Hundredths of a point of weight, 1 to 10 000: 150 is « coefficient 1,5 ». Whole, so that sums are exact. */
  readonly weightHundredths: number;
  /** Section it stands in; absent: before the first one. */
  readonly sectionId?: string;
  /** Level id → what that level looks like on this criterion. */
  readonly descriptors?: Readonly<Record<string, string>>;
  /** « Incontournable »: this level at least, or the grid's rule for it applies. */
  readonly requiredLevelId?: string;
}

export interface GridSection {
  readonly id: string;
  readonly title: string;
}

/**
 * What happens to the mark when an « incontournable » criterion that counts stays below its level. One that was not
 * judged counts only where `notJudged` is `zero`.
 */
export type RequiredRule =
  | { readonly kind: 'warning' }
  /** The mark is at most this. */
  | { readonly kind: 'cap'; readonly hundredths: number };

/** How the exact mark becomes the one that is shown and sent. */
export interface Rounding {
  readonly stepHundredths: 1 | 10 | 25 | 50 | 100;
  readonly direction: 'nearest' | 'up';
}

/** What a grid says; the same object is snapshot into every activity that uses it. */
export interface Grid {
  readonly title: string;
  readonly frameworkId: string;
  readonly scale: Scale;
  readonly criteria: readonly GridCriterion[];
  /** Hundredths of a mark: 2000 is « note sur 20 ». */
  readonly maximumHundredths: number;
  readonly rounding: Rounding;
  /** `certificative` grids show levels only: their mark is neither shown to learners nor sent. */
  readonly purpose: 'formative' | 'certificative';
  /** In order. Absent: none. */
  readonly sections?: readonly GridSection[];
  /**
   * Competency code → hundredths of a weight. A competency named here counts as one line of that weight, shared
   * among its criteria that count by their own weights; criteria of the others count by themselves. A criterion of
   * several competencies counts with the first. Absent: none.
   */
  readonly competencyWeights?: Readonly<Record<string, number>>;
  /** Criteria that were not judged: left out of the mark (when absent), or worth nothing. */
  readonly notJudged?: 'leftOut' | 'zero';
  /** Absent: a warning. */
  readonly requiredRule?: RequiredRule;
}

/** One stored version of a grid; a version never changes. */
export interface GridVersion {
  /** `gridId` and `version` together name it; `custom.attendus_grid` of a link carries `id`. */
  readonly id: string;
  readonly gridId: string;
  readonly version: number;
  readonly registrationId: string;
  readonly deploymentId: string;
  readonly contextId: string;
  readonly ownerSub: string;
  /**
   * `gridId` of a colleague's grid that this one began as a copy of, when it was made for an activity that holds
   * the colleague's: the activity may take either.
   */
  readonly madeFrom?: string;
  readonly grid: Grid;
  readonly createdAt: Date;
}

/** Port. */
export interface GridStore {
  /** @throws {VersionTaken} when that version of the grid is stored already. */
  add(version: GridVersion): Promise<void>;
  /** A version of the same registration and deployment: a copied course is another context. */
  get(id: string, owner: { registrationId: string; deploymentId: string }): Promise<GridVersion | undefined>;
  /** The newest version of a grid of the same registration and deployment. */
  latest(
    gridId: string,
    owner: { registrationId: string; deploymentId: string },
  ): Promise<GridVersion | undefined>;
}
