/** A text without accents, capitals and ligatures, and where each of its characters comes from. */
export interface FoldedText {
  readonly folded: string;
  /** For each character of `folded`, its index in the text; one more entry at the end holds the text's length. */
  readonly origins: readonly number[];
}

/**
 * Folds a French text for comparison: « Œuvre, À L’ACCUEIL » and « oeuvre, a l'accueil » fold to the same.
 * Lengths may differ (`œ` gives two characters), hence the origins.
 */
export function foldText(text: string): FoldedText {
  let folded = '';
  const origins: number[] = [];
  let index = 0;
  for (const character of text) {
    const plain = foldCharacter(character);
    folded += plain;
    for (let i = 0; i < plain.length; i++) origins.push(index);
    index += character.length;
  }
  return { folded, origins: [...origins, text.length] };
}

const replaced: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  '’': "'",
  '\u00a0': ' ',
  '\u202f': ' ',
};

function foldCharacter(character: string): string {
  const plain = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return replaced[plain] ?? plain;
}
