import type { Activity } from '../activity.js';
import type { Evaluation, EvaluationContent } from '../evaluation.js';
import { judgedAs, judgementOf, NOT_JUDGED } from '../judgement.js';
import { countedLevels } from './countedLevels.js';
import type { AutomaticRule, Counted } from './observation.js';

/** What of an evaluation a rule reads and makes. */
type Countable = Pick<Evaluation, 'content' | 'observations' | 'counted'>;

type Counting = Pick<Activity, 'grid' | 'gridVersionId' | 'pastGrids' | 'counting'>;

/** Criterion id → what the rule makes of it. */
type Levels = Counted['levels'];

/** The activity's rule, where it makes levels by itself. */
export const automaticRule = ({ counting }: Pick<Activity, 'counting'>): AutomaticRule | undefined =>
  counting === 'byHand' ? undefined : counting;

/**
 * The evaluation with the levels that its observations make under the activity's rule: the same one when nothing
 * changes. Criteria that a teacher judged otherwise keep their level, whoever wrote it and wherever.
 *
 * @param overrides whether a rule that begins replaces the levels that stand there; without it they all count as
 *   the teacher's choice.
 */
export function recounted<Of extends Countable>(evaluation: Of, activity: Counting, overrides = false): Of {
  const rule = automaticRule(activity);
  if (!rule) return withoutRule(evaluation);
  const { observations = [], content, counted } = evaluation;
  if (observations.length === 0 && !counted) return evaluation;

  const made = countedLevels(observations, activity, rule);
  const after = Object.fromEntries([...made].map(([id, { level }]) => [id, level.id]));
  const before = counted ?? (overrides ? replaceable(content, after) : NOTHING_COUNTED);
  const byHand = choices(before, after, content);
  const next = withLevels(content, { before: before.levels, after, byHand: new Set(byHand) });
  const recount: Counted = { rule, levels: after, byHand };
  if (next === content && sameCounted(counted, recount)) return evaluation;
  return { ...evaluation, content: next, counted: recount };
}

/** The content's judgements, by criterion id. */
const judgements = ({ entries }: EvaluationContent): readonly (readonly [string, string])[] =>
  Object.entries(entries)
    .map(([id, entry]) => [id, judgementOf(entry)] as const)
    .filter(([, judgement]) => judgement !== '');

type Before = Pick<Counted, 'levels' | 'byHand'>;

const NOTHING_COUNTED: Before = { levels: {}, byHand: [] };

/** As if a rule had made the levels that it is about to replace. */
const replaceable = (content: EvaluationContent, after: Levels): Before => ({
  levels: Object.fromEntries(judgements(content).filter(([id]) => after[id] !== undefined)),
  byHand: [],
});

/**
 * A level that differs from what the rule made is somebody's choice, and no later observation takes it away. A
 * criterion that was not judged waits for an observation, unless a teacher says so against one.
 */
function choices({ levels, byHand }: Before, after: Levels, content: EvaluationContent): readonly string[] {
  const own = judgements(content).filter(
    ([id, judgement]) => judgement !== NOT_JUDGED && judgement !== levels[id] && judgement !== after[id],
  );
  return [...new Set([...byHand, ...own.map(([id]) => id)])];
}

interface Step {
  readonly before: Levels;
  readonly after: Levels;
  readonly byHand: ReadonlySet<string>;
}

function withLevels(content: EvaluationContent, { before, after, byHand }: Step): EvaluationContent {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const moved = ids.filter((id) => !byHand.has(id) && judgementOf(content.entries[id]) !== (after[id] ?? ''));
  if (moved.length === 0) return content;
  const entries = moved.map((id) => [id, judgedAs(content.entries[id] ?? {}, after[id] ?? '')] as const);
  return { ...content, entries: { ...content.entries, ...Object.fromEntries(entries) } };
}

function withoutRule<Of extends Countable>(evaluation: Of): Of {
  if (!evaluation.counted) return evaluation;
  const { counted: _left, ...rest } = evaluation;
  return rest as Of;
}

function sameCounted(a: Counted | undefined, b: Counted): boolean {
  if (!a || a.rule !== b.rule || a.byHand.length !== b.byHand.length) return false;
  const ids = Object.keys(b.levels);
  return (
    a.byHand.every((id, index) => id === b.byHand[index]) &&
    ids.length === Object.keys(a.levels).length &&
    ids.every((id) => a.levels[id] === b.levels[id])
  );
}
