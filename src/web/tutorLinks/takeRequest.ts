import { BadRequest } from '../../errors.js';

/** What a teacher's button on a learner's grid asks about a tutor's answers. */
export interface TakeRequest {
  readonly observationId: string;
  /** When the answers that the teacher sees were sent. */
  readonly sentAt: Date;
  readonly what:
    /** All levels that differ, or those of criteria that are still open. */
    | { readonly kind: 'all' | 'open' }
    | { readonly kind: 'one'; readonly criterionId: string }
    /** The tutor may correct what was taken over. */
    | { readonly kind: 'release' };
}

/** The value of a button that asks for it. */
export function takeValue({ observationId, sentAt, what }: TakeRequest): string {
  const criterion = what.kind === 'one' ? ` ${what.criterionId}` : '';
  return `${observationId} ${sentAt.getTime()} ${what.kind}${criterion}`;
}

/** @throws {BadRequest} for what no page of ours sends. */
export function parseTakeRequest(value: string): TakeRequest {
  const [, observationId = '', sent = '', kind, criterionId] =
    /^(\S+) (\d{1,15}) (all|open|one|release)(?: (.+))?$/s.exec(value) ?? [];
  const common = { observationId, sentAt: new Date(Number(sent)) };
  if (kind === 'one' && criterionId !== undefined) return { ...common, what: { kind, criterionId } };
  if ((kind === 'all' || kind === 'open' || kind === 'release') && criterionId === undefined)
    return { ...common, what: { kind } };
  throw new BadRequest("tutor's answers: unknown request");
}
