import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import { shuffled } from '../../evaluation/desk/shuffled.js';
import { isActiveLearner, type LinkRoster, type Member } from '../../platform/roster.js';
import { nameOrder } from '../formatting.js';
import type { Words } from '../language.js';
import { fallbackLabel } from '../session/shell.js';

/** A learner as teachers see them named. */
export interface ListedLearner {
  readonly sub: string;
  /** Family name first, as in a class list; a stable label where the platform, or the teacher, keeps names away. */
  readonly name: string;
  readonly named: boolean;
  /** Not to be judged here any more, or yet: gone from the course or shut out of the activity. */
  readonly left: boolean;
  /** Of the course still, but the platform does not let them open the activity. */
  readonly excluded: boolean;
}

/** How a teacher wants to see a class; `listedClass` makes it of their settings. */
export interface Listing {
  /** What the order is drawn with; absent: by name. */
  readonly seed?: string;
  /** Where names are hidden: what stands for them, by learner. */
  readonly numbers?: ReadonlyMap<string, number>;
}

/** What a list tells by itself of an evaluation: that there is one, and whether it has come out. */
export type Begun = Pick<EvaluationSummary, 'learnerSub' | 'publication' | 'closing'>;

/**
 * The learners who may open an activity, and those who may not, or left the course, and of whom something is kept.
 * Pages take theirs from `listedClass`, so that none shows a name that its teacher has hidden.
 */
export function classList(
  roster: LinkRoster | undefined,
  evaluations: readonly Begun[],
  listing: Listing,
  words: Words,
): readonly ListedLearner[] {
  const isExcluded = (sub: string) => roster?.excluded.has(sub) === true;
  const members = new Map(roster?.members.map((member) => [member.sub, member]));
  const isPresent = (member: Member) => isActiveLearner(member) && !isExcluded(member.sub);
  // Suspended enrolments stay out, as they do of the platform's own lists.
  const present = [...members.values()].filter(isPresent).map(({ sub }) => sub);
  const presentSubs = new Set(present);
  const left = evaluations.map(({ learnerSub }) => learnerSub).filter((sub) => !presentSubs.has(sub));
  const out = new Set(evaluations.filter(hasComeOut).map(({ learnerSub }) => learnerSub));
  const learners = (subs: readonly string[], isLeft: boolean) =>
    subs.map((sub) => {
      const number = out.has(sub) ? undefined : listing.numbers?.get(sub);
      return listed(members.get(sub) ?? { sub }, { left: isLeft, excluded: isExcluded(sub), number }, words);
    });
  return [
    ...inOrder(learners(present, false), listing, words),
    ...inOrder(learners(left, true), listing, words),
  ];
}

/** Judged for good: nothing is left that a name could sway. */
const hasComeOut = ({ publication, closing }: Begun) => publication !== undefined || closing !== undefined;

function listed(
  { sub, name: full, familyName, givenName }: Pick<Member, 'sub'> & Partial<Member>,
  { left, excluded, number }: Pick<ListedLearner, 'left' | 'excluded'> & { number: number | undefined },
  { t }: Words,
): ListedLearner {
  const known = familyName && givenName ? `${familyName} ${givenName}` : full?.trim();
  const name = known || fallbackLabel(sub, t);
  const shown = number === undefined ? name : t('common:numbered', { number });
  return { sub, name: shown, named: Boolean(known), left, excluded };
}

/** By number where names are hidden: alphabetical places would tell them. */
function inOrder(
  learners: readonly ListedLearner[],
  { seed, numbers }: Listing,
  words: Words,
): readonly ListedLearner[] {
  if (seed !== undefined) return drawn(learners, seed);
  if (numbers) return learners.toSorted((a, b) => (numbers.get(a.sub) ?? 0) - (numbers.get(b.sub) ?? 0));
  return byName(learners, words);
}

function drawn(learners: readonly ListedLearner[], seed: string): readonly ListedLearner[] {
  const bySub = new Map(learners.map((learner) => [learner.sub, learner]));
  return shuffled([...bySub.keys()], seed).flatMap((sub) => bySub.get(sub) ?? []);
}

/** Those without a name come last, so that known names stay together. */
function byName(learners: readonly ListedLearner[], { locale }: Words): readonly ListedLearner[] {
  return learners.toSorted(
    (a, b) => Number(b.named) - Number(a.named) || nameOrder[locale].compare(a.name, b.name),
  );
}

/** Where a learner stands among those who are present: « 4 / 24 », and the two beside them. */
export interface Place {
  readonly position: number;
  readonly total: number;
  readonly previous?: ListedLearner;
  readonly next?: ListedLearner;
}

/** @returns undefined for a learner who left, or may not open the activity. */
export function placeOf(sub: string, list: readonly ListedLearner[]): Place | undefined {
  const present = list.filter(({ left }) => !left);
  const index = present.findIndex((learner) => learner.sub === sub);
  if (index === -1) return undefined;
  const [previous, next] = [present[index - 1], present[index + 1]];
  return { position: index + 1, total: present.length, ...(previous && { previous }), ...(next && { next }) };
}
