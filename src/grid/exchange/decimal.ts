/** Hundredths with no more decimals than they need: 150 is `1,5`. */
export function decimal(hundredths: number, mark: ',' | '.'): string {
  const [whole, part] = [Math.trunc(hundredths / 100), hundredths % 100];
  if (part === 0) return String(whole);
  return `${whole}${mark}${String(part).padStart(2, '0').replace(/0$/, '')}`;
}

/** A decimal as French and English people write it, in hundredths; undefined when it is none. */
export function hundredthsOf(text: string): number | undefined {
  const match = /^\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}
