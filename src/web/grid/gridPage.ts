import type { Framework } from '../../framework/framework.js';
import { competencies } from '../../framework/frameworkIndex.js';
import { MAXIMUM_CRITERIA, type Grid } from '../../grid/grid.js';
import { GRID_LIMITS, type GridProblem } from '../../grid/gridProblem.js';
import { criteriaTree } from '../attach/criteriaTree.js';
import type { Words } from '../language.js';
import { scaleGroups, type OfferedScales } from '../scale/offeredScales.js';
import type { GridFields } from './gridFields.js';
import { gridOfFields } from './gridOfFields.js';
import { gridPreview } from './gridPreview.js';
import { itemViews, levelName } from './itemViews.js';
import { levelViews } from './levelViews.js';
import { problemField } from './problemField.js';
import { gridProblemText } from './gridProblemText.js';

export interface GridView {
  readonly framework: Framework;
  readonly offered: OfferedScales;
  readonly fields: GridFields;
  /** What keeps the form from what its button asked. */
  readonly problems: readonly GridProblem[];
  readonly problemsTitle: string;
  /** Id of the element that the teacher goes on with. */
  readonly focus: string;
  /** What stands above the form. */
  readonly notices: readonly Notice[];
  /** What became of the scale alone, told beside it. */
  readonly scaleNotice?: Notice;
  /** Where the form goes. */
  readonly action: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly saveHint: string;
  /** Saves and uses at once, where the teacher came for a grid; else empty. */
  readonly useLabel: string;
}

export interface Notice {
  readonly tone: 'done' | 'wait' | 'problem' | 'info';
  readonly text: string;
  readonly link?: { readonly href: string; readonly text: string };
}

/** Everything views/grid/edit.ejs may use. */
export function gridPage(view: GridView, words: Words) {
  const { fields, framework, offered } = view;
  const { t } = words;
  const grid = gridOfFields(fields, framework.id, []);
  const listed = view.problems.map((problem) => ({
    field: problemField(problem, grid),
    text: gridProblemText(named(problem, fields), t),
  }));
  const invalid = new Set(listed.map(({ field }) => field));
  const levels = levelViews({ fields, invalid }, words);
  const inside = { fields, framework, invalid, focus: view.focus, grid };
  return {
    ...frameOf(view, words),
    problems: listed.map(({ field, text }) => ({ href: `#${field}`, text })),
    invalid,
    fields,
    ...choicesOf(fields, words),
    scaleName: fields.scaleName,
    scaleSummary: grid.scale.levels.map((level) => ({ ...level, share: `${level.sharePercent} %` })),
    levels,
    levelsOpen:
      /-level-|^scale-name$|^keep-scale$|^label-/.test(view.focus) ||
      levels.some(isInvalid) ||
      invalid.has('levels'),
    mayAddLevel: grid.scale.levels.length < GRID_LIMITS.levels.most,
    scaleNotice: view.scaleNotice,
    presets: scaleGroups(offered, fields.scaleId, words),
    items: itemViews(inside, words),
    mayAddCriterion: grid.criteria.length < MAXIMUM_CRITERIA,
    competencyWeights: competencyWeightViews(grid, inside),
    weightsOpen: fields.competencyWeights.size > 0,
    tree: treeOf(fields, framework, words),
    treeOpen: view.focus === 'q' || grid.criteria.length === 0,
    criteriaCount: t('grid:edit.criteriaCount', { count: grid.criteria.length }),
    preview: gridPreview(grid, framework, words),
  };
}

/** Teachers know levels by their names, those that they took out too. */
function named(problem: GridProblem, { levels }: GridFields): GridProblem {
  const level = problem.part === 'criterion' && levels.find(({ id }) => id === problem.name);
  return level ? { ...problem, name: levelName(level) } : problem;
}

const isInvalid = ({ invalid }: { readonly invalid: Readonly<Record<string, boolean>> }) =>
  Object.values(invalid).includes(true);

function frameOf(view: GridView, { t }: Words) {
  const { focus, notices, problemsTitle, action, back, saveHint, useLabel } = view;
  const title = t('grid:edit.title');
  return { title, focus, notices, problemsTitle, action, back, saveHint, useLabel, limits: GRID_LIMITS };
}

function choicesOf(fields: GridFields, { t }: Words) {
  const options = (values: readonly string[], chosen: string, label: (value: string) => string) =>
    values.map((value) => ({ value, label: label(value), chosen: value === chosen }));
  return {
    purposes: options(['formative', 'certificative'], fields.purpose, (value) =>
      t(`attach:purpose.${value}`),
    ),
    steps: options(['100', '50', '25', '10', '1'], fields.step, (value) => t(`attach:step.${value}`)),
    directions: options(['nearest', 'up'], fields.direction, (value) => t(`attach:direction.${value}`)),
    notJudged: options(['leftOut', 'zero'], fields.notJudged, (value) => t(`grid:edit.notJudged.${value}`)),
    requiredRules: options(['warning', 'cap'], fields.requiredRule, (value) =>
      t(`grid:edit.requiredRule.${value}`),
    ),
  };
}

interface Inside {
  readonly fields: GridFields;
  readonly framework: Framework;
  readonly invalid: ReadonlySet<string>;
}

/** Competencies that a criterion counts with. */
function competencyWeightViews(grid: Grid, { fields, framework, invalid }: Inside) {
  const counted = grid.criteria.map(({ competencyCodes }) => competencyCodes[0]);
  return competencies(framework)
    .map(({ code, title }) => ({
      code,
      title,
      count: counted.filter((one) => one === code).length,
      weight: fields.competencyWeights.get(code) ?? '',
      invalid: invalid.has(`competency-weight-${code}`),
    }))
    .filter(({ count }) => count > 0);
}

function treeOf(fields: GridFields, framework: Framework, { t }: Words) {
  const held = fields.items.flatMap((item) =>
    item.kind === 'criterion' && !item.removed && item.officialCode !== '' ? [item.officialCode] : [],
  );
  const tree = criteriaTree(framework, {
    chosen: new Set(held),
    weights: new Map(),
    wrong: new Set(),
    q: fields.q,
  });
  return { ...tree, result: tree.searching ? t('attach:found', { count: tree.found }) : '' };
}
