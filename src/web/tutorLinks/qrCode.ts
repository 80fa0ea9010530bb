import { encodeQR } from 'qr';

/** Light modules around a QR code, which readers need (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A QR code as the parts of an inline SVG. */
export interface QrCode {
  readonly viewBox: string;
  /** Dark modules, row by row. */
  readonly path: string;
}

export function qrCode(text: string): QrCode {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const size = modules.length;
  const runs = modules.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  );
  return { viewBox: `0 0 ${size} ${size}`, path: runs.join('') };
}

/** Where dark modules stand side by side: place and length. */
function runsOf(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    if (!dark) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}
