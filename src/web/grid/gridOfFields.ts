import { BadRequest } from '../../errors.js';
import type { Grid, GridCriterion, GridSection, RequiredRule, Rounding } from '../../grid/grid.js';
import type { Scale } from '../../grid/scale.js';
import { NOT_A_NUMBER, offered, oneLine } from './fieldValues.js';
import type { CriterionFields, GridFields, ItemFields } from './gridFields.js';
import { hundredthsOf } from './hundredths.js';
import { scaleOfFields } from './scaleOfFields.js';

const STEPS = [1, 10, 25, 50, 100] as const;

/**
 * The grid that the fields describe, sound or not: `checkGrid` tells.
 *
 * @param known scales whose id a copy keeps as long as it is the same.
 * @throws {BadRequest} for choices that were never offered.
 */
export function gridOfFields(fields: GridFields, frameworkId: string, known: readonly Scale[]): Grid {
  const kept = fields.items.filter(({ removed }) => !removed);
  const sections = kept.flatMap((item): readonly GridSection[] =>
    item.kind === 'section' ? [{ id: item.id, title: oneLine(item.title) }] : [],
  );
  const scale = scaleOfFields(fields, known);
  const criteria = criteriaOf(kept, scale);
  const weights = competencyWeights(fields, criteria);
  return {
    title: oneLine(fields.title),
    frameworkId,
    scale,
    criteria,
    maximumHundredths: hundredthsOf(fields.maximum) ?? NOT_A_NUMBER,
    rounding: roundingOf(fields),
    purpose: offered(fields.purpose, ['formative', 'certificative'] as const),
    ...(sections.length > 0 && { sections }),
    ...(Object.keys(weights).length > 0 && { competencyWeights: weights }),
    ...(offered(fields.notJudged, ['leftOut', 'zero'] as const) === 'zero' && { notJudged: 'zero' as const }),
    ...requiredRule(fields),
  };
}

/** A criterion stands in the section above it. */
function criteriaOf(items: readonly ItemFields[], scale: Scale): readonly GridCriterion[] {
  const criteria: GridCriterion[] = [];
  let sectionId: string | undefined;
  for (const item of items) {
    if (item.kind === 'section') sectionId = item.id;
    else criteria.push({ ...criterionOf(item, scale), ...(sectionId !== undefined && { sectionId }) });
  }
  return criteria;
}

function criterionOf(fields: CriterionFields, { levels }: Scale): GridCriterion {
  const described = levels.flatMap(({ id }) => {
    const descriptor = fields.descriptors.get(id)?.trim();
    return descriptor ? [[id, descriptor] as const] : [];
  });
  return {
    id: fields.id,
    text: oneLine(fields.text),
    ...(fields.officialCode !== '' && { criterionCode: fields.officialCode }),
    competencyCodes: fields.competencies,
    weightHundredths: hundredthsOf(fields.weight) ?? NOT_A_NUMBER,
    ...(described.length > 0 && { descriptors: Object.fromEntries(described) }),
    // Of a level that was taken out too: what is required is for the teacher to say, and checkGrid asks.
    ...(fields.requiredLevel !== '' && { requiredLevelId: fields.requiredLevel }),
  };
}

/** Of competencies that the grid still holds: a criterion counts with its first one. */
function competencyWeights(fields: GridFields, criteria: readonly GridCriterion[]): Record<string, number> {
  const held = new Set(criteria.map(({ competencyCodes }) => competencyCodes[0]));
  return Object.fromEntries(
    [...fields.competencyWeights]
      .filter(([code]) => held.has(code))
      .map(([code, typed]) => [code, hundredthsOf(typed) ?? NOT_A_NUMBER]),
  );
}

function requiredRule({ requiredRule: rule, cap }: GridFields): { requiredRule?: RequiredRule } {
  if (offered(rule, ['warning', 'cap'] as const) === 'warning') return {};
  return { requiredRule: { kind: 'cap', hundredths: hundredthsOf(cap) ?? NOT_A_NUMBER } };
}

function roundingOf({ step, direction }: GridFields): Rounding {
  const known = STEPS.find((hundredths) => String(hundredths) === step);
  if (known === undefined) throw new BadRequest('an unknown rounding');
  return { stepHundredths: known, direction: offered(direction, ['nearest', 'up'] as const) };
}
