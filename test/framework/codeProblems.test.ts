import assert from 'node:assert/strict';
import { codeProblems } from '../../src/framework/codeProblems.js';

describe('codeProblems', () => {
  const cases: { name: string; codes: string; problems: string[] }[] = [
    {
      name: 'finds none in codes numbered without a gap',
      codes: 'B1 1.1 1.1.a 1.1.b C1.1-1 C1.1-2 1.2 1.2.a C1.2-1 B2 2.1 2.1.a C2.1-1',
      problems: [],
    },
    {
      name: 'names a code used twice',
      codes: 'B1 1.1 1.1.a C1.1-1 C1.1-1',
      problems: ['C1.1-1 is used twice'],
    },
    {
      name: 'names a gap',
      codes: 'B1 1.1 1.1.a C1.1-2',
      problems: ['C1.1-2 stands where C1.1-1 is expected'],
    },
    {
      name: 'names both codes of a swap',
      codes: 'B1 1.1 1.1.b 1.1.a C1.1-1',
      problems: ['1.1.b stands where 1.1.a is expected', '1.1.a stands where 1.1.b is expected'],
    },
    {
      name: 'names a competency under another block',
      codes: 'B1 1.1 1.1.a C1.1-1 B2 1.2 2.2.a C2.1-1',
      problems: ['1.2 stands where 2.1 is expected', '2.2.a stands where 2.1.a is expected'],
    },
    { name: 'leaves another shape to the reader of the file', codes: 'B1 one', problems: [] },
  ];

  for (const { name, codes, problems } of cases) {
    it(name, () => assert.deepEqual(codeProblems(codes.split(' ')), problems));
  }
});
