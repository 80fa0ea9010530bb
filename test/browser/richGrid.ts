import type { Grid } from '../../src/grid/grid.js';

/** A grid with everything that a grid may have. */
export const richGrid: Grid = {
  title: 'Accueil téléphonique en agence',
  frameworkId: 'metiers-accueil',
  scale: {
    id: 'lsl-pro',
    name: 'Livret scolaire (1 à 4)',
    levels: [
      { id: '1', label: 'non maîtrisé', code: '1', sharePercent: 0, sign: 'empty' },
      { id: '2', label: 'insuffisamment maîtrisé', code: '2', sharePercent: 35, sign: 'quarter' },
      { id: '3', label: 'maîtrisé', code: '3', sharePercent: 75, sign: 'threeQuarters' },
      { id: '4', label: 'bien maîtrisé', code: '4', sharePercent: 100, sign: 'full' },
    ],
  },
  sections: [
    { id: 'before', title: 'Décrocher' },
    { id: 'during', title: 'Répondre' },
  ],
  criteria: [
    {
      id: 'C1.2-2',
      criterionCode: 'C1.2-2',
      text: "L'élève salue, se présente et nomme l'agence",
      competencyCodes: ['1.2'],
      weightHundredths: 100,
      sectionId: 'before',
      requiredLevelId: '3',
      descriptors: {
        '1': "Décroche sans se présenter ou laisse l'appelant parler le premier.",
        '2': "Se présente, sans nommer l'agence.",
        '3': "Donne son nom et celui de l'agence.",
        '4': "Donne son nom, celui de l'agence, et se rend disponible d'une voix posée.",
      },
    },
    {
      id: 'own-notes',
      text: "L'appel est noté : qui, quand, quoi, que faire",
      competencyCodes: ['1.3', '2.1'],
      weightHundredths: 150,
      sectionId: 'before',
    },
    {
      id: 'C1.3-2',
      criterionCode: 'C1.3-2',
      text: "L'écoute, le questionnement, les échanges, les reformulations avec le visiteur sont efficaces",
      competencyCodes: ['1.3'],
      weightHundredths: 200,
      sectionId: 'during',
      descriptors: { '4': 'Reformule et fait confirmer avant de répondre.' },
    },
    {
      id: 'C1.3-3',
      criterionCode: 'C1.3-3',
      text: 'Les besoins sont cernés et la demande est clairement identifiée',
      competencyCodes: ['1.3'],
      weightHundredths: 100,
      sectionId: 'during',
    },
    {
      id: 'C1.4-4',
      criterionCode: 'C1.4-4',
      text: 'La réponse est adaptée à la demande.',
      competencyCodes: ['1.4'],
      weightHundredths: 100,
      sectionId: 'during',
    },
  ],
  competencyWeights: { '1.3': 300 },
  maximumHundredths: 2000,
  rounding: { stepHundredths: 50, direction: 'nearest' },
  purpose: 'formative',
  requiredRule: { kind: 'cap', hundredths: 1000 },
};
