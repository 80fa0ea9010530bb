/**
 * « de Bézier », « d'Aydın »: what `{{name, de}}` gives in a French sentence.
 *
 * Before an h it depends on the word, and before a y on what follows: only « Yves » and its like elide.
 */
export function withDe(name: string): string {
  const folded = name.normalize('NFD').replace(/\p{M}/gu, '');
  return /^(?:[aeiouœæ]|y[bcdfghjklmnpqrstvwxz])/i.test(folded) ? `d'${name}` : `de ${name}`;
}
