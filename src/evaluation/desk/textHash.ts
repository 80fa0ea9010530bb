/** FNV-1a, 32 bits: the same number for the same text, on every machine. Not for secrets. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
