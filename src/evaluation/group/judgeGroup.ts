import { editDraft } from '../changeContent.js';
import {
  draftDifferences,
  fieldKey,
  withTheirs,
  type Digest,
  type DraftDigest,
  type FieldDifference,
} from '../contentConflict.js';
import type { Actor, Evaluation, EvaluationContent, GroupName } from '../evaluation.js';

/** What a teacher judges of a group, and what they had before them. */
export interface GroupSheet {
  readonly group: GroupName;
  readonly content: EvaluationContent;
  /** Of the group's judgement as the page showed it. */
  readonly base: DraftDigest;
  /** `ownValueKey` of values that the teacher saw, and gives up for the group's. */
  readonly same: ReadonlySet<string>;
  readonly by: Actor;
  readonly at: Date;
}

/** One value of one member that differs from the group's, or stands where the group's is still open. */
export interface OwnValue extends Pick<FieldDifference, 'field' | 'criterionId'> {
  readonly learnerSub: string;
  /** As `draftChanges` writes it; never empty. */
  readonly value: string;
  /** The group's, empty while it is open. */
  readonly groups: string;
  readonly key: string;
}

/**
 * A member's evaluation with what was judged of the group: where it is still open, and where it was what the group
 * had. A value of the member's own stays, unless the teacher saw it and gives it up. The same evaluation when there
 * is nothing to give. Presence, mark and note are the member's alone.
 */
export function judgedWithGroup(evaluation: Evaluation, sheet: GroupSheet, digest: Digest): Evaluation {
  const { content, base, same, group, by, at } = sheet;
  const given = differences(content, evaluation.content, base, digest).filter(
    (one) =>
      one.changedBy === 'me' ||
      one.theirs === '' ||
      same.has(ownValueKey(evaluation.learnerSub, one, one.theirs, digest)),
  );
  const takes = given.map((one) => ({ ...one, theirs: one.mine }));
  const { content: next } = withTheirs({ content: evaluation.content }, takes);
  const edited = editDraft(evaluation, { ...evaluation, content: next }, { at, by, group });
  return edited === evaluation ? evaluation : { ...edited, group: { ...group, at } };
}

/** The group's judgement with what this teacher changed of it; what a colleague changed meanwhile stays. */
export function mergedJudgement(
  { content, base }: Pick<GroupSheet, 'content' | 'base'>,
  stored: EvaluationContent,
  digest: Digest,
): EvaluationContent {
  const theirs = differences(content, stored, base, digest).filter(({ changedBy }) => changedBy === 'them');
  return withTheirs({ content }, theirs).content;
}

/** Where a member has a value that is not the group's. */
export const ownValues = (
  groups: EvaluationContent,
  member: { readonly learnerSub: string; readonly content: EvaluationContent },
  digest: Digest,
): readonly OwnValue[] =>
  differences(groups, member.content, {}, digest)
    .filter(({ theirs }) => theirs !== '')
    .map(({ field, criterionId, mine, theirs }) => {
      const what = { field, ...(criterionId !== undefined && { criterionId }) };
      const key = ownValueKey(member.learnerSub, what, theirs, digest);
      return { ...what, learnerSub: member.learnerSub, value: theirs, groups: mine, key };
    });

/** In what a group and its members can differ. */
const SHARED: ReadonlySet<FieldDifference['field']> = new Set(['level', 'comment', 'generalComment']);

function differences(
  groups: EvaluationContent,
  member: EvaluationContent,
  base: DraftDigest,
  digest: Digest,
): readonly FieldDifference[] {
  return draftDifferences({ content: groups }, { content: member }, base, digest).filter(({ field }) =>
    SHARED.has(field),
  );
}

/** Names a member's value as a teacher saw it: another value has another key. */
const ownValueKey = (
  learnerSub: string,
  what: Pick<FieldDifference, 'field' | 'criterionId'>,
  value: string,
  digest: Digest,
): string => JSON.stringify([learnerSub, fieldKey(what), digest(value)]);
