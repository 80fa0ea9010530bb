import type { Grid, GridCriterion } from '../grid/grid.js';
import type { Level } from '../grid/scale.js';
import type { Activity } from './activity.js';
import { isAboveMaximum, withFittingAdjustment } from './adjustment.js';
import { carriedContent } from './carriedContent.js';
import type {
  CriterionEntry,
  EvaluationContent,
  ObservedSummary,
  Publication,
  PublicationSummary,
} from './evaluation.js';
import { gridOf, versionOf } from './gridOf.js';
import { movedGrid } from './movedGrid.js';
import { sameObservations } from './observation/publishedObservations.js';
import { recounted } from './observation/recount.js';
import { openCriteria } from './openCriteria.js';
import { contentMark, publicationOf, sends } from './publish.js';

/** A version that an activity may move to. */
export interface TargetVersion {
  readonly gridVersionId: string;
  readonly grid: Grid;
}

/** What applying another version would do, learner by learner; nothing is done yet. */
export interface VersionEffect {
  readonly learners: readonly LearnerEffect[];
  /** Closed evaluations: while there is one, no version can be applied. */
  readonly closed: readonly string[];
}

export interface LearnerEffect {
  readonly learnerSub: string;
  /** Nothing that anyone sees changes. */
  readonly untouched: boolean;
  /** In the new version's order, with the level that its scale does not have. */
  readonly toJudgeAgain: readonly LostLevel[];
  /** Judged before on the new version's scale, or on criteria that it has again: they come back. */
  readonly back: readonly GridCriterion[];
  /** Added, and not judged yet. */
  readonly added: readonly GridCriterion[];
  /** Removed, with something written on them: it is kept. */
  readonly removed: readonly GridCriterion[];
  /** Of the draft: what publishing would show. */
  readonly draft: MarkChange;
  readonly published: PublishedEffect;
  /** An adjusted mark above the new maximum: the draft goes back to the computed one. */
  readonly adjustmentDropped: boolean;
  /** It was ready to be published; with criteria to judge it is no more. */
  readonly noLongerReady: boolean;
}

interface LostLevel {
  readonly criterion: GridCriterion;
  readonly level: Level;
}

export interface MarkChange {
  readonly before?: CountingMark;
  readonly after?: CountingMark;
}

/** The mark that counts, and the computed one where a teacher adjusted it. */
export type CountingMark = NonNullable<Publication['mark']> & { readonly computedHundredths?: number };

/** What would become of a publication. */
export type PublishedEffect =
  | { readonly kind: 'none' }
  /** It is on the new version already. */
  | { readonly kind: 'current' }
  /** It cannot be shown on the new version: it stays as it is. */
  | { readonly kind: 'stuck'; readonly why: StuckReason; readonly before?: CountingMark }
  | ({
      readonly kind: 'movable';
      readonly at: Date;
      /** Whether the gradebook would receive a mark. */
      readonly sent: boolean;
      /** Some of its levels are lost: better judged again first. */
      readonly incomplete: boolean;
    } & MarkChange);

export type StuckReason = 'nothingJudged' | 'adjustment';

/**
 * The effect of another version on every evaluation of an activity, from what is stored alone. The activity keeps
 * its own purpose: a version never makes marks leave, or stay.
 */
export function versionEffect(
  activity: Activity,
  evaluations: readonly ObservedSummary[],
  target: TargetVersion,
): VersionEffect {
  const to = { ...activity, ...movedGrid(activity, target, activity.createdAt) };
  return {
    learners: evaluations.map((evaluation) => learnerEffect(evaluation, activity, to)),
    closed: evaluations.filter(({ closing }) => closing).map(({ learnerSub }) => learnerSub),
  };
}

function learnerEffect(evaluation: ObservedSummary, from: Activity, to: Activity): LearnerEffect {
  const { learnerSub, content } = evaluation;
  const grid = gridOf(from, evaluation);
  const { content: carried } = movedDraft(evaluation, grid, to);
  const judgements = judgementEffects(content, carried, { from: grid, to: to.grid });
  const draft = { ...before(markOn({ ...from, grid }, content)), ...after(markOn(to, carried)) };
  const published = publishedEffect(evaluation.publication, from, to);
  const marks = !sameMark(draft) || (published.kind === 'movable' && !sameMark(published));
  const touched =
    marks || published.kind === 'stuck' || Object.values(judgements).some((list) => list.length);
  return {
    learnerSub,
    untouched: !touched,
    ...judgements,
    draft,
    published,
    adjustmentDropped: isAboveMaximum(content.adjustment, to.grid),
    noLongerReady: evaluation.ready !== undefined && opens(content, carried, { from: grid, to: to.grid }),
  };
}

/** An evaluation's draft on the version of `to`, with what its observations make of it there. */
export const movedDraft = <Of extends Pick<ObservedSummary, 'content' | 'observations' | 'counted'>>(
  evaluation: Of,
  from: Grid,
  to: Activity,
): Of => recounted({ ...evaluation, content: draftOn(to.grid, evaluation.content, from) }, to);

/** A draft as it would be judged on another version. */
export const draftOn = (grid: Grid, content: EvaluationContent, from: Grid): EvaluationContent =>
  withFittingAdjustment(carriedContent(content, from.scale, grid.scale), grid);

