import type { Activity } from '../../src/evaluation/activity.js';
import type { Grid } from '../../src/grid/grid.js';

/** Two official criteria, the second of double weight, on four levels, marked out of 20. */
export const welcomeGrid: Grid = {
  title: 'Accueil physique',
  frameworkId: 'metiers-accueil',
  scale: {
    id: 'lsl-pro',
    name: 'LSL Pro',
    levels: [
      { id: '1', label: 'non maîtrisé', code: '1', sharePercent: 0, sign: 'empty' },
      { id: '2', label: 'insuffisamment maîtrisé', code: '2', sharePercent: 40, sign: 'quarter' },
      { id: '3', label: 'maîtrisé', code: '3', sharePercent: 70, sign: 'threeQuarters' },
      { id: '4', label: 'bien maîtrisé', code: '4', sharePercent: 100, sign: 'full' },
    ],
  },
  criteria: [
    {
      id: 'C1.1-1',
      criterionCode: 'C1.1-1',
      text: 'La prise de contact est adaptée.',
      competencyCodes: ['1.1'],
      weightHundredths: 100,
    },
    {
      id: 'C1.1-2',
      criterionCode: 'C1.1-2',
      text: 'La demande est comprise et reformulée.',
      competencyCodes: ['1.1'],
      weightHundredths: 200,
    },
  ],
  maximumHundredths: 2000,
  rounding: { stepHundredths: 50, direction: 'nearest' },
  purpose: 'formative',
};

/** The welcome grid on a Moodle activity that has a gradebook column. */
export const welcomeActivity: Activity = {
  id: 'activity-1',
  registrationId: 'registration-1',
  deploymentId: '1',
  contextId: '42',
  resourceLinkId: 'link-1',
  title: 'Accueil physique',
  gridVersionId: 'grid-1@1',
  grid: welcomeGrid,
  gradeService: {
    scopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
    lineItemUrl: 'https://moodle.example/lineitems/9?type_id=1',
  },
  createdBy: '7',
  createdAt: new Date('2040-01-15T08:00:00Z'),
};
