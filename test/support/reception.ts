import type { Activity } from '../../src/evaluation/activity.js';
import type { CriterionEntry, Evaluation, EvaluationContent } from '../../src/evaluation/evaluation.js';
import { criterionPlaces } from '../../src/framework/frameworkIndex.js';
import { readFramework } from '../../src/frameworkFile.js';
import type { Grid, GridCriterion } from '../../src/grid/grid.js';
import { welcomeActivity, welcomeGrid } from './activities.js';
import {
  blankSelfAssessment,
  type SelfAssessment,
} from '../../src/evaluation/selfAssessment/selfAssessment.js';
import { publishedEvaluation } from './evaluations.js';

const framework = readFramework(new URL('../../config/frameworks/metiers-accueil.json', import.meta.url));

const COMPETENCIES = new Set(['1.2', '1.3', '1.4', '1.5', '1.6']);

/** Worded by the teacher for the situation, with what each level looks like. */
const OWN: Readonly<Record<string, Partial<GridCriterion>>> = {
  'C1.3-2': {
    text: "Tu écoutes le visiteur jusqu'au bout, tu le questionnes, puis tu reformules sa demande.",
    weightHundredths: 200,
    requiredLevelId: '3',
    descriptors: {
      '1': 'Le visiteur doit répéter sa demande ; elle est traitée sans avoir été comprise.',
      '2': 'La demande est entendue, mais ni questionnée ni reformulée.',
      '3': 'Une question au moins, puis une reformulation que le visiteur confirme.',
      '4': 'Le questionnement va à ce que le visiteur ne dit pas ; la reformulation est brève et juste.',
    },
  },
  'C1.2-2': {
    descriptors: {
      '1': 'Pas de salutation.',
      '2': 'Une salutation, sans regard ni sourire.',
      '3': 'Salutation, regard, sourire ; le service est nommé.',
      '4': "Le ton et les mots s'accordent au visiteur dès la première phrase.",
    },
  },
};

/** Twelve official criteria of five competencies, two of them with descriptors, one « incontournable ». */
const receptionGrid: Grid = {
  ...welcomeGrid,
  title: "Accueil physique d'un visiteur",
  criteria: criterionPlaces(framework)
    .filter(({ competency }) => COMPETENCIES.has(competency.code))
    .slice(0, 12)
    .map(({ criterion: { code, text }, competency }) => ({
      id: code,
      criterionCode: code,
      text,
      competencyCodes: [competency.code],
      weightHundredths: 100,
      ...OWN[code],
    })),
};

/** A usual lesson: a dozen criteria. */
export const receptionActivity: Activity = {
  ...welcomeActivity,
  title: "Accueil physique d'un visiteur",
  gridVersionId: 'reception@1',
  grid: receptionGrid,
};

const COMMENTS: Readonly<Record<string, string>> = {
  'C1.2-2': 'Sourire, regard, voix posée : on se sent attendu.',
  'C1.3-2': 'Tu écoutes sans couper la parole. Il manque la reformulation avant de répondre.',
  'C1.4-2': 'Le plan des locaux aurait aidé : pense à le tendre.',
};

/** As teachers write: levels from one end of the scale to the other, three comments, a word for the whole. */
const receptionContent: EvaluationContent = {
  presence: 'present',
  entries: Object.fromEntries(
    receptionGrid.criteria.map(({ id }, i): [string, CriterionEntry] => {
      const levelId = [4, 3, 3, 2, 1, 4, 3, undefined, 2, 3, 3, 4][i];
      return [
        id,
        {
          ...(levelId === undefined ? { notJudged: true } : { levelId: String(levelId) }),
          ...(COMMENTS[id] !== undefined && { comment: COMMENTS[id] }),
        },
      ];
    }),
  ),
  comment: `Ton accueil est souriant et ta voix posée.
Pense à reformuler la demande avant de répondre : le visiteur sait alors qu'il a été compris.`,
};

/** What was published of learner 21. */
export const receptionEvaluation: Evaluation = {
  ...publishedEvaluation,
  gridVersionId: 'reception@1',
  content: receptionContent,
  publication: {
    content: receptionContent,
    gridVersionId: 'reception@1',
    mark: { hundredths: 1250, maximumHundredths: 2000 },
    at: new Date('2040-01-15T10:00:00Z'),
    by: publishedEvaluation.updatedBy,
  },
};

/** Everything that a page can hold of them: a comment on each criterion, and a self-assessment with remarks. */
export const fullEvaluation: Evaluation = {
  ...receptionEvaluation,
  id: 'evaluation-2',
  learnerSub: '22',
  publication: {
    content: {
      ...receptionContent,
      entries: Object.fromEntries(
        Object.entries(receptionContent.entries).map(([id, entry]) => [
          id,
          { comment: 'Tu as bien préparé cette étape : continue, en regardant davantage.', ...entry },
        ]),
      ),
    },
    gridVersionId: 'reception@1',
    mark: { hundredths: 1300, maximumHundredths: 2000 },
    at: new Date('2040-01-15T10:00:00Z'),
    by: publishedEvaluation.updatedBy,
  },
};

/** Where the same learner placed themself, on every criterion. */
export const fullSelfAssessment: SelfAssessment = {
  ...blankSelfAssessment(receptionActivity, '22', 'self-1', new Date('2040-01-15T09:00:00Z')),
  content: {
    entries: Object.fromEntries(
      receptionGrid.criteria.map(({ id }, i) => [
        id,
        { levelId: String(1 + (i % 4)), ...(i < 2 && { comment: 'Je ne savais pas quoi dire au début.' }) },
      ]),
    ),
    comment: 'Je suis content de mon sourire. Je vais travailler la reformulation.',
  },
  submittedAt: new Date('2040-01-15T09:30:00Z'),
};
