import { foldText } from '../../framework/foldText.js';

/** Someone of the class, under every name that a list may know them by. */
export interface NamedLearner {
  readonly sub: string;
  readonly name: string;
}

export interface MatchedNames {
  readonly subs: readonly string[];
  /** Lines that are nobody's name, or that of several, as they were written. */
  readonly unknown: readonly string[];
}

/**
 * The learners whom the lines of a pasted list name. Case, accents, the order of the words and what stands between
 * them do not matter; a part of a name will do where one learner alone has it.
 */
export function matchNames(text: string, learners: readonly NamedLearner[]): MatchedNames {
  const known = learners.map(({ sub, name }) => ({ sub, words: wordsOf(name) }));
  const subs = new Set<string>();
  const unknown: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const words = wordsOf(line);
    if (words.length === 0) continue;
    const sub = onlyOne(words, known);
    if (sub === undefined) unknown.push(line);
    else subs.add(sub);
  }
  return { subs: [...subs], unknown };
}

interface Known {
  readonly sub: string;
  readonly words: readonly string[];
}

/** Who has the whole name; else who has all of these words in theirs. Undefined where that is nobody, or several. */
function onlyOne(words: readonly string[], known: readonly Known[]): string | undefined {
  const holding = known.filter((one) => words.every((word) => one.words.includes(word)));
  const whole = holding.filter((one) => one.words.length === words.length);
  const found = whole.length > 0 ? whole : holding;
  return found.length === 1 ? found[0]?.sub : undefined;
}

const wordsOf = (text: string): readonly string[] =>
  foldText(text)
    .folded.split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
