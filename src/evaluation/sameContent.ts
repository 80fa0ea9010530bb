import type { CriterionEntry, EvaluationContent } from './evaluation.js';

/** Whether nothing differs between two contents: what `contentChanges` would list, without listing it. */
export function sameContent(a: EvaluationContent, b: EvaluationContent): boolean {
  return (
    a.presence === b.presence &&
    a.comment === b.comment &&
    sameAdjustment(a, b) &&
    sameEntries(a.entries, b.entries)
  );
}

type Entries = EvaluationContent['entries'];

/** Lists give most publications the very entries of their draft. */
const sameEntries = (a: Entries, b: Entries): boolean =>
  a === b ||
  (Object.keys(a).every((id) => sameEntry(a[id], b[id])) &&
    Object.keys(b).every((id) => id in a || sameEntry(undefined, b[id])));

function sameAdjustment({ adjustment: a }: EvaluationContent, { adjustment: b }: EvaluationContent): boolean {
  return a?.hundredths === b?.hundredths && a?.reason === b?.reason;
}

const NOTHING: CriterionEntry = {};

function sameEntry(a: CriterionEntry = NOTHING, b: CriterionEntry = NOTHING): boolean {
  const judgedAlike = a.notJudged || b.notJudged ? a.notJudged === b.notJudged : a.levelId === b.levelId;
  return judgedAlike && (a.comment ?? '') === (b.comment ?? '');
}
