import type { Framework } from '../../framework/framework.js';
import { competencies, criterionPlaces } from '../../framework/frameworkIndex.js';
import type { Grid } from '../../grid/grid.js';
import type { Words } from '../language.js';
import type { CriterionFields, GridFields, LevelFields, SectionFields } from './gridFields.js';
import { mayMove } from './gridOrder.js';

interface Inside {
  readonly fields: GridFields;
  readonly framework: Framework;
  readonly invalid: ReadonlySet<string>;
  readonly focus: string;
  readonly grid: Grid;
}

/** Sections and criteria as the editor shows them, those taken out too. */
export function itemViews(inside: Inside, words: Words) {
  const { items } = inside.fields;
  const official = new Map(
    criterionPlaces(inside.framework).map(({ criterion, competency }) => [
      criterion.code,
      { text: criterion.text, competency: `${competency.code} ${competency.title}` },
    ]),
  );
  return items.map((item, index) => {
    const order = { mayGoUp: mayMove(items, index, -1), mayGoDown: mayMove(items, index, 1) };
    return item.kind === 'section'
      ? Object.assign(sectionView(item, inside, words), order)
      : Object.assign(criterionView(item, official.get(item.officialCode), inside, words), order);
  });
}

function sectionView({ id, title, removed }: SectionFields, { invalid }: Inside, { t }: Words) {
  return {
    kind: 'section' as const,
    id,
    removed,
    title,
    name: title.trim() || t('grid:edit.newSection'),
    invalid: invalid.has(`section-title-${id}`),
  };
}

interface Official {
  readonly text: string;
  readonly competency: string;
}

function criterionView(
  fields: CriterionFields,
  official: Official | undefined,
  inside: Inside,
  { t }: Words,
) {
  const { id, text, officialCode, weight, removed } = fields;
  const { invalid } = inside;
  const descriptors = descriptorViews(fields, inside);
  const filled = descriptors.filter(({ text: typed }) => typed !== '').length;
  const own = officialCode === '';
  const competencyBoxes = own ? competencyViews(fields, inside.framework) : [];
  return {
    kind: 'criterion' as const,
    id,
    removed,
    text,
    name: text.trim() || t('grid:edit.newCriterion'),
    weight,
    own,
    officialCode,
    official: official && {
      ...official,
      href: `/referentiel#${officialCode}`,
      reworded: text.trim().replace(/\s+/g, ' ') !== official.text,
    },
    competencies: fields.competencies,
    competencyBoxes,
    competenciesSummary: fields.competencies.join(', '),
    competenciesOpen: own && (fields.competencies.length === 0 || invalid.has(`competencies-${id}`)),
    required: requiredViews(fields, inside),
    requiredLost: requiredLost(fields, inside, { t }),
    descriptors,
    keptDescriptors: keptDescriptors(fields, inside),
    descriptorsSummary: t('grid:edit.descriptorsCount', { filled, of: descriptors.length }),
    descriptorsOpen: descriptors.some((descriptor) => descriptor.invalid),
    invalid: {
      text: invalid.has(`text-${id}`),
      weight: invalid.has(`weight-${id}`),
      competencies: invalid.has(`competencies-${id}`),
      required: invalid.has(`required-${id}`),
    },
  };
}

const competencyViews = (fields: CriterionFields, framework: Framework) =>
  competencies(framework).map(({ code, title }) => ({
    code,
    title,
    checked: fields.competencies.includes(code),
  }));

/** From the second level on: the lowest is reached by whoever is judged. One that was taken out stays to be seen. */
function requiredViews({ requiredLevel }: CriterionFields, { fields, grid }: Inside) {
  const [lowest] = grid.scale.levels;
  return fields.levels
    .filter(({ id, removed }) => id === requiredLevel || (!removed && id !== lowest?.id))
    .map(({ id, code, label }) => ({
      value: id,
      label: `${code} ${label}`.trim(),
      chosen: id === requiredLevel,
    }));
}

/** What to decide once the level that was required is gone. */
function requiredLost(
  { requiredLevel }: CriterionFields,
  { fields }: Inside,
  { t }: Pick<Words, 't'>,
): string {
  const level = fields.levels.find(({ id, removed }) => removed && id === requiredLevel);
  return level ? t('grid:edit.requiredLost', { level: levelName(level) }) : '';
}

export const levelName = ({ label, code, id }: LevelFields): string => label.trim() || code.trim() || id;

/** Of levels that were taken out: they come back with them. */
const keptDescriptors = ({ id, descriptors }: CriterionFields, { grid }: Inside) =>
  [...descriptors]
    .filter(([levelId]) => !grid.scale.levels.some((level) => level.id === levelId))
    .map(([levelId, text]) => ({ name: `descriptorText ${id} ${levelId}`, text }));

const descriptorViews = ({ id, descriptors }: CriterionFields, { grid, invalid }: Inside) =>
  grid.scale.levels.map((level) => ({
    level,
    text: descriptors.get(level.id) ?? '',
    field: `descriptor-${id}-${level.id}`,
    invalid: invalid.has(`descriptor-${id}-${level.id}`),
  }));
