import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { Invitation } from '../../evaluation/tutor/makeTutorLink.js';
import type { Grid } from '../../grid/grid.js';
import type { ListedLearner } from '../class/classList.js';
import { tutorFields, tutorOf, tutorProblem, type TutorProblem } from '../tutor/tutorFields.js';
import { readLastDay, type DayProblem } from './lastDay.js';

/** What a teacher typed to invite a tutor, or to print a sheet for one. */
export interface TypedInvitation {
  readonly tutorName: string;
  readonly company: string;
  readonly learners: readonly string[];
  readonly criteria: readonly string[];
  readonly day: string;
  readonly action: 'invite' | 'sheet';
}

export type InviteProblem =
  | TutorProblem
  | { readonly name: 'learners'; readonly kind: 'none' | 'gone' }
  | { readonly name: 'criteria'; readonly kind: 'none' }
  | { readonly name: 'day'; readonly kind: DayProblem };

export type ReadInvitation =
  | { readonly kind: 'invitation'; readonly invitation: Invitation; readonly dated: boolean }
  | { readonly kind: 'problems'; readonly problems: readonly InviteProblem[] };

const several = z.preprocess((given) => [given ?? []].flat(), z.array(z.string()));

const fields = z.object({
  ...tutorFields,
  learner: several,
  criterion: several,
  day: z.string().trim().default(''),
  action: z.enum(['invite', 'sheet']).default('invite'),
});

/** @throws {BadRequest} for what no page of ours sends. */
export function parseInvitation(body: unknown): TypedInvitation {
  const parsed = fields.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`invitation: ${z.prettifyError(parsed.error)}`);
  const { learner: learners, criterion: criteria, ...typed } = parsed.data;
  return { ...typed, learners, criteria };
}

interface InvitationContext {
  readonly learners: readonly ListedLearner[];
  /** Nobody chooses by number whom to name. */
  readonly namesHidden: boolean;
  readonly grid: Grid;
  readonly now: Date;
}

/**
 * What was typed as an invitation, with learners in the class's order and criteria in the grid's; or all that stands
 * in its way. A sheet on paper needs neither a name nor an end.
 */
export function readInvitation(
  typed: TypedInvitation,
  { learners, namesHidden, grid, now }: InvitationContext,
): ReadInvitation {
  const isSheet = typed.action === 'sheet';
  const learnerSubs = learners
    .filter(({ sub, left }) => !left && !namesHidden && typed.learners.includes(sub))
    .map(({ sub }) => sub);
  const criterionIds = grid.criteria.filter(({ id }) => typed.criteria.includes(id)).map(({ id }) => id);
  const tutor = tutorOf(typed);
  const end = readLastDay(typed.day, now);
  const problems: readonly InviteProblem[] = [
    ...tutorProblem(tutor, { named: !isSheet }),
    ...learnersProblem(typed.learners, learnerSubs),
    ...(criterionIds.length === 0 ? [{ name: 'criteria', kind: 'none' } as const] : []),
    ...(end.kind === 'end' || isSheet ? [] : [{ name: 'day', kind: end.kind } as const]),
  ];
  if (problems.length > 0) return { kind: 'problems', problems };
  const expiresAt = end.kind === 'end' ? end.expiresAt : now;
  const invitation = { tutor, learnerSubs, criterionIds, expiresAt };
  return { kind: 'invitation', invitation, dated: end.kind === 'end' };
}

function learnersProblem(
  asked: readonly string[],
  known: readonly string[],
): readonly Extract<InviteProblem, { name: 'learners' }>[] {
  if (asked.length === 0) return [{ name: 'learners', kind: 'none' }];
  return known.length < new Set(asked).size ? [{ name: 'learners', kind: 'gone' }] : [];
}
