import type { Words } from '../language.js';
import type { classRelease } from './classRelease.js';

interface SelectionContext {
  /** One a learner of the list that is shown; empty where nothing can be done with them. */
  readonly picks: readonly string[];
  readonly choices: ReturnType<typeof classRelease>['selection'];
  /** Of the page's address. */
  readonly query: Readonly<Record<string, unknown>>;
}

/** What the class page offers to do with the learners that are ticked; undefined where nobody can be. */
export function selectionView({ picks, choices, query }: SelectionContext, { t }: Words) {
  const count = picks.filter((pick) => pick !== '').length;
  if (count === 0) return undefined;
  return {
    choices,
    ticked: query['tick'] === 'all',
    label: t('release:selection.label'),
    countLabel: t('release:selection.countLabel', { count: '%d' }),
    all: { href: addressWith(query, { tick: 'all' }), text: t('release:selection.all', { count }) },
    none: { href: addressWith(query, {}), text: t('release:selection.none') },
  };
}

/** Beside what filters the list; what the last button did is told once. */
const FILTERS = ['state', 'group'];

function addressWith(query: SelectionContext['query'], more: Record<string, string>): string {
  const kept = FILTERS.flatMap((name): [string, string][] =>
    typeof query[name] === 'string' ? [[name, query[name]]] : [],
  );
  return `?${new URLSearchParams([...kept, ...Object.entries(more)]).toString()}`;
}
