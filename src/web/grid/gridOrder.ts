import type { ItemFields, LevelFields } from './gridFields.js';

type By = -1 | 1;

/** Levels with one of them a place lower or higher; what was taken out is passed over. */
export function moveLevel(levels: readonly LevelFields[], id: string, by: By): readonly LevelFields[] {
  return swapped(
    levels,
    levels.findIndex((level) => level.id === id),
    by,
  );
}

/**
 * Items with one of them moved: a criterion by one line, into the section before or after when it meets one's
 * heading; a section by one section, with its criteria.
 */
export function moveItem(
  items: readonly ItemFields[],
  { kind, id }: { readonly kind: string; readonly id: string },
  by: By,
): readonly ItemFields[] {
  const index = items.findIndex((item) => item.kind === kind && item.id === id);
  return kind === 'section' ? sectionMoved(items, index, by) : swapped(items, index, by);
}

/** Whether `moveItem` or `moveLevel` would change anything for the item at this place of the list. */
export function mayMove(items: readonly (ItemFields | LevelFields)[], index: number, by: By): boolean {
  const item = items[index];
  const others = by < 0 ? items.slice(0, index) : items.slice(index + 1);
  const isSection = item !== undefined && 'kind' in item && item.kind === 'section';
  return others.some(
    (other) => !other.removed && (!isSection || ('kind' in other && other.kind === 'section')),
  );
}

function swapped<Item extends { readonly removed: boolean }>(
  items: readonly Item[],
  index: number,
  by: By,
): readonly Item[] {
  const item = items[index];
  let other = index + by;
  while (items[other]?.removed) other += by;
  if (!item || !items[other]) return items;
  return items.toSpliced(index, 1).toSpliced(other, 0, item);
}

function sectionMoved(items: readonly ItemFields[], index: number, by: By): readonly ItemFields[] {
  const starts = items.flatMap((item, at) => (item.kind === 'section' && !item.removed ? [at] : []));
  const own = starts.indexOf(index);
  const first = by < 0 ? own - 1 : own;
  const [start, middle, end = items.length] = starts.slice(Math.max(first, 0));
  if (own < 0 || first < 0 || start === undefined || middle === undefined) return items;
  return [
    ...items.slice(0, start),
    ...items.slice(middle, end),
    ...items.slice(start, middle),
    ...items.slice(end),
  ];
}
