import type { Decided } from '../../evaluation/decideEach.js';
import type { ListedLearner } from '../class/classList.js';
import type { Words } from '../language.js';
import { REFUSALS, type Refusal } from './eachDecision.js';

/** What the page after a decision on several evaluations, or on the activity, can tell. */
const DONE = [
  'published',
  'ready',
  'closed',
  'coSigned',
  'certificative',
  'formative',
  'dated',
  'undated',
  'nobody',
] as const;
type Done = (typeof DONE)[number];

const TROUBLES = [...REFUSALS, 'changed', 'gone'] as const;
type Trouble = (typeof TROUBLES)[number];

/** The query that has the next page say what became of each. */
export function outcomeQuery(done: Done, decided: readonly Decided<Refusal>[] = []): string {
  const query = new URLSearchParams({ done });
  const count = decided.filter(({ kind }) => kind === 'done').length;
  query.set('count', `${count}`);
  const already = decided.filter(({ kind }) => kind === 'unchanged').length;
  if (already > 0) query.set('already', `${already}`);
  for (const { kind, learnerSub } of decided) {
    if (TROUBLES.some((trouble) => trouble === kind)) query.append(kind, learnerSub);
  }
  return query.toString();
}

export interface OutcomeNotice {
  readonly tone: 'done' | 'wait';
  readonly text: string;
  /** Why some were left out, and who they are. */
  readonly troubles: readonly { readonly text: string; readonly links: readonly NamedLink[] }[];
}

interface NamedLink {
  readonly href: string;
  readonly text: string;
}

/** « 12 évaluations publiées. 1 n'a aucun attendu évalué : Diallo Amadou. » */
export function outcomeNotice(
  query: Readonly<Record<string, unknown>>,
  learners: readonly ListedLearner[],
  { t }: Words,
): OutcomeNotice | undefined {
  const done = DONE.find((one) => one === query['done']);
  if (!done) return undefined;
  const count = countOf(query['count'], learners.length);
  const already = countOf(query['already'], learners.length);
  const troubles = TROUBLES.flatMap((trouble) => troubleOf(trouble, query[trouble], learners, { t }));
  const sentences = [
    t(`release:done.${done}`, { count }),
    ...(already > 0 ? [t(`release:done.${alreadyKey(done)}`, { count: already })] : []),
  ];
  return {
    tone: troubles.length > 0 || done === 'nobody' ? 'wait' : 'done',
    text: sentences.join(' '),
    troubles,
  };
}

/** A purpose is the activity's: what was unchanged about its evaluations is their mark. */
function alreadyKey(done: Done) {
  if (done === 'certificative') return 'alreadyCertificative';
  return done === 'formative' ? 'alreadyFormative' : 'already';
}

/** Nothing that an address says makes us tell of more learners than there are. */
function countOf(given: unknown, most: number): number {
  const count = typeof given === 'string' && /^\d{1,4}$/.test(given) ? Number(given) : 0;
  return Math.min(count, most);
}

function troubleOf(
  trouble: Trouble,
  given: unknown,
  learners: readonly ListedLearner[],
  { t }: Pick<Words, 't'>,
): OutcomeNotice['troubles'] {
  const subs = new Set([given ?? []].flat().map(String));
  const concerned = learners.filter(({ sub }) => subs.has(sub));
  if (concerned.length === 0) return [];
  const links = concerned.map(({ sub, name }) => ({
    href: `learners/${encodeURIComponent(sub)}`,
    text: name,
  }));
  return [{ text: t(`release:trouble.${trouble}`, { count: links.length }), links }];
}
