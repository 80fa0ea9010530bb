import { draftChanges, EMPTY_CONTENT } from './changeContent.js';
import { withContentValue } from './contentValue.js';
import type { Change, Draft } from './evaluation.js';

/** A short fingerprint of a text; two texts with the same one are taken to be equal. */
export type Digest = (text: string) => string;

/**
 * Fingerprints of a draft's fields as they stood when a teacher began: enough to tell who changed what
 * since, without carrying the texts. A field that was empty has none.
 */
export type DraftDigest = Readonly<Record<string, string>>;

/** A field in which a teacher's draft and the stored one differ, as `draftChanges` writes values. */
export interface FieldDifference extends Pick<Change, 'field' | 'criterionId'> {
  readonly mine: string;
  readonly theirs: string;
  /** Since the teacher began. */
  readonly changedBy: 'me' | 'them' | 'both';
}

/** Names a field of a draft. */
export const fieldKey = ({ field, criterionId }: Pick<Change, 'field' | 'criterionId'>): string =>
  criterionId === undefined ? field : `${field}.${criterionId}`;

export function draftDigest(draft: Draft, digest: Digest): DraftDigest {
  const filled = draftChanges({ content: EMPTY_CONTENT }, draft).filter(({ to }) => to);
  return Object.fromEntries(filled.map((change) => [fieldKey(change), digest(change.to ?? '')]));
}

/** Where two drafts differ, and who moved away from what both began with. */
export function draftDifferences(
  mine: Draft,
  theirs: Draft,
  base: DraftDigest,
  digest: Digest,
): readonly FieldDifference[] {
  const untouched = (key: string, value: string) => isUntouched(value, key, base, digest);
  return draftChanges(theirs, mine).map((change) => differenceOf(change, untouched));
}

function differenceOf(
  { from: theirs = '', to: mine = '', ...what }: Change,
  untouched: (key: string, value: string) => boolean,
): FieldDifference {
  const key = fieldKey(what);
  return { ...what, mine, theirs, changedBy: changer(untouched(key, mine), untouched(key, theirs)) };
}

/** Presence is never empty: a base without it began with a present learner. */
function isUntouched(value: string, key: string, base: DraftDigest, digest: Digest): boolean {
  const began = Object.hasOwn(base, key) ? base[key] : undefined;
  if (began === undefined) return value === '' || (key === 'presence' && value === EMPTY_CONTENT.presence);
  return value !== '' && digest(value) === began;
}

function changer(mineUntouched: boolean, theirsUntouched: boolean): FieldDifference['changedBy'] {
  if (mineUntouched && !theirsUntouched) return 'them';
  return theirsUntouched && !mineUntouched ? 'me' : 'both';
}

/** My draft with their values in some fields. */
export const withTheirs = (mine: Draft, differences: readonly FieldDifference[]): Draft =>
  differences.reduce(withOneOfTheirs, mine);

function withOneOfTheirs({ content, privateNote }: Draft, { theirs, ...what }: FieldDifference): Draft {
  const note = what.field === 'privateNote' ? theirs : privateNote;
  return { content: withContentValue(content, what, theirs), ...(note && { privateNote: note }) };
}
