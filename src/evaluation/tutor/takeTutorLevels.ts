import type { Grid } from '../../grid/grid.js';
import { isSameScale } from '../carriedContent.js';
import { contentChanges } from '../changeContent.js';
import type { Actor, Evaluation, EvaluationContent } from '../evaluation.js';
import { withChoices } from '../observation/choices.js';
import { recorded } from '../recorded.js';
import type { Tutor } from './tutorLink.js';
import type { TutorAnswers } from './tutorObservation.js';

/** Criterion id → level id. */
export type Levels = Readonly<Record<string, string>>;

/**
 * The levels of a tutor's answers that mean the same on another grid: its criteria, a scale whose levels are the
 * same ones. Nothing stands for « non observé ».
 */
export function takeableLevels({ entries }: TutorAnswers, from: Grid, to: Grid): Levels {
  if (!isSameScale(from.scale, to.scale)) return {};
  const known = new Set(to.scale.levels.map(({ id }) => id));
  return Object.fromEntries(
    to.criteria.flatMap(({ id }) => {
      const levelId = entries[id]?.levelId;
      return levelId !== undefined && known.has(levelId) ? [[id, levelId]] : [];
    }),
  );
}

/** Those of the levels that a content does not have yet on its criteria. */
export function differingLevels(levels: Levels, { entries }: EvaluationContent) {
  const all = Object.entries(levels).filter(([id, levelId]) => {
    const entry = entries[id];
    return entry?.notJudged === true || entry?.levelId !== levelId;
  });
  const isOpen = (id: string) => entries[id]?.levelId === undefined && !entries[id]?.notJudged;
  return { all: Object.fromEntries(all), open: Object.fromEntries(all.filter(([id]) => isOpen(id))) };
}

/**
 * The evaluation with a tutor's levels in the teacher's draft: the teacher's own decision, which the history tells
 * with the tutor's name, and which a rule that counts observations leaves alone. Comments stay the teacher's. The
 * same evaluation when nothing changes.
 */
export function takeTutorLevels(
  evaluation: Evaluation,
  { levels, tutor }: { readonly levels: Levels; readonly tutor: Tutor },
  by: Actor,
  now: Date,
): Evaluation {
  const { content } = evaluation;
  const chosen = Object.entries(levels).map(([id, levelId]) => {
    const { notJudged: _judgedNow, ...entry } = content.entries[id] ?? {};
    return [id, { ...entry, levelId }] as const;
  });
  const next = { ...content, entries: { ...content.entries, ...Object.fromEntries(chosen) } };
  const changes = contentChanges(content, next);
  if (changes.length === 0) return evaluation;
  const { counted, ...taken } = recorded(evaluation, { at: now, by, action: 'tutorTaken', changes, tutor });
  return { ...taken, content: next, ...(counted && { counted: withChoices(counted, changes) }) };
}
