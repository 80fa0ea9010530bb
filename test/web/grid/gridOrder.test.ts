import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { CriterionFields, ItemFields, SectionFields } from '../../../src/web/grid/gridFields.js';
import { mayMove, moveItem } from '../../../src/web/grid/gridOrder.js';

const criterion = (id: string, removed = false): CriterionFields => ({
  kind: 'criterion',
  id,
  officialCode: '',
  text: id,
  weight: '1',
  requiredLevel: '',
  competencies: [],
  descriptors: new Map(),
  removed,
});
const section = (id: string, removed = false): SectionFields => ({ kind: 'section', id, title: id, removed });

/** `a b [S] c (d)`: criteria, a section, and a criterion that was taken out. */
const itemsOf = (text: string): readonly ItemFields[] =>
  text.split(' ').map((word) => {
    const id = word.replace(/[^\w]/g, '');
    return word.includes('[') ? section(id, word.includes('(')) : criterion(id, word.includes('('));
  });
const orderOf = (items: readonly ItemFields[]) => items.map(({ id }) => id).join(' ');
const moved = (text: string, id: string, by: -1 | 1) => {
  const items = itemsOf(text);
  const kind = items.find((item) => item.id === id)?.kind ?? 'criterion';
  return orderOf(moveItem(items, { kind, id }, by));
};

describe('moveItem', () => {
  const cases: readonly (readonly [string, string, string, -1 | 1, string])[] = [
    ['moves a criterion by one line', 'a b c', 'b', -1, 'b a c'],
    ['moves a criterion down by one line', 'a b c', 'b', 1, 'a c b'],
    ['takes a criterion into the section before', 'a [S] b', 'b', -1, 'a b S'],
    ['takes a criterion into the section after', 'a [S] b', 'a', 1, 'S a b'],
    ['passes over what was taken out', 'a (x) b', 'b', -1, 'b a x'],
    ['passes over what was taken out on the way down', 'a (x) b', 'a', 1, 'x b a'],
    ['leaves the first line where it is', 'a b', 'a', -1, 'a b'],
    ['leaves the last line where it is', 'a b (x)', 'b', 1, 'a b x'],
    ['moves a section with its criteria', '[S] a b [T] c', 'T', -1, 'T c S a b'],
    ['moves a section down with its criteria', '[S] a [T] b [U] c', 'S', 1, 'T b S a U c'],
    ['keeps criteria without a section first', 'a [S] b', 'S', -1, 'a S b'],
    ['takes a section that was taken out for no section', '[S] a ([T]) b [U] c', 'U', -1, 'U c S a T b'],
    ['leaves everything where the id is unknown', 'a b', 'z', 1, 'a b'],
  ];
  for (const [title, text, id, by, expected] of cases) {
    it(title, () => assert.equal(moved(text, id, by), expected));
  }

  const anyItems = fc
    .array(fc.record({ isSection: fc.boolean(), removed: fc.boolean() }), { minLength: 1, maxLength: 12 })
    .map((kinds) =>
      kinds.map(({ isSection, removed }, index) =>
        isSection ? section(`i${index}`, removed) : criterion(`i${index}`, removed),
      ),
    );

  it('loses nothing, and changes something exactly where mayMove says so', () => {
    fc.assert(
      fc.property(anyItems, fc.nat(), fc.constantFrom(-1 as const, 1 as const), (items, at, by) => {
        const index = at % items.length;
        const item = items[index];
        if (!item || item.removed) return;
        const after = moveItem(items, item, by);
        assert.deepEqual(new Set(after), new Set(items));
        assert.equal(orderOf(after) !== orderOf(items), mayMove(items, index, by));
      }),
    );
  });
});
