/**
 * What is wrong with the codes of a framework, listed in the official order: a block, then its competencies,
 * each followed by its sub-competencies and its criteria.
 *
 * Codes name items in grids and exports for years, so they are unique and numbered without a gap:
 * `B1`, `1.1`, `1.1.a`, `1.1.b`, `C1.1-1`, `1.2`… Codes of another shape are left to whoever reads the file.
 *
 * @returns one sentence per problem, empty when there is none.
 */
export function codeProblems(codes: readonly string[]): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const place: Place = { block: 0, competency: 0, subCompetency: 0, criterion: 0 };

  for (const code of codes) {
    const expected = expectedCode(code, place);
    if (seen.has(code)) problems.push(`${code} is used twice`);
    else if (expected && expected !== code) problems.push(`${code} stands where ${expected} is expected`);
    seen.add(code);
  }
  return problems;
}

/** How many of each have been met, within the one above. */
type Place = { block: number; competency: number; subCompetency: number; criterion: number };

const isBlock = /^B\d+$/;
const isCompetency = /^\d+\.\d+$/;
const isSubCompetency = /^\d+\.\d+\.[a-z]$/;
const isCriterion = /^C\d+\.\d+-\d+$/;

function expectedCode(code: string, place: Place): string | undefined {
  const competency = () => `${place.block}.${place.competency}`;

  if (isBlock.test(code)) {
    Object.assign(place, { block: place.block + 1, competency: 0 });
    return `B${place.block}`;
  }
  if (isCompetency.test(code)) {
    Object.assign(place, { competency: place.competency + 1, subCompetency: 0, criterion: 0 });
    return competency();
  }
  if (isSubCompetency.test(code)) return `${competency()}.${letter(place.subCompetency++)}`;
  if (isCriterion.test(code)) return `C${competency()}-${++place.criterion}`;
  return undefined;
}

const letter = (index: number) => String.fromCharCode('a'.charCodeAt(0) + index);
