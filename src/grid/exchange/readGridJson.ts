import type { GridCriterion, GridSection, Grid, RequiredRule, Rounding } from '../grid.js';
import { MAXIMUM_CRITERIA } from '../grid.js';
import { GRID_LIMITS, type GridProblem } from '../gridProblem.js';
import { LEVEL_COLORS, LEVEL_SIGNS, type Level, type Scale } from '../scale.js';
import { freshIds } from './freshIds.js';
import { unreadable, type GridDraft } from './gridDraft.js';
import { GRID_SCHEMA, GRID_SCHEMA_VERSION } from './gridJson.js';
import { Faults } from './importProblem.js';
import { JsonFields } from './jsonFields.js';
import { readJson, type JsonNode } from './readJson.js';

/** A grid out of a file of schema attendus-grid-1, its form checked line by line; its rules are not. */
export function readGridJson(text: string): GridDraft {
  const node = readJson(text);
  if (node.kind === 'syntax') return unreadable([{ line: node.line, fault: 'jsonSyntax' }]);
  if (node.kind === 'depth') return unreadable([{ line: node.line, fault: 'jsonDepth' }]);
  return foreign(node) ?? new GridFile(node).draft();
}

/** A later version may have changed anything: nothing more can be said of such a file. */
function foreign(node: JsonNode): GridDraft | undefined {
  const faults = new Faults();
  const file = new JsonFields(node, '', faults);
  const schema = file.text('schema');
  if (faults.found.length > 0) return unreadable(faults.found);
  if (schema !== GRID_SCHEMA) {
    return unreadable([{ line: file.lineOf('schema'), fault: 'schema', name: schema, wanted: GRID_SCHEMA }]);
  }
  const version = file.number('version');
  if (faults.found.length > 0) return unreadable(faults.found);
  if (version === GRID_SCHEMA_VERSION) return undefined;
  const facts = { name: String(version), wanted: String(GRID_SCHEMA_VERSION) };
  return unreadable([{ line: file.lineOf('version'), fault: 'version', ...facts }]);
}

class GridFile {
  readonly #faults = new Faults();
  /** Of what criteria refer to. */
  readonly #references = new Faults();
  readonly #file: JsonFields;
  readonly #scale: JsonFields;
  readonly #mark: JsonFields;
  readonly #levels: readonly JsonFields[];
  readonly #sections: readonly JsonFields[];
  readonly #criteria: readonly JsonFields[];
  readonly #weights: JsonFields | undefined;

  constructor(node: JsonNode) {
    this.#file = new JsonFields(node, '', this.#faults);
    this.#scale = this.#file.object('scale', this.#references);
    this.#mark = this.#file.object('mark');
    this.#levels = this.#scale.objects('levels', GRID_LIMITS.levels.most);
    this.#sections = this.#file.has('sections')
      ? this.#file.objects('sections', GRID_LIMITS.sections, () => this.#references)
      : [];
    this.#criteria = this.#file.objects('criteria', MAXIMUM_CRITERIA, () => new Faults());
    this.#weights = this.#file.has('competencyWeights') ? this.#file.object('competencyWeights') : undefined;
  }

