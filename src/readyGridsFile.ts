import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Framework } from './framework/framework.js';
import { criterionPlaces } from './framework/frameworkIndex.js';
import { GRID_LIMITS, repeatedIndexes } from './grid/gridProblem.js';
import type { ReadyGrid } from './grid/readyGrid.js';

const sentence = (most: number) => z.string().trim().min(1).max(most);

const readyGrid = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: sentence(GRID_LIMITS.title),
  situation: sentence(GRID_LIMITS.descriptor),
  featured: z.boolean(),
  criteria: z
    .array(z.strictObject({ code: z.string(), weight: z.number().min(0.01).max(100).multipleOf(0.01) }))
    .min(1),
});

/**
 * The ready grids of config/grids, in the order of their files' names, checked against the framework.
 * @throws {Error} naming every problem of every file at once.
 */
export function readReadyGrids(directory: URL, framework: Framework): readonly ReadyGrid[] {
  const order = criterionPlaces(framework).map(({ criterion }) => criterion.code);
  const files = readdirSync(directory).filter((file) => file.endsWith('.json'));
  const read = files.toSorted().map((file) => {
    const parsed = readyGrid.safeParse(JSON.parse(readFileSync(new URL(file, directory), 'utf8')));
    const problems = parsed.success
      ? codeProblems(
          parsed.data.criteria.map(({ code }) => code),
          order,
        )
      : [z.prettifyError(parsed.error)];
    return { grid: parsed.data, problems: problems.map((problem) => `${file}: ${problem}`) };
  });
  const grids = read.flatMap(({ grid }) => (grid ? [inOrder(grid, order)] : []));
  const ids = grids.map(({ id }) => id);
  const problems = [
    ...read.flatMap((one) => one.problems),
    ...repeatedIndexes(ids).map((at) => `${ids[at]} is the id of two grids`),
  ];
  if (problems.length === 0) return grids;
  throw new Error(`${directory.pathname} is broken:\n${problems.join('\n')}`);
}

function codeProblems(codes: readonly string[], known: readonly string[]): readonly string[] {
  return [
    ...codes.filter((code) => !known.includes(code)).map((code) => `the framework has no criterion ${code}`),
    ...repeatedIndexes(codes).map((at) => `${codes[at]} is named twice`),
  ];
}

function inOrder({ criteria, ...rest }: z.infer<typeof readyGrid>, order: readonly string[]): ReadyGrid {
  return {
    ...rest,
    criteria: criteria
      .toSorted((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
      .map(({ code, weight }) => ({ criterionCode: code, weightHundredths: Math.round(weight * 100) })),
  };
}
