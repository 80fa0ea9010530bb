import type { Member, Roster } from '../../platform/roster.js';
import { nameOrder } from '../formatting.js';
import type { Words } from '../language.js';
import { fallbackLabel } from '../session/shell.js';

/** A learner as teachers see them named. */
export interface ListedLearner {
  readonly sub: string;
  /** Family name first, as in a class list; a stable label where the platform keeps names to itself. */
  readonly name: string;
  readonly named: boolean;
  /** Evaluated, and no longer in the class list. */
  readonly left: boolean;
}

/** The learners of a class list, and those who left it with an evaluation, by family name. */
export function classList(
  roster: Roster | undefined,
  evaluatedSubs: readonly string[],
  words: Words,
): readonly ListedLearner[] {
  const members = new Map(roster?.members.map((member) => [member.sub, member]));
  const present = [...members.values()].filter(isPresentLearner);
  const presentSubs = new Set(present.map(({ sub }) => sub));
  const left = evaluatedSubs.filter((sub) => !presentSubs.has(sub));
  return [
    ...inOrder(
      present.map((member) => listed(member, false, words)),
      words,
    ),
    ...inOrder(
      left.map((sub) => listed(members.get(sub) ?? { sub }, true, words)),
      words,
    ),
  ];
}

/** Suspended enrolments stay out, as they do of the platform's own lists. */
const isPresentLearner = ({ role, active }: Member) => role === 'learner' && active;

function listed(member: Pick<Member, 'sub'> & Partial<Member>, left: boolean, { t }: Words): ListedLearner {
  const { sub, familyName, givenName } = member;
  const name = familyName && givenName ? `${familyName} ${givenName}` : member.name?.trim();
  return { sub, name: name || fallbackLabel(sub, t), named: Boolean(name), left };
}

/** Those without a name come last, so that known names stay together. */
function inOrder(learners: readonly ListedLearner[], { locale }: Words): readonly ListedLearner[] {
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

/** @returns undefined for a learner who left. */
export function placeOf(sub: string, list: readonly ListedLearner[]): Place | undefined {
  const present = list.filter(({ left }) => !left);
  const index = present.findIndex((learner) => learner.sub === sub);
  if (index === -1) return undefined;
  const [previous, next] = [present[index - 1], present[index + 1]];
  return { position: index + 1, total: present.length, ...(previous && { previous }), ...(next && { next }) };
}
