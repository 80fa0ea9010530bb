const CODE_DIGITS = 6;

const CODES = 10 ** CODE_DIGITS;
/** Four random bytes beyond the last whole multiple of `CODES` would make some codes likelier. */
const EVEN = Math.floor(2 ** 32 / CODES) * CODES;

/** Six digits, each code as likely as any other. */
export function newCode(randomBytes: (size: number) => Uint8Array): string {
  for (;;) {
    const drawn = randomBytes(4).reduce((number, byte) => number * 256 + byte, 0);
    if (drawn < EVEN) return String(drawn % CODES).padStart(CODE_DIGITS, '0');
  }
}

/** « 482 913 », as people read it out. */
export const spokenCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** The digits that someone typed, however they spaced them; undefined for what is no code. */
export function readCode(typed: string): string | undefined {
  const digits = typed.replace(/[\s.\-\u2010-\u2015]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}
