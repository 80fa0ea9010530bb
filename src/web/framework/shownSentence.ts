import { findInSentence, type FoundRange, type SentenceQuery } from '../../framework/sentenceSearch.js';
import { frenchSpacing } from './frenchSpacing.js';

/** A piece of a sentence; `marked` when the reader looked for it. */
interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

export interface ShownSentence {
  readonly segments: readonly Segment[];
  /** Whether the sentence answers the query; every sentence answers an empty one. */
  readonly found: boolean;
}

/** Prepares sentences for the page. `codes` are those that a sentence stands under, its own included. */
export type ShowSentence = (text: string, codes: readonly string[]) => ShownSentence;

export const sentenceShower =
  (query: SentenceQuery): ShowSentence =>
  (text, codes) => {
    const ranges = findInSentence({ text, codes }, query);
    return { segments: segments(frenchSpacing(text), ranges ?? []), found: ranges !== undefined };
  };

function segments(text: string, ranges: readonly FoundRange[]): readonly Segment[] {
  const pieces = ranges.flatMap(({ start, end }, index) => [
    { text: text.slice(ranges[index - 1]?.end ?? 0, start), marked: false },
    { text: text.slice(start, end), marked: true },
  ]);
  const rest = { text: text.slice(ranges.at(-1)?.end ?? 0), marked: false };
  return [...pieces, rest].filter((piece) => piece.text !== '');
}
