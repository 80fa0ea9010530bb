import type { Grid, RequiredRule, Rounding } from '../grid.js';

/** The words of a grid's CSV file. Files are written in one language and read in both, whoever saved them. */
export interface CsvWords {
  readonly separator: ';' | ',';
  readonly decimalMark: ',' | '.';
  readonly settings: Readonly<Record<CsvSetting, string>>;
  readonly columns: Readonly<Record<CsvColumn, string>>;
  readonly values: Readonly<Record<CsvValue, string>>;
}

export const CSV_SETTINGS = [
  'title',
  'framework',
  'purpose',
  'maximum',
  'rounding',
  'notJudged',
  'required',
  'scale',
] as const;
export type CsvSetting = (typeof CSV_SETTINGS)[number];

export const CSV_COLUMNS = ['text', 'code', 'competencies', 'weight', 'section', 'required'] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

export type CsvValue =
  Grid['purpose'] | Rounding['direction'] | NonNullable<Grid['notJudged']> | RequiredRule['kind'];

export type CsvLanguage = 'fr' | 'en';

/** A French spreadsheet opens semicolons and decimal commas as columns and numbers, an English one commas and points. */
export const csvWords: Readonly<Record<CsvLanguage, CsvWords>> = {
  fr: {
    separator: ';',
    decimalMark: ',',
    settings: {
      title: 'Titre',
      framework: 'Référentiel',
      purpose: 'Évaluation',
      maximum: 'Note sur',
      rounding: 'Arrondi',
      notJudged: 'Non évalué',
      required: 'Incontournable non atteint',
      scale: 'Niveaux',
    },
    columns: {
      text: 'Attendu',
      code: 'Code officiel',
      competencies: 'Compétences',
      weight: 'Coefficient',
      section: 'Partie',
      required: 'Incontournable',
    },
    values: {
      formative: 'formative',
      certificative: 'certificative',
      nearest: 'au plus proche',
      up: 'vers le haut',
      leftOut: 'ne compte pas',
      zero: 'compte zéro',
      warning: 'avertissement',
      cap: 'note au plus',
    },
  },
  en: {
    separator: ',',
    decimalMark: '.',
    settings: {
      title: 'Title',
      framework: 'Framework',
      purpose: 'Evaluation',
      maximum: 'Mark out of',
      rounding: 'Rounding',
      notJudged: 'Not judged',
      required: 'Required criterion not reached',
      scale: 'Levels',
    },
    columns: {
      text: 'Criterion',
      code: 'Official code',
      competencies: 'Competencies',
      weight: 'Weight',
      section: 'Section',
      required: 'Required',
    },
    values: {
      formative: 'formative',
      certificative: 'certificative',
      nearest: 'nearest',
      up: 'up',
      leftOut: 'does not count',
      zero: 'counts zero',
      warning: 'warning',
      cap: 'mark at most',
    },
  },
};
