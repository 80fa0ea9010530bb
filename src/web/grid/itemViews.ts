import type { Framework } from '../../framework/framework.js';
import { competencies, criterionPlaces } from '../../framework/frameworkIndex.js';
import type { Grid } from '../../grid/grid.js';
import type { Words } from '../language.js';
import type { CriterionFields, GridFields, SectionFields } from './gridFields.js';
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
  const required = requiredViews(fields, inside);
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
    required,
    descriptors,
    descriptorsSummary: t('grid:edit.descriptorsCount', { filled, of: descriptors.length }),
    descriptorsOpen: descriptors.some((descriptor) => descriptor.invalid),
    invalid: {
      text: invalid.has(`text-${id}`),
      weight: invalid.has(`weight-${id}`),
      competencies: invalid.has(`competencies-${id}`),
    },
  };
}

const competencyViews = (fields: CriterionFields, framework: Framework) =>
  competencies(framework).map(({ code, title }) => ({
    code,
    title,
    checked: fields.competencies.includes(code),
  }));

/** From the second level on: the lowest is reached by whoever is judged. */
const requiredViews = ({ requiredLevel }: CriterionFields, { grid }: Inside) =>
  grid.scale.levels
    .filter((level, index) => index > 0 || level.id === requiredLevel)
    .map(({ id, code, label }) => ({ value: id, label: `${code} ${label}`, chosen: id === requiredLevel }));

const descriptorViews = ({ id, descriptors }: CriterionFields, { grid, invalid }: Inside) =>
  grid.scale.levels.map((level) => ({
    level,
    text: descriptors.get(level.id) ?? '',
    field: `descriptor-${id}-${level.id}`,
    invalid: invalid.has(`descriptor-${id}-${level.id}`),
  }));
