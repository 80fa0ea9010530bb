import { BadRequest } from '../../errors.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';

/** What a teacher does with their own earlier sentences about a criterion. */
export type PhraseRequest =
  | { readonly what: 'show'; readonly criterion: GridCriterion }
  | { readonly what: 'insert' | 'forget'; readonly criterion: GridCriterion; readonly phraseId: string };

/** The value of a button that asks for it. */
export const showPhrases = (criterionId: string): string => `show ${criterionId}`;
export const phraseValue = (what: 'insert' | 'forget', phraseId: string, criterionId: string): string =>
  `${what} ${phraseId} ${criterionId}`;

/** @throws {BadRequest} for a criterion that the grid does not have, and for what no page of ours sends. */
export function parsePhraseRequest(value: string, { criteria }: Grid): PhraseRequest {
  const known = (id: string | undefined): GridCriterion => {
    const criterion = criteria.find((one) => one.id === id);
    if (!criterion) throw new BadRequest('phrase: unknown criterion');
    return criterion;
  };
  const [, shown] = /^show (.+)$/s.exec(value) ?? [];
  if (shown !== undefined) return { what: 'show', criterion: known(shown) };
  const [, what, phraseId = '', criterionId] = /^(insert|forget) (\S+) (.+)$/s.exec(value) ?? [];
  if (what !== 'insert' && what !== 'forget') throw new BadRequest('phrase: unknown request');
  return { what, phraseId, criterion: known(criterionId) };
}
