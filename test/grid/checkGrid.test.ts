import assert from 'node:assert/strict';
import { readFramework } from '../../src/frameworkFile.js';
import { checkGrid } from '../../src/grid/checkGrid.js';
import { MAXIMUM_CRITERIA, type Grid, type GridCriterion } from '../../src/grid/grid.js';
import type { GridRule } from '../../src/grid/gridProblem.js';
import type { Level } from '../../src/grid/scale.js';
import { projectRoot } from '../../src/projectRoot.js';
import { criterion, gridOf } from './grids.js';

const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', projectRoot));

const [none, weak, good, best] = gridOf().scale.levels as [Level, Level, Level, Level];
const scaleOf = (...levels: readonly Level[]): Partial<Grid> => ({
  scale: { id: 'own', name: 'Own', levels },
});
const criteriaOf = (...changes: readonly Partial<GridCriterion>[]): Partial<Grid> => ({
  criteria: changes.map((change, index) => Object.assign(criterion(`c${index}`), change)),
});
const long = (length: number) => 'é'.repeat(length);

const rulesOf = (change: Partial<Grid>) => checkGrid(gridOf(change), framework).map(({ rule }) => rule);

/** A sound grid that differs from the plain one in everything that may be absent. */
const full: Grid = gridOf({
  sections: [
    { id: 's1', title: 'Avant' },
    { id: 's2', title: 'Pendant' },
  ],
  criteria: [
    { ...criterion('C1.1-1'), criterionCode: 'C1.1-1', sectionId: 's1', requiredLevelId: 'good' },
    { ...criterion('own'), competencyCodes: ['1.3', '3.2'], descriptors: { none: 'Rien', best: 'Tout' } },
  ],
  competencyWeights: { '1.1': 300 },
  requiredRule: { kind: 'cap', hundredths: 1000 },
  notJudged: 'zero',
});

describe('checkGrid', () => {
  it('finds nothing in sound grids', () => {
    assert.deepEqual(checkGrid(gridOf(), framework), []);
    assert.deepEqual(checkGrid(full, framework), []);
  });

  const faulty: readonly (readonly [GridRule, Partial<Grid>])[] = [
    ['titleMissing', { title: '  ' }],
    ['titleTooLong', { title: long(256) }],
    ['frameworkUnknown', { frameworkId: 'autre' }],
    ['noCriteria', { criteria: [] }],
    [
      'tooManyCriteria',
      criteriaOf(...Array.from({ length: MAXIMUM_CRITERIA + 1 }, (): Partial<GridCriterion> => ({}))),
    ],
    [
      'tooManySections',
      { sections: Array.from({ length: 21 }, (_, index) => ({ id: `s${index}`, title: 'Une section' })) },
    ],
    ['maximumRange', { maximumHundredths: 99 }],
    ['maximumRange', { maximumHundredths: 2000.5 }],
    ['roundingUnknown', { rounding: { stepHundredths: 20 as 25, direction: 'up' } }],
    ['capRange', { requiredRule: { kind: 'cap', hundredths: 2001 } }],
    ['competencyWeightUnknown', { competencyWeights: { '9.9': 100 } }],
    ['competencyWeightRange', { competencyWeights: { '1.1': 0 } }],
    ['scaleNameMissing', { scale: { id: 'own', name: '', levels: [none, best] } }],
    ['scaleNameTooLong', { scale: { id: 'own', name: long(81), levels: [none, best] } }],
    ['scaleSize', scaleOf(best)],
    [
      'scaleSize',
      scaleOf(...Array.from({ length: 7 }, (_, index) => ({ ...best, id: `l${index}`, code: `${index}` }))),
    ],
    ['levelIdShape', scaleOf({ ...none, id: '$where' }, best)],
    ['levelIdTwice', scaleOf(none, { ...best, id: 'none' })],
    ['levelLabelMissing', scaleOf({ ...none, label: ' ' }, best)],
    ['levelLabelTooLong', scaleOf({ ...none, label: long(61) }, best)],
    ['levelCodeMissing', scaleOf({ ...none, code: '' }, best)],
    ['levelCodeTooLong', scaleOf({ ...none, code: 'NACQ' }, best)],
    ['levelCodeTwice', scaleOf(none, { ...best, code: none.code })],
    ['levelShareRange', scaleOf(none, { ...best, sharePercent: 101 })],
    ['levelShareRange', scaleOf({ ...none, sharePercent: 0.5 }, best)],
    ['levelShareFalls', scaleOf(none, good, weak, best)],
    ['levelDescriptorTooLong', scaleOf({ ...none, descriptor: long(501) }, best)],
    ['sectionIdShape', { sections: [{ id: '', title: 'Avant' }] }],
    [
      'sectionIdTwice',
      {
        sections: [
          { id: 's', title: 'Avant' },
          { id: 's', title: 'Après' },
        ],
      },
    ],
    ['sectionTitleMissing', { sections: [{ id: 's', title: '' }] }],
    ['sectionTitleTooLong', { sections: [{ id: 's', title: long(121) }] }],
    ['criterionIdShape', criteriaOf({ id: '__proto__' })],
    ['criterionIdTwice', criteriaOf({ id: 'same' }, { id: 'same' })],
    ['criterionTextMissing', criteriaOf({ text: '\n' })],
    ['criterionTextTooLong', criteriaOf({ text: long(501) })],
    ['criterionCodeUnknown', criteriaOf({ criterionCode: 'C9.9-9' })],
    ['criterionCompetencyMissing', criteriaOf({ competencyCodes: [] })],
    ['criterionCompetencyUnknown', criteriaOf({ competencyCodes: ['1.1', '9.9'] })],
    ['criterionCompetencyTwice', criteriaOf({ competencyCodes: ['1.1', '1.1'] })],
    ['criterionOfficialCompetency', criteriaOf({ criterionCode: 'C3.1-2', competencyCodes: ['1.1'] })],
    ['criterionWeightRange', criteriaOf({ weightHundredths: 0 })],
    ['criterionWeightRange', criteriaOf({ weightHundredths: 10_001 })],
    ['criterionSectionUnknown', criteriaOf({ sectionId: 's9' })],
    ['criterionDescriptorLevel', criteriaOf({ descriptors: { perfect: 'Tout' } })],
    ['criterionDescriptorTooLong', criteriaOf({ descriptors: { best: long(501) } })],
    ['criterionRequiredLevel', criteriaOf({ requiredLevelId: 'perfect' })],
  ];

  for (const [rule, change] of faulty) {
    it(`finds ${rule}, and nothing else`, () => {
      assert.deepEqual(rulesOf(change), [rule]);
    });
  }

  it('names every problem at once, with the place of each', () => {
    const grid = gridOf({
      title: '',
      ...criteriaOf({}, { text: '', weightHundredths: -1, competencyCodes: ['9.9'] }),
      ...scaleOf(none, { ...best, code: '', sharePercent: 200 }),
    });
    assert.deepEqual(checkGrid(grid, framework), [
      { rule: 'titleMissing', part: 'grid', index: 0 },
      { rule: 'levelCodeMissing', part: 'level', index: 1, name: 'best' },
      { rule: 'levelShareRange', part: 'level', index: 1, name: 'best' },
      { rule: 'criterionTextMissing', part: 'criterion', index: 1 },
      { rule: 'criterionWeightRange', part: 'criterion', index: 1 },
      { rule: 'criterionCompetencyUnknown', part: 'criterion', index: 1, name: '9.9' },
    ]);
  });

  it('counts characters as people do', () => {
    assert.deepEqual(rulesOf({ title: '🙂'.repeat(255) }), []);
  });
});
