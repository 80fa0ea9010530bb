/** Letters and digits that people do not mistake for each other (Crockford's base 32), lower case. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BITS = 5;
const MISTAKEN: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1' };

/** 128 bits. */
export const TOKEN_BYTES = 16;
const TOKEN_CHARACTERS = Math.ceil((TOKEN_BYTES * 8) / BITS);

/** The token of `TOKEN_BYTES` random bytes as an address shows it: groups of five that can be typed from paper. */
export function writtenToken(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const fives = bits.match(/.{1,5}/g) ?? [];
  return inGroups(fives.map((five) => ALPHABET[Number.parseInt(five.padEnd(BITS, '0'), 2)]).join(''));
}

/**
 * The token that someone typed or followed, as `writtenToken` writes it; capitals, forgotten dashes and mistaken
 * letters are forgiven.
 *
 * @returns undefined for what is no token.
 */
export function readToken(typed: string): string | undefined {
  const characters = typed
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replace(/[oil]/g, (letter) => MISTAKEN[letter] ?? letter);
  const isOne =
    characters.length === TOKEN_CHARACTERS && [...characters].every((one) => ALPHABET.includes(one));
  return isOne ? inGroups(characters) : undefined;
}

/** Five by five; the last one is not left alone. */
const inGroups = (characters: string): string => (characters.match(/.{5}(?=..)|.+/g) ?? []).join('-');
