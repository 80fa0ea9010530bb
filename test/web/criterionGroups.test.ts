import assert from 'node:assert/strict';
import type { Grid } from '../../src/grid/grid.js';
import { criterionGroups } from '../../src/web/criterionGroups.js';
import { criterion, gridOf } from '../grid/grids.js';

const titles = new Map([['1.1', 'Gérer']]);
const at = (id: string, code: string, sectionId?: string) => ({
  ...criterion(id),
  competencyCodes: code ? [code] : [],
  ...(sectionId && { sectionId }),
});
const read = (grid: Partial<Grid>) =>
  criterionGroups(gridOf(grid), titles).map(({ code, title, criteria }) => [
    `${code} ${title}`.trim(),
    ...criteria.map(({ criterion: { id }, index }) => `${index} ${id}`),
  ]);

describe('criterionGroups', () => {
  it('puts consecutive criteria of one competency under its title', () => {
    const criteria = [at('a', '1.1'), at('b', '1.1'), at('c', '9.9'), at('d', '1.1'), at('e', '')];
    assert.deepEqual(read({ criteria }), [
      ['1.1 Gérer', '0 a', '1 b'],
      ['9.9', '2 c'],
      ['1.1 Gérer', '3 d'],
      ['', '4 e'],
    ]);
  });

  it('puts them under sections where the grid has some', () => {
    const sections = [
      { id: 's1', title: 'Accueillir' },
      { id: 's2', title: 'Conclure' },
    ];
    const criteria = [at('a', '1.1'), at('b', '1.1', 's1'), at('c', '9.9', 's1'), at('d', '1.1', 's2')];
    assert.deepEqual(read({ criteria, sections }), [
      ['', '0 a'],
      ['Accueillir', '1 b', '2 c'],
      ['Conclure', '3 d'],
    ]);
  });
});
