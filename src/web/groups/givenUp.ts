import { z } from 'zod';
import { BadRequest } from '../../errors.js';

/** Values that a button « for all » took away: in which field, and whose. */
export interface GivenUp {
  /** As `fieldKey` writes it. */
  readonly field: string;
  readonly subs: readonly string[];
}

const short = z.string().min(1).max(1000);
const keys = z.array(short).max(1000);
const key = z.tuple([short, short, short]);
const givenUp = z.tuple([short, z.array(short).min(1).max(1000)]);

/** The values that a button « for all » names as they were seen. @throws {BadRequest} for what no page of ours sends. */
export function sameOf(body: unknown): ReadonlySet<string> {
  const { same } = (body ?? {}) as Record<string, unknown>;
  if (same === undefined) return new Set();
  const parsed = keys.safeParse(jsonOf(same));
  if (!parsed.success) throw new BadRequest('group judgement: no such values');
  return new Set(parsed.data);
}

/** What the next page says of them, so that they can be given back; undefined when there is nothing. */
export function givenUpBy(same: ReadonlySet<string>): string | undefined {
  const values = [...same].map((one) => key.safeParse(jsonOf(one)).data).filter((one) => one !== undefined);
  const [first] = values;
  return first && JSON.stringify([first[1], values.map(([sub]) => sub)]);
}

/** What was given up, as an address or a button has it; undefined for anything else. */
export function readGivenUp(text: unknown): GivenUp | undefined {
  const parsed = givenUp.safeParse(jsonOf(text));
  return parsed.success ? { field: parsed.data[0], subs: parsed.data[1] } : undefined;
}

function jsonOf(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
