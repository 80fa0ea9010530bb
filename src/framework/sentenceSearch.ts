import { foldText } from './foldText.js';

/** What a reader looks for. Empty when nothing that can be looked for was typed. */
export interface SentenceQuery {
  /** Beginnings of words, folded; a sentence must hold them all. */
  readonly words: readonly string[];
  /** Codes in small letters, such as `b1`, `1.3` or `1.3-2`; a sentence must stand under them all. */
  readonly codes: readonly string[];
}

/** A sentence of a framework, with its own code, if it has one, and those of the parts it stands in. */
export interface PlacedSentence {
  readonly text: string;
  readonly codes: readonly string[];
}

/** From `start` up to, but not including, `end`: positions in the sentence. */
export interface FoundRange {
  readonly start: number;
  readonly end: number;
}

// « l'accueil » is looked for as « accueil »: an elided word says nothing.
const elision = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'/gu;
const blockInWords = /(?<![\p{L}\p{N}])blo(?:c|ck)s? ?(?=\d)/gu;
const codeShape = /^(?:[bcu]?\d+|c?\d+\.(?:\d+(?:\.[a-z]|\.|-\d*)?)?)$/;
const separators = /[^\p{L}\p{N}]+/u;

/**
 * The words and codes of what a reader typed, whatever its accents, capitals and punctuation.
 * A letter on its own is left out; « bloc 1 » is the code `b1`, and a criterion's code loses its `C`.
 */
export function sentenceQuery(typed: string): SentenceQuery {
  const parts = foldText(typed).folded.replace(elision, ' ').replace(blockInWords, ' b').split(/\s+/);
  const codes = parts.filter((part) => codeShape.test(part));
  const words = parts
    .filter((part) => !codeShape.test(part))
    .flatMap((part) => part.split(separators))
    .filter((word) => word.length > 1);
  return { words: [...new Set(words)], codes: [...new Set(codes.map(bareCode))] };
}

/** Whether there is nothing to look for. */
export const isEmptyQuery = ({ words, codes }: SentenceQuery): boolean => words.length + codes.length === 0;

/**
 * Where the query's words begin in a sentence that answers it: in order, without overlap, empty when the query
 * holds codes only.
 *
 * @returns undefined when the sentence lacks one of the words or stands under another code.
 */
export function findInSentence(
  { text, codes }: PlacedSentence,
  query: SentenceQuery,
): readonly FoundRange[] | undefined {
  if (!query.codes.every((wanted) => codes.some((code) => standsUnder(code, wanted)))) return undefined;
  if (query.words.length === 0) return [];

  const { folded, origins } = foldText(text);
  const found = query.words.map((word) => wordRanges(folded, word));
  if (found.some((ranges) => ranges.length === 0)) return undefined;

  return withoutOverlap(found.flat()).map(({ start, end }) => ({
    start: origins[start] ?? 0,
    end: origins[end] ?? text.length,
  }));
}

const bareCode = (code: string) => code.replace(/^c(?=\d)/, '');

// `1.1` finds 1.1, 1.1.a and C1.1-1, but not 1.10.
function standsUnder(code: string, wanted: string): boolean {
  const bare = bareCode(code.toLowerCase());
  return bare.startsWith(wanted) && !(/\d$/.test(wanted) && /^\d/.test(bare.slice(wanted.length)));
}

function wordRanges(folded: string, word: string): readonly FoundRange[] {
  const ranges: FoundRange[] = [];
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    if (at === 0 || separators.test(folded[at - 1] ?? '')) ranges.push({ start: at, end: at + word.length });
  }
  return ranges;
}

/** In order; of two that overlap, the one that starts first, then the longer. */
function withoutOverlap(ranges: readonly FoundRange[]): readonly FoundRange[] {
  let reached = 0;
  return ranges
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < reached) return false;
      reached = end;
      return true;
    });
}
