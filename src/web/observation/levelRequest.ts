import { BadRequest } from '../../errors.js';
import type { Draft, Evaluation } from '../../evaluation/evaluation.js';
import { judgedAs } from '../../evaluation/judgement.js';
import { levelNow } from '../../evaluation/observation/countedLevels.js';
import { fixLevel, releaseLevels } from '../../evaluation/observation/levelChoice.js';
import { stands } from '../../evaluation/observation/observation.js';
import type { Observing } from '../../evaluation/observation/observe.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';

/** What a button beneath a criterion asks, beside saving the grid. */
export type LevelRequest =
  /** The level that was seen on one occasion. */
  | { readonly what: 'take'; readonly observationId: string; readonly criterion: GridCriterion }
  /** The level stays as it stands, whatever is observed later. */
  | { readonly what: 'fix'; readonly criterion: GridCriterion }
  /** The rule makes the level again; without a criterion, every level that was chosen instead. */
  | { readonly what: 'release'; readonly criterion?: GridCriterion };

/** Values of the buttons; see `parseLevelRequest`. */
export const levelRequest = {
  take: (observationId: string, criterionId: string) => `take ${observationId} ${criterionId}`,
  fix: (criterionId: string) => `fix ${criterionId}`,
  release: (criterionId: string) => `release ${criterionId}`,
  releaseAll: 'release',
};

/** @throws {BadRequest} for what no page of ours sends. */
export function parseLevelRequest(value: string, { criteria }: Grid): LevelRequest {
  if (value === levelRequest.releaseAll) return { what: 'release' };
  const [, what, observationId = '', criterionId] = /^(?:(take) (\S+)|fix|release) (.+)$/s.exec(value) ?? [];
  const criterion = criteria.find(({ id }) => id === criterionId);
  if (!criterion) throw new BadRequest('a level asked for on an unknown criterion');
  if (what === 'take') return { what, observationId, criterion };
  return { what: value.startsWith('fix') ? 'fix' : 'release', criterion };
}

/** A draft with the level that a request takes from an observation; the same one for every other request. */
export function withTakenLevel(
  draft: Draft,
  request: LevelRequest | undefined,
  { evaluation, activity }: { evaluation: Evaluation; activity: Observing['activity'] },
): Draft {
  if (request?.what !== 'take') return draft;
  const { id } = request.criterion;
  const from = evaluation.observations?.find((one) => one.id === request.observationId && stands(one));
  const level = from && levelNow(from, id, activity);
  if (!level) return draft;
  const entry = judgedAs(draft.content.entries[id] ?? {}, level.id);
  const entries = { ...draft.content.entries, [id]: entry };
  return { ...draft, content: { ...draft.content, entries } };
}

/** What a request decides about the rule; undefined for one that only chooses a level. */
export function levelDecision(
  request: LevelRequest,
  observing: Observing,
): ((evaluation: Evaluation) => Evaluation) | undefined {
  const { by, now } = observing;
  if (request.what === 'fix') return (evaluation) => fixLevel(evaluation, request.criterion.id, by, now);
  if (request.what === 'take') return undefined;
  return (evaluation) => {
    const ids = request.criterion ? [request.criterion.id] : (evaluation.counted?.byHand ?? []);
    return releaseLevels(evaluation, ids, observing);
  };
}
