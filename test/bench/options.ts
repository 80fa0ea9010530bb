import { parseArgs } from 'node:util';
import type { Rounds } from './measure/interleaved.js';

export const PARTS = ['launch', 'scale', 'delivery', 'pages', 'grids', 'table'] as const;
export type Part = (typeof PARTS)[number];

/** How much is measured. */
export interface Effort {
  /** Rounds before anything counts: code is compiled as it runs. */
  readonly warmUp: Rounds;
  readonly rounds: Rounds;
  /** Launches a round. */
  readonly launches: number;
  /** Page requests a round. */
  readonly requests: number;
  readonly storedEvaluations: readonly number[];
}

export interface Options {
  readonly parts: readonly Part[];
  readonly quick: boolean;
  readonly effort: Effort;
}

const FULL: Effort = {
  warmUp: { most: 6, seconds: 25 },
  rounds: { most: 9, seconds: 40 },
  launches: 200,
  requests: 250,
  storedEvaluations: [1e3, 1e5, 1e6],
};

const QUICK: Effort = {
  warmUp: { most: 3, seconds: 6 },
  rounds: { most: 3, seconds: 10 },
  launches: 80,
  requests: 100,
  storedEvaluations: [1e3, 1e4],
};

/** @throws on an option or a part that there is not. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const { only, quick } = values;
  const parts = PARTS.filter((part) => only === undefined || part === only);
  if (parts.length === 0) throw new Error(`--only takes one of ${PARTS.join(', ')}`);
  return { parts, quick, effort: quick ? QUICK : FULL };
}
