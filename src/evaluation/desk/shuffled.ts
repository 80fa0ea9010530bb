import { textHash } from './textHash.js';

/**
 * The subs in an order that looks drawn by lot and stays the same for one seed. Each has a place of its own in it:
 * who comes or goes moves nobody else.
 */
export const shuffled = (subs: readonly string[], seed: string): readonly string[] =>
  subs
    .map((sub) => ({ sub, place: mixed(textHash(`${seed}\u0000${sub}`)) }))
    .toSorted((a, b) => a.place - b.place || (a.sub < b.sub ? -1 : Number(a.sub > b.sub)))
    .map(({ sub }) => sub);

/** The last step of MurmurHash3: subs that differ in one digit come to lie far apart. */
function mixed(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