  draft(): GridDraft {
    const rest = this.#rest();
    const criteria = this.#criteria.map(criterion);
    const faulty = this.#criteria.map(({ faults }) => faults.found);
    const wide = this.#faults.found;
    return {
      faults: [...wide, ...this.#references.found, ...faulty.flat()],
      ...(this.#refersToSomething && { grid: { ...rest, criteria: freshIds(criteria) } }),
      lineOf: (problem) => this.#lineOf(problem),
      isSure: ({ part, index }) =>
        part === 'criterion' ? faulty[index]?.length === 0 : part !== 'grid' || wide.length === 0,
    };
  }

  get #refersToSomething(): boolean {
    return this.#file.has('scale') && this.#references.found.length === 0;
  }

  #rest(): Omit<Grid, 'criteria'> {
    const file = this.#file;
    for (const name of ['schema', 'version']) file.has(name);
    const rest = {
      title: file.text('title'),
      frameworkId: file.text('framework'),
      purpose: file.oneOf('purpose', ['formative', 'certificative']),
      ...markRule(this.#mark),
      scale: scale(this.#scale, this.#levels),
      ...(file.has('sections') && { sections: this.#sections.map(section) }),
      ...(this.#weights && { competencyWeights: weights(this.#weights) }),
    };
    file.noMore();
    return rest;
  }

  #lineOf({ part, index, rule, name }: GridProblem): number {
    switch (part) {
      case 'level':
        return this.#levels[index]?.line ?? this.#scale.line;
      case 'section':
        return this.#sections[index]?.line ?? this.#file.line;
      case 'criterion':
        return this.#criteria[index]?.line ?? this.#file.line;
      case 'competency':
        return this.#weights?.lineOf(name ?? '') ?? this.#file.line;
      case 'grid':
        return this.#lineOfRule(rule);
    }
  }

  #lineOfRule(rule: GridProblem['rule']): number {
    if (rule.startsWith('title')) return this.#file.lineOf('title');
    if (rule === 'frameworkUnknown') return this.#file.lineOf('framework');
    if (rule === 'maximumRange') return this.#mark.lineOf('maximum');
    if (rule === 'capRange') return this.#mark.lineOf('required');
    if (rule.startsWith('scale')) return this.#scale.line;
    return this.#file.lineOf(rule === 'tooManySections' ? 'sections' : 'criteria');
  }
}

const STEPS = { 1: 100, 0.5: 50, 0.25: 25, 0.1: 10, 0.01: 1 } as const;

function markRule(fields: JsonFields) {
  const roundTo = fields.oneOf('roundTo', [1, 0.5, 0.25, 0.1, 0.01] as const);
  const rounding: Rounding = {
    stepHundredths: STEPS[roundTo],
    direction: fields.oneOf('direction', ['nearest', 'up']),
  };
  const notJudged = fields.optionalOneOf('notJudged', ['leftOut', 'zero']);
  const rule = {
    maximumHundredths: fields.hundredths('maximum'),
    rounding,
    ...(notJudged && { notJudged }),
    ...(fields.has('required') && { requiredRule: requiredRule(fields.object('required')) }),
  };
  fields.noMore();
  return rule;
}

function requiredRule(fields: JsonFields): RequiredRule {
  const kind = fields.oneOf('rule', ['warning', 'cap']);
  const rule: RequiredRule =
    kind === 'cap' ? { kind, hundredths: fields.hundredths('maximum') } : { kind: 'warning' };
  fields.noMore();
  return rule;
}

function scale(fields: JsonFields, levels: readonly JsonFields[]): Scale {
  const read = { id: fields.text('id'), name: fields.text('name'), levels: levels.map(level) };
  fields.noMore();
  return read;
}

function level(fields: JsonFields): Level {
  const color = fields.optionalOneOf('color', LEVEL_COLORS);
  const descriptor = fields.optionalText('descriptor');
  const read = {
    id: fields.text('id'),
    label: fields.text('label'),
    code: fields.text('code'),
    sharePercent: fields.number('sharePercent'),
    sign: fields.oneOf('sign', LEVEL_SIGNS),
    ...(color !== undefined && { color }),
    ...(descriptor !== undefined && { descriptor }),
  };
  fields.noMore();
  return read;
}

function section(fields: JsonFields): GridSection {
  const read = { id: fields.text('id'), title: fields.text('title') };
  fields.noMore();
  return read;
}

function criterion(fields: JsonFields): GridCriterion {
  const [criterionCode, sectionId, requiredLevelId] = ['officialCode', 'section', 'requiredLevel'].map(
    (name) => fields.optionalText(name),
  );
  const read = {
    id: fields.optionalText('id') ?? '',
    text: fields.text('text'),
    ...(criterionCode !== undefined && { criterionCode }),
    competencyCodes: fields.texts('competencies'),
    weightHundredths: fields.hundredths('weight'),
    ...(sectionId !== undefined && { sectionId }),
    ...(requiredLevelId !== undefined && { requiredLevelId }),
    ...(fields.has('descriptors') && { descriptors: descriptors(fields.object('descriptors')) }),
  };
  fields.noMore();
  return read;
}

const descriptors = (fields: JsonFields) =>
  Object.fromEntries(fields.names.map((levelId) => [levelId, fields.text(levelId)]));

const weights = (fields: JsonFields) =>
  Object.fromEntries(fields.names.map((code) => [code, fields.hundredths(code)]));
