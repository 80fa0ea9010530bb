import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Scale } from './grid/scale.js';

const level = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9]{1,8}$/),
  label: z.string().min(1),
  code: z.string().min(1).max(3),
  sharePercent: z.number().int().min(0).max(100),
  sign: z.enum(['empty', 'quarter', 'half', 'threeQuarters', 'full']),
});

const scale = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: z.string().min(1),
  levels: z
    .array(level)
    .min(2)
    .max(6)
    .refine((levels) => new Set(levels.map((l) => l.id)).size === levels.length, 'level ids must differ')
    .refine(
      (levels) => levels.every((l, i) => i === 0 || l.sharePercent >= (levels[i - 1]?.sharePercent ?? 0)),
      'shares must not fall from one level to the next',
    ),
});

/**
 * The scale presets of config/scales.json, checked.
 * @throws {Error} naming every problem of the file at once.
 */
export function readScales(file: URL): readonly Scale[] {
  const parsed = z
    .array(scale)
    .min(1)
    .safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file.pathname} is broken:\n${z.prettifyError(parsed.error)}`);
}
