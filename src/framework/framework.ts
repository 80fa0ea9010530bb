/**
 * An official competency framework (CASE: *CFDocument*) as plain data: the « référentiel ».
 *
 * Codes are stable: grids, evaluations and exports name items by code. Texts are the official French
 * sentences, whole and unchanged; they are never translated.
 */
export interface Framework {
  readonly id: string;
  readonly title: string;
  /** The diploma it belongs to, in words. */
  readonly diploma: string;
  /** Where the text comes from, in words. */
  readonly source: string;
  /** Paragraphs that stand before the blocks. */
  readonly introduction: readonly string[];
  readonly blocks: readonly Block[];
}

/** « Bloc de compétences ». */
export interface Block {
  /** `B1`, `B2`, `B3`. */
  readonly code: string;
  readonly title: string;
  /** The certification unit that the block is assessed in, such as `U31`. */
  readonly unit: string;
  /** Paragraphs, in order; one that starts with `- ` is a list item. */
  readonly introduction: readonly string[];
  readonly groups: readonly CompetencyGroup[];
}

/**
 * Competencies that share one row of the official table, once rows cut by a page break are joined again.
 * Knowledge and limits stand in a cell of the row, so they belong to the whole group: where it holds several
 * competencies (1.2 to 1.5), the text does not say which of them.
 */
export interface CompetencyGroup {
  readonly competencies: readonly Competency[];
  /** « Savoirs associés ». */
  readonly knowledge: readonly string[];
  /** « Limites de savoirs ». */
  readonly knowledgeLimits: readonly KnowledgeLimit[];
}

/** @public */
export interface KnowledgeLimit {
  readonly text: string;
  /** In italics in the official text: it recurs across blocks. */
  readonly recurring: boolean;
}

export interface Competency {
  /** `1.1` to `3.3`. */
  readonly code: string;
  readonly title: string;
  readonly subCompetencies: readonly SubCompetency[];
  readonly criteria: readonly Criterion[];
}

export interface SubCompetency {
  /** `1.1.a`, `1.1.b`… */
  readonly code: string;
  readonly title: string;
}

/**
 * « Attendu (critère d'évaluation) ».
 * @public
 */
export interface Criterion {
  /** `C1.1-1`… */
  readonly code: string;
  readonly text: string;
  /**
   * `stated`: the row that the sentence stands in holds one competency only.
   * `inferred`: the row, as printed, holds several or the end of another, and the competency was chosen by
   * meaning.
   */
  readonly attribution: 'stated' | 'inferred';
}

/** Where an item of a framework stands: its criterion, competency, group and block. */
export interface CriterionPlace {
  readonly criterion: Criterion;
  readonly competency: Competency;
  readonly group: CompetencyGroup;
  readonly block: Block;
}
