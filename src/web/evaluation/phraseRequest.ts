import { BadRequest } from '../../errors.js';
import { OVERALL, subjectId, type PhraseSubject } from '../../evaluation/phraseSubject.js';
import type { Grid } from '../../grid/grid.js';

/** What a teacher does with their own earlier sentences about a criterion, or about the whole. */
export type PhraseRequest =
  | { readonly what: 'show'; readonly subject: PhraseSubject }
  | { readonly what: 'insert' | 'forget'; readonly subject: PhraseSubject; readonly phraseId: string };

/** The value of a button that asks for it. */
export const showPhrases = (id: string): string => `show ${id}`;
export const phraseValue = (what: 'insert' | 'forget', phraseId: string, subject: PhraseSubject): string =>
  `${what} ${phraseId} ${subjectId(subject)}`;

/** @throws {BadRequest} for a criterion that the grid does not have, and for what no page of ours sends. */
export function parsePhraseRequest(value: string, grid: Grid): PhraseRequest {
  const [, shown] = /^show (.+)$/s.exec(value) ?? [];
  if (shown !== undefined) return { what: 'show', subject: knownSubject(shown, grid) };
  const [, what, phraseId = '', id = ''] = /^(insert|forget) (\S+) (.+)$/s.exec(value) ?? [];
  if (what !== 'insert' && what !== 'forget') throw new BadRequest('phrase: unknown request');
  return { what, phraseId, subject: knownSubject(id, grid) };
}

function knownSubject(id: string, { criteria }: Grid): PhraseSubject {
  if (id === OVERALL) return OVERALL;
  const criterion = criteria.find((one) => one.id === id);
  if (!criterion) throw new BadRequest('phrase: unknown criterion');
  return criterion;
}
