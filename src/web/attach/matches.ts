/** Lower case, without accents: « Écoute » is found by « ecoute ». */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a search, folded. */
export const matchedWords = (query: string): readonly string[] => folded(query).split(/\s+/).filter(Boolean);

/** Whether every word stands somewhere in the texts. */
export function matches(texts: readonly string[], words: readonly string[]): boolean {
  const haystack = folded(texts.join(' '));
  return words.every((word) => haystack.includes(word));
}
