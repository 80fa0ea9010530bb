import type {
  Block,
  Competency,
  CompetencyGroup,
  Framework,
  SubCompetency,
} from '../../framework/framework.js';
import type { ShownSentence, ShowSentence } from './shownSentence.js';

export interface ShownBlock {
  readonly code: string;
  readonly unit: string;
  readonly title: ShownSentence;
  readonly introduction: readonly ShownPart[];
  readonly groups: readonly ShownGroup[];
}

/** A paragraph, or neighbouring list items together. */
export interface ShownPart {
  readonly list: boolean;
  readonly sentences: readonly ShownSentence[];
}

interface ShownGroup {
  /** Codes of all its competencies, those that the query leaves out included. */
  readonly codes: readonly string[];
  readonly competencies: readonly ShownCompetency[];
  readonly knowledge: readonly ShownSentence[];
  readonly knowledgeLimits: readonly (ShownSentence & { readonly recurring: boolean })[];
}

interface ShownCompetency {
  readonly code: string;
  readonly title: ShownSentence;
  readonly subCompetencies: readonly (ShownSentence & { readonly code: string })[];
  readonly criteria: readonly (ShownSentence & { readonly code: string; readonly inferred: boolean })[];
}

/**
 * What of a framework answers the query, in the official order. Titles of the parts that hold an answer are kept
 * to say where it stands.
 */
export function shownBlocks({ blocks }: Framework, show: ShowSentence): readonly ShownBlock[] {
  return blocks.map((block) => shownBlock(block, show)).filter(holdsAnswer);
}

function shownBlock({ code, unit, title, introduction, groups }: Block, show: ShowSentence): ShownBlock {
  const codes = [code, unit];
  return {
    code,
    unit,
    title: show(title, codes),
    introduction: shownParagraphs(introduction, (text) => show(text, codes)),
    groups: groups.map((group) => shownGroup(group, codes, show)).filter(holdsGroupAnswer),
  };
}

const LIST_ITEM = '- ';

/** Paragraphs that answer, list items without their dash. */
export function shownParagraphs(
  paragraphs: readonly string[],
  show: (text: string) => ShownSentence,
): readonly ShownPart[] {
  const parts: { list: boolean; sentences: ShownSentence[] }[] = [];
  for (const paragraph of paragraphs) {
    const list = paragraph.startsWith(LIST_ITEM);
    const sentence = show(list ? paragraph.slice(LIST_ITEM.length) : paragraph);
    const last = parts.at(-1);
    if (!sentence.found) continue;
    if (list && last?.list) last.sentences.push(sentence);
    else parts.push({ list, sentences: [sentence] });
  }
  return parts;
}

function shownGroup(group: CompetencyGroup, above: readonly string[], show: ShowSentence): ShownGroup {
  const own = group.competencies.map(({ code }) => code);
  const codes = [...above, ...own];
  return {
    codes: own,
    competencies: group.competencies
      .map((competency) => shownCompetency(competency, above, show))
      .filter(holdsCompetencyAnswer),
    knowledge: group.knowledge.map((text) => show(text, codes)).filter(isFound),
    knowledgeLimits: group.knowledgeLimits
      .map(({ text, recurring }) => ({ ...show(text, codes), recurring }))
      .filter(isFound),
  };
}

function shownCompetency(
  { code, title, subCompetencies, criteria }: Competency,
  above: readonly string[],
  show: ShowSentence,
): ShownCompetency {
  const codes = [...above, code];
  return {
    code,
    title: show(title, codes),
    subCompetencies: subCompetencies
      .map((sub: SubCompetency) => ({ ...show(sub.title, [...codes, sub.code]), code: sub.code }))
      .filter(isFound),
    criteria: criteria
      .map((criterion) => ({
        ...show(criterion.text, [...codes, criterion.code]),
        code: criterion.code,
        inferred: criterion.attribution === 'inferred',
      }))
      .filter(isFound),
  };
}

/** How many sentences answer. */
export function answerCount(blocks: readonly ShownBlock[]): number {
  return blocks.reduce((total, block) => total + blockAnswers(block).length, 0);
}

const isFound = ({ found }: ShownSentence) => found;

const competencyAnswers = ({ title, subCompetencies, criteria }: ShownCompetency) =>
  [title, ...subCompetencies, ...criteria].filter(isFound);

const groupAnswers = ({ competencies, knowledge, knowledgeLimits }: ShownGroup) => [
  ...competencies.flatMap(competencyAnswers),
  ...knowledge,
  ...knowledgeLimits,
];

const blockAnswers = ({ title, introduction, groups }: ShownBlock) => [
  ...[title].filter(isFound),
  ...introduction.flatMap(({ sentences }) => sentences),
  ...groups.flatMap(groupAnswers),
];

const holdsCompetencyAnswer = (competency: ShownCompetency) => competencyAnswers(competency).length > 0;
const holdsGroupAnswer = (group: ShownGroup) => groupAnswers(group).length > 0;
const holdsAnswer = (block: ShownBlock) => blockAnswers(block).length > 0;
