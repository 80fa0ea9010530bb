import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { checkScale } from './grid/checkScale.js';
import { repeatedIndexes } from './grid/gridProblem.js';
import { LEVEL_COLORS, LEVEL_SIGNS, type Scale } from './grid/scale.js';

const level = z.strictObject({
  id: z.string(),
  label: z.string(),
  code: z.string(),
  sharePercent: z.number(),
  sign: z.enum(LEVEL_SIGNS),
  color: z.enum(LEVEL_COLORS).exactOptional(),
  descriptor: z.string().exactOptional(),
});

const scale = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.string(),
  levels: z.array(level),
});

/**
 * The scale presets of config/scales.json, checked: each a sound scale, and no level id in two of them. Grids
 * hold copies, so a change of the file reaches new grids only; but evaluations name levels by id, and an id that
 * meant something else in another preset would turn one level into another when a teacher changes presets.
 *
 * @throws {Error} naming every problem of the file at once.
 */
export function readScales(file: URL): readonly Scale[] {
  const parsed = z
    .array(scale)
    .min(1)
    .safeParse(JSON.parse(readFileSync(file, 'utf8')));
  const problems = parsed.success ? scaleProblems(parsed.data) : [z.prettifyError(parsed.error)];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new Error(`${file.pathname} is broken:\n${problems.join('\n')}`);
}

function scaleProblems(scales: readonly Scale[]): readonly string[] {
  const ids = scales.map(({ id }) => id);
  const levelIds = scales.flatMap(({ levels }) => levels.map(({ id }) => id));
  return [
    ...scales.flatMap((one) =>
      checkScale(one).map(
        ({ rule, index, name }) => `${one.id}: ${rule} at level ${index + 1} ${name ?? ''}`,
      ),
    ),
    ...repeatedIndexes(ids).map((at) => `${ids[at]} is the id of two scales`),
    ...repeatedIndexes(levelIds).map((at) => `${levelIds[at]} is the id of two levels`),
  ];
}