/** Whether more is open than before. */
export const opens = (
  content: EvaluationContent,
  carried: EvaluationContent,
  { from, to }: { from: Grid; to: Grid },
): boolean => openCriteria(to, carried).length > openCriteria(from, content).length;

/** Absent and excused learners are judged on nothing: no criterion concerns them, whatever was written. */
function judgementEffects(
  content: EvaluationContent,
  carried: EvaluationContent,
  { from, to }: { from: Grid; to: Grid },
): Pick<LearnerEffect, 'toJudgeAgain' | 'back' | 'added' | 'removed'> {
  const removed = from.criteria.filter(({ id }) => isWritten(content.entries[id]) && !holds(to, id));
  if (content.presence !== 'present') return { toJudgeAgain: [], back: [], added: [], removed };
  const open = new Set(openCriteria(to, carried).map(({ id }) => id));
  return {
    toJudgeAgain: to.criteria.flatMap((criterion) =>
      open.has(criterion.id) ? lostLevel(criterion, content.entries[criterion.id], from) : [],
    ),
    back: to.criteria.filter(({ id }) => isBack(content.entries[id], carried.entries[id], holds(from, id))),
    added: to.criteria.filter(({ id }) => open.has(id) && !holds(from, id)),
    removed,
  };
}

/** Asked for each criterion of each learner. Grids never change, so each is looked through once. */
function holds(grid: Grid, criterionId: string): boolean {
  const known = criterionIds.get(grid) ?? new Set(grid.criteria.map(({ id }) => id));
  criterionIds.set(grid, known);
  return known.has(criterionId);
}

const criterionIds = new WeakMap<Grid, ReadonlySet<string>>();

const isWritten = (entry: CriterionEntry | undefined) =>
  entry?.levelId !== undefined || entry?.notJudged === true || Boolean(entry?.comment);

function lostLevel(
  criterion: GridCriterion,
  entry: CriterionEntry | undefined,
  from: Grid,
): readonly LostLevel[] {
  const level = from.scale.levels.find(({ id }) => id === entry?.levelId);
  return level && holds(from, criterion.id) ? [{ criterion, level }] : [];
}

function isBack(before: CriterionEntry | undefined, carried: CriterionEntry | undefined, wasThere: boolean) {
  if (!wasThere) return isWritten(carried);
  return carried?.levelId !== undefined && carried.levelId !== before?.levelId;
}

function publishedEffect(
  publication: PublicationSummary | undefined,
  activity: Activity,
  to: Activity,
): PublishedEffect {
  if (!publication) return { kind: 'none' };
  if (versionOf(activity, publication) === to.gridVersionId) return { kind: 'current' };
  const shown = countingMark(publication);
  const moved = movedPublication(publication, activity, to);
  if (moved.kind === 'stuck') return { ...moved, ...before(shown) };
  const mark = countingMark(moved.publication);
  const { content } = publication;
  const published = gridOf(activity, publication);
  const lost = judgementEffects(content, moved.publication.content, { from: published, to: to.grid });
  const change = { ...before(shown), ...after(mark) };
  const sent = sends(to) && !sameMark(change);
  return { kind: 'movable', at: publication.at, sent, incomplete: lost.toJudgeAgain.length > 0, ...change };
}

/**
 * A publication as it would be shown on another version: the same judgement, with its mark on the new grid.
 * Author and moment stay.
 */
export function movedPublication(
  publication: Publication,
  activity: Activity,
  to: Activity,
):
  | { readonly kind: 'moved'; readonly publication: Publication }
  | { readonly kind: 'stuck'; readonly why: StuckReason } {
  if (isAboveMaximum(publication.content.adjustment, to.grid)) return { kind: 'stuck', why: 'adjustment' };
  const content = carriedContent(publication.content, gridOf(activity, publication).scale, to.grid.scale);
  const mark = contentMark(to, content);
  if (content.presence === 'present' && !mark) return { kind: 'stuck', why: 'nothingJudged' };
  const { at, by } = publication;
  const moved = publicationOf({ activity: to, content, mark, by, at });
  return { kind: 'moved', publication: { ...moved, ...sameObservations(publication) } };
}

/** Of a draft: nothing on certificative grids, and where nothing is judged. */
function markOn(activity: Activity, content: EvaluationContent): CountingMark | undefined {
  const mark = contentMark(activity, content);
  // Neither author nor moment has a part in the mark.
  const nobody = { by: { sub: '' }, at: activity.createdAt };
  return countingMark(publicationOf({ activity, content, mark, ...nobody }));
}

function countingMark({ mark, computedHundredths }: Publication): CountingMark | undefined {
  return mark && { ...mark, ...(computedHundredths !== undefined && { computedHundredths }) };
}

const before = (mark: CountingMark | undefined) => (mark ? { before: mark } : {});
const after = (mark: CountingMark | undefined) => (mark ? { after: mark } : {});

/** Whether the mark that counts stays, whatever the computed one behind it does. */
export const sameMark = ({ before: a, after: b }: MarkChange): boolean =>
  a?.hundredths === b?.hundredths && a?.maximumHundredths === b?.maximumHundredths;
