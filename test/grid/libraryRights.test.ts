import assert from 'node:assert/strict';
import type { LibraryGrid } from '../../src/grid/libraryGrid.js';
import { mayChange, mayUse, type LibraryReader } from '../../src/grid/libraryRights.js';
import { welcomeLibraryGrid } from '../support/libraryGrids.js';

const scope = { registrationId: 'registration-1', deploymentId: '1', contextId: '42' };
const owner: LibraryReader = { scope, user: { sub: '7' } };
const colleague: LibraryReader = { scope, user: { sub: '8' } };
const of = (changes: Partial<LibraryGrid>): LibraryGrid => ({ ...welcomeLibraryGrid, ...changes });
const archivedAt = new Date('2040-02-01T08:00:00Z');

const cases: readonly (readonly [
  string,
  Partial<LibraryGrid>,
  LibraryReader,
  { use: boolean; change: boolean },
])[] = [
  ['its owner', {}, owner, { use: true, change: true }],
  ['its owner, from another course', { contextId: '43' }, owner, { use: true, change: true }],
  ['its owner, once archived', { archivedAt }, owner, { use: true, change: true }],
  ['a colleague, while private', {}, colleague, { use: false, change: false }],
  ['a colleague of the course', { visibility: 'context' }, colleague, { use: true, change: false }],
  [
    'a colleague of another course',
    { visibility: 'context', contextId: '43' },
    colleague,
    { use: false, change: false },
  ],
  ['everyone', { visibility: 'deployment', contextId: '43' }, colleague, { use: true, change: false }],
  [
    'a colleague, once archived',
    { visibility: 'deployment', archivedAt },
    colleague,
    { use: false, change: false },
  ],
  [
    'another deployment',
    { visibility: 'deployment', deploymentId: '2' },
    colleague,
    { use: false, change: false },
  ],
  [
    'another registration',
    { visibility: 'deployment', registrationId: 'r2' },
    colleague,
    { use: false, change: false },
  ],
  ['the same person of another deployment', { deploymentId: '2' }, owner, { use: false, change: false }],
];

describe('mayUse and mayChange', () => {
  for (const [who, changes, reader, { use, change }] of cases) {
    it(`${use ? 'let' : 'do not let'} ${who} use a grid, and ${change ? 'change it' : 'never change it'}`, () => {
      assert.equal(mayUse(of(changes), reader), use);
      assert.equal(mayChange(of(changes), reader), change);
    });
  }
});
