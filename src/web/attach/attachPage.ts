import type { Framework } from '../../framework/framework.js';
import { proposedTitle } from '../../grid/buildGrid.js';
import type { ReadyGrid } from '../../grid/readyGrid.js';
import type { Translate } from '../i18n.js';
import type { Words } from '../language.js';
import { everyScale, scaleGroups, type OfferedScales } from '../scale/offeredScales.js';
import type { AttachFields, AttachProblem } from './attachForm.js';
import { MAXIMUM_TITLE_LENGTH } from './attachForm.js';
import { criteriaTree } from './criteriaTree.js';
import { previewOf } from './previewPage.js';
import { readyGridsView } from './readyGrids.js';

interface AttachView {
  readonly framework: Framework;
  readonly offered: OfferedScales;
  readonly readyGrids: readonly ReadyGrid[];
  readonly fields: AttachFields;
  readonly problems: readonly AttachProblem[];
  readonly deepLinking: boolean;
  /** The link carries a grid that is not known here. */
  readonly unknownGrid: boolean;
}

/** Everything views/attach/edit.ejs may use, and nothing else. */
export function attachPage(view: AttachView, words: Words) {
  const { t } = words;
  const { framework, offered, fields, problems, deepLinking, unknownGrid } = view;
  const { blocks, found, searching } = criteriaTree(framework, {
    chosen: fields.chosen,
    weights: fields.weights,
    wrong: new Set(problems.flatMap((problem) => (problem.field === 'weight' ? [problem.code] : []))),
    q: fields.q,
  });
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
    ready: readyGridsView(view.readyGrids, fields, words),
    chosenCount: fields.chosen.size,
    fields: { ...fields, proposedTitle: proposedTitle(framework, weights) || t('attach:titleLater') },
    searchResult: searching ? t('attach:found', { count: found }) : '',
    searching,
    scales: scaleGroups(offered, fields.scale || (offered.presets[0]?.id ?? ''), words),
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
    preview: previewOf({ framework, scales: everyScale(offered) }, fields, words),
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
