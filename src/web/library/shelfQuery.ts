import type { Shelf } from '../../grid/libraryGrid.js';
import type { LaunchSession } from '../../platform/launchSession.js';

export const SHELVES = ['mine', 'course', 'shared', 'archived'] as const;
export type ShelfName = (typeof SHELVES)[number];

export const GRIDS_PER_PAGE = 20;

/** Longer searches find nothing more. */
const MAXIMUM_WORDS = 8;

export interface ShelfQuery {
  readonly show: ShelfName;
  readonly q: string;
  readonly words: readonly string[];
  /** From 1. */
  readonly page: number;
}

/** Reads the list's address; what makes no sense is left out. */
export function readShelfQuery(query: Readonly<Record<string, unknown>>): ShelfQuery {
  const q = typeof query['q'] === 'string' ? query['q'].slice(0, 200) : '';
  const page =
    typeof query['page'] === 'string' && /^[1-9]\d{0,3}$/.test(query['page']) ? query['page'] : '1';
  return {
    show: SHELVES.find((shelf) => shelf === query['show']) ?? 'mine',
    q,
    words: q.split(/\s+/).filter(Boolean).slice(0, MAXIMUM_WORDS),
    page: Number(page),
  };
}

export function shelfOf(show: ShelfName, { scope, user }: LaunchSession): Shelf {
  switch (show) {
    case 'mine':
    case 'archived':
      return { kind: show, ownerSub: user.sub };
    case 'course':
      return { kind: 'context', contextId: scope.contextId };
    case 'shared':
      return { kind: 'deployment' };
  }
}
