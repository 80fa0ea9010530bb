import assert from 'node:assert/strict';
import { versionChanges } from '../../src/evaluation/versionChanges.js';
import type { Grid } from '../../src/grid/grid.js';
import { welcomeGrid } from '../support/activities.js';
import { greeting, otherScale, tidiness, understanding } from '../support/versions.js';

const { scale } = welcomeGrid;
const sections = [{ id: 's1', title: 'Accueillir' }];

describe('versionChanges', () => {
  const cases: [string, Partial<Grid>, readonly object[]][] = [
    ['nothing', {}, []],
    [
      'an added criterion',
      { criteria: [greeting, tidiness, understanding] },
      [{ kind: 'added', criterion: tidiness }],
    ],
    ['a removed criterion', { criteria: [understanding] }, [{ kind: 'removed', criterion: greeting }]],
    [
      'another wording and another weight of one criterion',
      { criteria: [{ ...greeting, text: 'Bonjour.', weightHundredths: 300 }, understanding] },
      [
        {
          kind: 'reworded',
          criterion: { ...greeting, text: 'Bonjour.', weightHundredths: 300 },
          before: greeting,
        },
        {
          kind: 'reweighed',
          criterion: { ...greeting, text: 'Bonjour.', weightHundredths: 300 },
          before: greeting,
        },
      ],
    ],
    [
      'a criterion that became required',
      { criteria: [{ ...greeting, requiredLevelId: '3' }, understanding] },
      [{ kind: 'required', criterion: { ...greeting, requiredLevelId: '3' } }],
    ],
    [
      'a descriptor',
      { criteria: [{ ...greeting, descriptors: { '3': 'Sourit.' } }, understanding] },
      [{ kind: 'described', criterion: { ...greeting, descriptors: { '3': 'Sourit.' } } }],
    ],
    ['another scale', { scale: otherScale }, [{ kind: 'otherScale', before: scale, after: otherScale }]],
    [
      'another share of a level',
      { scale: { ...scale, levels: scale.levels.map((one) => ({ ...one, sharePercent: 50 })) } },
      [
        {
          kind: 'levels',
          before: scale,
          after: { ...scale, levels: scale.levels.map((one) => ({ ...one, sharePercent: 50 })) },
        },
      ],
    ],
    [
      'no other look of a level',
      { scale: { ...scale, levels: scale.levels.map((one) => ({ ...one, color: 'blue' as const })) } },
      [],
    ],
    ['another maximum', { maximumHundredths: 1000 }, [{ kind: 'maximum', before: 2000, after: 1000 }]],
    ['another rounding', { rounding: { stepHundredths: 50, direction: 'up' } }, [{ kind: 'rounding' }]],
    ['how criteria count that are not judged', { notJudged: 'zero' }, [{ kind: 'notJudged' }]],
    ['what is said already without words', { notJudged: 'leftOut', requiredRule: { kind: 'warning' } }, []],
    ['a cap', { requiredRule: { kind: 'cap', hundredths: 800 } }, [{ kind: 'requiredRule' }]],
    ['weights of competencies', { competencyWeights: { '1.1': 200 } }, [{ kind: 'competencyWeights' }]],
    [
      'sections',
      { sections, criteria: [{ ...greeting, sectionId: 's1' }, understanding] },
      [{ kind: 'sections' }],
    ],
    [
      'the levels of a scale whose copy was edited',
      { scale: { ...scale, id: 'own', levels: scale.levels.slice(1) } },
      [{ kind: 'levels', before: scale, after: { ...scale, id: 'own', levels: scale.levels.slice(1) } }],
    ],
    ['another order', { criteria: [understanding, greeting] }, [{ kind: 'order' }]],
    [
      'another title',
      { title: 'Accueil' },
      [{ kind: 'title', before: 'Accueil physique', after: 'Accueil' }],
    ],
  ];
  for (const [name, changes, expected] of cases) {
    it(`tells ${name}`, () => {
      assert.deepEqual(versionChanges(welcomeGrid, { ...welcomeGrid, ...changes }), expected);
    });
  }

  it('calls no section changed by a criterion that came or went', () => {
    const inSection = (criterion: typeof greeting) => ({ ...criterion, sectionId: 's1' });
    const from = { ...welcomeGrid, sections, criteria: [inSection(greeting), understanding] };
    const to = { ...from, criteria: [inSection(greeting), inSection(tidiness)] };
    const kinds = versionChanges(from, to).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['added', 'removed']);
  });

  it('calls no order changed by a criterion that came or went', () => {
    const criteria = [tidiness, greeting, understanding];
    const kinds = versionChanges(welcomeGrid, { ...welcomeGrid, criteria }).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['added']);
  });
});
