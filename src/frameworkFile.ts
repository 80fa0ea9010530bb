import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { codeProblems } from './framework/codeProblems.js';
import type { Framework } from './framework/framework.js';

/** A file of config/frameworks cannot be used. Its message names every problem, one per line. */
export class UnusableFramework extends Error {
  readonly code = 'FRAMEWORK_UNUSABLE';

  constructor(
    url: URL,
    readonly problems: readonly string[],
  ) {
    super(`${url.pathname} cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = new.target.name;
  }
}

/**
 * A framework of config/frameworks, checked whole: parts present and not empty, codes well formed, unique
 * and numbered without a gap, sentences free of stray white space and markup.
 *
 * @throws {UnusableFramework} when the file is missing, is not JSON, or breaks one of these rules.
 */
export function readFramework(url: URL): Framework {
  const content = parsedFile(url);
  const result = frameworkSchema.safeParse(content);
  const problems = [
    ...(result.error?.issues ?? []).map(({ path, message }) => `${pathInWords(path)}: ${message}`),
    ...codeProblems(codesIn(content)),
  ];
  if (!result.success || problems.length > 0) throw new UnusableFramework(url, problems);
  return result.data;
}

function parsedFile(url: URL): unknown {
  try {
    return JSON.parse(readFileSync(url, 'utf8'));
  } catch (error) {
    throw new UnusableFramework(url, [error instanceof Error ? error.message : String(error)]);
  }
}

// Every code, in the order of the file, however broken the rest is: one reading names all problems.
function codesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'code' in part && typeof part.code === 'string' ? [part.code] : [];
  return [...own, ...Object.values(part).flatMap(codesIn)];
}

const pathInWords = (path: readonly PropertyKey[]) =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '') || 'file';

const sentence = z.string().regex(/^[^\s<>]+( [^\s<>]+)*$/, 'is empty, or holds stray white space or markup');
const code = (shape: RegExp, example: string) => z.string().regex(shape, `is not a code such as ${example}`);
const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1, 'is empty');

const competency = z.strictObject({
  code: code(/^\d+\.\d+$/, '1.1'),
  title: sentence,
  subCompetencies: some(z.strictObject({ code: code(/^\d+\.\d+\.[a-z]$/, '1.1.a'), title: sentence })),
  criteria: some(
    z.strictObject({
      code: code(/^C\d+\.\d+-\d+$/, 'C1.1-1'),
      text: sentence,
      attribution: z.enum(['stated', 'inferred']),
    }),
  ),
});

const group = z.strictObject({
  competencies: some(competency),
  knowledge: some(sentence),
  knowledgeLimits: some(z.strictObject({ text: sentence, recurring: z.boolean() })),
});

const frameworkSchema = z.strictObject({
  id: code(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'metiers-accueil'),
  title: sentence,
  diploma: sentence,
  source: sentence,
  introduction: z.array(sentence),
  blocks: some(
    z.strictObject({
      code: code(/^B\d+$/, 'B1'),
      title: sentence,
      unit: sentence,
      introduction: z.array(sentence),
      groups: some(group),
    }),
  ),
});
