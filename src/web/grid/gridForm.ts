import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { isGridId } from '../../grid/gridProblem.js';
import type {
  CriterionFields,
  GridFields,
  ItemFields,
  LevelFields,
  ScaleFields,
  SectionFields,
} from './gridFields.js';

const MAXIMUM_SCALE_ID = 200;

/**
 * Reads the posted editor. Repeated fields give the order: `item` names sections and criteria, `level` levels;
 * `removed` names what was taken out, as `criterion:C1.1-1`. The others carry the id in their name.
 *
 * @throws {BadRequest} for fields that no editor of ours posts.
 */
export function readGridFields(posted: unknown): GridFields {
  const form = postedForm(posted);
  const removed = new Set(form.many('removed'));
  return {
    title: form.one('title'),
    purpose: form.one('purpose'),
    maximum: form.one('maximum'),
    step: form.one('step'),
    direction: form.one('direction'),
    notJudged: form.one('notJudged'),
    requiredRule: form.one('requiredRule'),
    cap: form.one('cap'),
    ...scaleFields(form, removed),
    items: form.many('item').map((item) => itemFields(form, item, removed)),
    competencyWeights: form.withPrefix('competencyWeight '),
    q: form.one('q'),
    base: Number(form.one('base')),
  };
}

/**
 * Reads what a posted form says of a scale alone.
 * @throws {BadRequest} for fields that no editor of ours posts.
 */
export function readScaleFields(posted: unknown): ScaleFields {
  const form = postedForm(posted);
  return scaleFields(form, new Set(form.many('removed')));
}

const scaleFields = (form: PostedForm, removed: Removed): ScaleFields => ({
  scaleId: scaleIdOf(form),
  scaleName: form.one('scaleName'),
  levels: form.many('level').map((id) => levelFields(form, known(id), removed)),
});

/** Imported scales name themselves as they like. */
function scaleIdOf(form: PostedForm): string {
  const id = form.one('scaleId');
  if (id === '' || id.length > MAXIMUM_SCALE_ID) throw new BadRequest('an id that no scale has');
  return id;
}

type Removed = ReadonlySet<string>;

function levelFields(form: PostedForm, id: string, removed: Removed): LevelFields {
  return {
    id,
    label: form.one(`label ${id}`),
    code: form.one(`short ${id}`),
    share: form.one(`share ${id}`),
    sign: form.one(`sign ${id}`),
    color: form.one(`color ${id}`),
    descriptor: form.one(`levelText ${id}`),
    removed: removed.has(`level:${id}`),
  };
}

function itemFields(form: PostedForm, item: string, removed: Removed): ItemFields {
  const [kind, ...rest] = item.split(':');
  const id = known(rest.join(':'));
  if (kind === 'section') return sectionFields(form, id, removed);
  if (kind === 'criterion') return criterionFields(form, id, removed);
  throw new BadRequest('an item that is neither a section nor a criterion');
}

const sectionFields = (form: PostedForm, id: string, removed: Removed): SectionFields => ({
  kind: 'section',
  id,
  title: form.one(`sectionTitle ${id}`),
  removed: removed.has(`section:${id}`),
});

const criterionFields = (form: PostedForm, id: string, removed: Removed): CriterionFields => ({
  kind: 'criterion',
  id,
  officialCode: form.one(`official ${id}`),
  text: form.one(`text ${id}`),
  weight: form.one(`weight ${id}`),
  requiredLevel: form.one(`required ${id}`),
  competencies: form.many(`competencies ${id}`),
  descriptors: form.withPrefix(`descriptorText ${id} `),
  removed: removed.has(`criterion:${id}`),
});

function known(id: string): string {
  if (!isGridId(id)) throw new BadRequest('an id that no editor of ours makes');
  return id;
}

interface PostedForm {
  one(name: string): string;
  many(name: string): readonly string[];
  /** What follows the prefix in names → value, where something was typed. */
  withPrefix(prefix: string): ReadonlyMap<string, string>;
}

const body = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

function postedForm(posted: unknown): PostedForm {
  const parsed = body.safeParse({ ...(posted as object | undefined) });
  if (!parsed.success) throw new BadRequest('not an editor form', { cause: parsed.error });
  const values = new Map(Object.entries(parsed.data).map(([name, value]) => [name, [value].flat()]));
  return {
    one: (name) => values.get(name)?.[0] ?? '',
    many: (name) => values.get(name) ?? [],
    withPrefix: (prefix) =>
      new Map(
        [...values].flatMap(([name, [value = '']]) =>
          name.startsWith(prefix) && value.trim() !== '' ? [[name.slice(prefix.length), value] as const] : [],
        ),
      ),
  };
}
