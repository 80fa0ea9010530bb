import type { Framework } from '../../framework/framework.js';
import { proposedTitle } from '../../grid/buildGrid.js';
import type { Scale } from '../../grid/scale.js';
import type { Translate } from '../i18n.js';
import type { Words } from '../language.js';
import type { AttachFields, AttachProblem } from './attachForm.js';
import { MAXIMUM_TITLE_LENGTH } from './attachForm.js';
import { matchedWords, matches } from './matches.js';
import { previewOf } from './previewPage.js';

interface AttachView {
  readonly framework: Framework;
  readonly scales: readonly Scale[];
  readonly fields: AttachFields;
  readonly problems: readonly AttachProblem[];
  readonly deepLinking: boolean;
  /** The link carries a grid that is not known here. */
  readonly unknownGrid: boolean;
}

/** Everything views/attach/edit.ejs may use, and nothing else. */
export function attachPage(view: AttachView, words: Words) {
  const { t } = words;
  const { framework, scales, fields, problems, deepLinking, unknownGrid } = view;
  const searched = matchedWords(fields.q);
  const blocks = framework.blocks.map((block) => blockOf(block, view, searched));
  const found = blocks.reduce((sum, block) => sum + block.found, 0);
  const weights = new Map([...fields.chosen].map((code) => [code, 100]));
  return {
    title: t('attach:title'),
    warning: unknownGrid ? t('attach:unknownGrid') : '',
    blocks,
    problems: problems.map((problem) => ({
      ...problem,
      text: problemText(problem, t),
      href: problemAnchor(problem),
    })),
    invalid: new Set(problems.map(({ field }) => field)),
    chosenCount: fields.chosen.size,
    fields: { ...fields, proposedTitle: proposedTitle(framework, weights) || t('attach:titleLater') },
    searchResult: searched.length > 0 ? t('attach:found', { count: found }) : '',
    searching: searched.length > 0,
    scales: scales.map((scale) => ({
      id: scale.id,
      label: `${scale.name} : ${scale.levels.map((level) => level.code).join(' · ')}`,
      selected: scale.id === (fields.scale || scales[0]?.id),
    })),
    steps: ['100', '50', '25', '10', '1'].map((step) => ({
      value: step,
      label: t(`attach:step.${step}`),
      selected: step === fields.step,
    })),
    directions: ['nearest', 'up'].map((value) => ({
      value,
      label: t(`attach:direction.${value}`),
      selected: value === fields.direction,
    })),
    purposes: ['formative', 'certificative'].map((value) => ({
      value,
      label: t(`attach:purpose.${value}`),
      help: t(`attach:purpose.${value}Help`),
      checked: value === fields.purpose,
    })),
    maximumTitleLength: MAXIMUM_TITLE_LENGTH,
    submitLabel: t(deepLinking ? 'attach:addToCourse' : 'attach:useInActivity'),
    preview: previewOf(view, fields, words),
  };
}

function blockOf(block: Framework['blocks'][number], view: AttachView, words: readonly string[]) {
  const groups = block.groups.map((group) => ({
    knowledge: group.knowledge,
    knowledgeLimits: group.knowledgeLimits,
    shared: group.competencies.length > 1,
    competencies: group.competencies.map((competency) => competencyOf(competency, view, words)),
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

type Competency = Framework['blocks'][number]['groups'][number]['competencies'][number];

function competencyOf(competency: Competency, { fields, problems }: AttachView, words: readonly string[]) {
  const wrong = new Set(problems.flatMap((problem) => (problem.field === 'weight' ? [problem.code] : [])));
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
      invalid: wrong.has(code),
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

function problemText(problem: AttachProblem, t: Translate): string {
  if (problem.field === 'weight') return t('attach:problem.weight', { code: problem.code });
  return t(`attach:problem.${problem.field}`);
}

function problemAnchor(problem: AttachProblem): string {
  if (problem.field === 'weight') return `#weight-${problem.code}`;
  return { criteria: '#criteria', maximum: '#maximum', title: '#title' }[problem.field];
}
