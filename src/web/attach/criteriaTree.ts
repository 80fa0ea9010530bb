import type { Competency, Framework } from '../../framework/framework.js';
import { matchedWords, matches } from './matches.js';

/** What is ticked, typed and looked for in the tree. */
interface TreeFields {
  readonly chosen: ReadonlySet<string>;
  /** By criterion code, as typed. */
  readonly weights: ReadonlyMap<string, string>;
  /** Criteria whose weight is refused. */
  readonly wrong: ReadonlySet<string>;
  readonly q: string;
}

/** The framework as one chooses from it: blocks, competencies, criteria, with what a search leaves in sight. */
export function criteriaTree(framework: Framework, fields: TreeFields) {
  const words = matchedWords(fields.q);
  const blocks = framework.blocks.map((block) => blockOf(block, fields, words));
  const found = blocks.reduce((sum, block) => sum + block.found, 0);
  return { blocks, found, searching: words.length > 0 };
}

function blockOf(block: Framework['blocks'][number], fields: TreeFields, words: readonly string[]) {
  const groups = block.groups.map((group) => ({
    knowledge: group.knowledge,
    knowledgeLimits: group.knowledgeLimits,
    shared: group.competencies.length > 1,
    competencies: group.competencies.map((competency) => competencyOf(competency, fields, words)),
  }));
  const competencies = groups.flatMap((group) =>
    group.competencies.map((competency) => ({ ...competency, ...groupFacts(group) })),
  );
  const chosen = competencies.reduce((sum, competency) => sum + competency.chosen, 0);
  const found = competencies.reduce((sum, competency) => sum + competency.found, 0);
  return {
    code: block.code,
    title: block.title,
    chosen,
    found,
    total: competencies.reduce((sum, competency) => sum + competency.criteria.length, 0),
    open: words.length === 0 || found > 0 || chosen > 0,
    hidden: words.length > 0 && found === 0 && chosen === 0,
    competencies,
  };
}

const groupFacts = (group: {
  knowledge: readonly string[];
  knowledgeLimits: readonly { text: string; recurring: boolean }[];
  shared: boolean;
  competencies: readonly { code: string }[];
}) => ({
  knowledge: group.knowledge,
  knowledgeLimits: group.knowledgeLimits,
  sharedWith: group.shared ? group.competencies.map(({ code }) => code).join(', ') : '',
});

function competencyOf(competency: Competency, fields: TreeFields, words: readonly string[]) {
  const competencyMatches = matches(
    [competency.code, competency.title, ...competency.subCompetencies.map((sub) => sub.title)],
    words,
  );
  const criteria = competency.criteria.map(({ code, text }) => {
    const checked = fields.chosen.has(code);
    const found = competencyMatches || matches([code, competency.title, text], words);
    return {
      code,
      text,
      checked,
      hidden: words.length > 0 && !found && !checked,
      found,
      weight: fields.weights.get(code) ?? '1',
      invalid: fields.wrong.has(code),
    };
  });
  const chosen = criteria.filter(({ checked }) => checked).length;
  const found = criteria.filter((criterion) => criterion.found).length;
  return {
    code: competency.code,
    title: competency.title,
    subCompetencies: competency.subCompetencies,
    criteria,
    chosen,
    found,
    open: chosen > 0 || (words.length > 0 && found > 0),
    hidden: words.length > 0 && found === 0 && chosen === 0,
  };
}
