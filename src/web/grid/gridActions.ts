import { BadRequest } from '../../errors.js';
import type { CriterionPlace, Framework } from '../../framework/framework.js';
import { criterionPlaces } from '../../framework/frameworkIndex.js';
import { criterionFields } from './gridFields.js';
import type { CriterionFields, GridFields, ItemFields } from './gridFields.js';
import { moveItem } from './gridOrder.js';
import { editedScale, type ScaleContext } from './scaleActions.js';

/** What the editor's buttons work with beside the fields. */
export interface EditorContext extends ScaleContext {
  readonly framework: Framework;
}

/** A button of the editor, and what was ticked or chosen for it. */
export interface EditorAction {
  /** `up:criterion:C1.1-1`, `add`, `section:C1.1-1`… */
  readonly name: string;
  /** Official criteria to add. */
  readonly codes: readonly string[];
  /** Scale to copy. */
  readonly preset: string;
}

export interface Edited {
  readonly fields: GridFields;
  /** Id of the element that the teacher goes on with. */
  readonly focus: string;
}

/**
 * The fields after a button was pressed.
 * @throws {BadRequest} for a button that no editor of ours has.
 */
export function edited(fields: GridFields, action: EditorAction, context: EditorContext): Edited {
  const scale = editedScale(fields, action, context);
  if (scale) return { fields: { ...fields, ...scale.fields }, focus: scale.focus };
  const [verb = '', kind = '', ...rest] = action.name.split(':');
  const id = rest.join(':');
  switch (verb) {
    case 'preview':
    case 'search':
      return { fields, focus: verb === 'search' ? 'q' : '' };
    case 'add':
      return addOfficial(fields, action.codes, context);
    case 'own':
      return addOwn(fields, context);
    case 'section':
      return addSection(fields, action.name.slice('section:'.length), context);
    case 'official':
      return takeOfficialText(fields, action.name.slice('official:'.length), context);
    case 'up':
    case 'down':
      return move(fields, { kind, id, by: verb === 'up' ? -1 : 1 });
    case 'remove':
    case 'restore':
      return setRemoved(fields, { kind, id, removed: verb === 'remove' });
    default:
      throw new BadRequest('a button that no editor of ours has');
  }
}

/** What the grid held before comes back in its place, with what was written about it. */
function addOfficial(fields: GridFields, codes: readonly string[], context: EditorContext): Edited {
  const known = new Map(
    fields.items.flatMap((item) => (item.kind === 'criterion' ? [[item.officialCode, item] as const] : [])),
  );
  const back = new Set(codes.flatMap((code) => known.get(code)?.id ?? []));
  const added = criterionPlaces(context.framework)
    .filter(({ criterion }) => codes.includes(criterion.code) && !known.has(criterion.code))
    .map((place) => officialFields(place, fields, context));
  const items = [...fields.items.map((item) => (back.has(item.id) ? putBack(item) : item)), ...added];
  const [first = added[0]?.id] = back;
  return { fields: { ...fields, items }, focus: first === undefined ? 'q' : `text-${first}` };
}

const putBack = (item: ItemFields): ItemFields => ({ ...item, removed: false });

function officialFields(
  { criterion, competency }: CriterionPlace,
  { items }: GridFields,
  context: EditorContext,
) {
  const { code, text } = criterion;
  const id = items.some((item) => item.id === code) ? context.newId() : code;
  return criterionFields(
    { id, text, criterionCode: code, competencyCodes: [competency.code], weightHundredths: 100 },
    '1',
  );
}

function addOwn(fields: GridFields, { newId }: EditorContext): Edited {
  const id = newId();
  const own = criterionFields({ id, text: '', competencyCodes: [], weightHundredths: 100 }, '1');
  return { fields: { ...fields, items: [...fields.items, own] }, focus: `text-${id}` };
}

/** Before a criterion, or at the end. */
function addSection(fields: GridFields, before: string, { newId }: EditorContext): Edited {
  const section: ItemFields = { kind: 'section', id: newId(), title: '', removed: false };
  const at = fields.items.findIndex((item) => item.kind === 'criterion' && item.id === before);
  const items = at < 0 ? [...fields.items, section] : fields.items.toSpliced(at, 0, section);
  return { fields: { ...fields, items }, focus: `section-title-${section.id}` };
}

function takeOfficialText(fields: GridFields, id: string, { framework }: EditorContext): Edited {
  const texts = new Map(criterionPlaces(framework).map(({ criterion }) => [criterion.code, criterion.text]));
  const official = (item: CriterionFields) => ({ ...item, text: texts.get(item.officialCode) ?? item.text });
  const items = fields.items.map((item) =>
    item.kind === 'criterion' && item.id === id ? official(item) : item,
  );
  return { fields: { ...fields, items }, focus: `text-${id}` };
}

interface Part {
  readonly kind: string;
  readonly id: string;
}

function move(fields: GridFields, { kind, id, by }: Part & { by: -1 | 1 }): Edited {
  const items = moveItem(fields.items, { kind, id }, by);
  return { fields: { ...fields, items }, focus: `${by < 0 ? 'up' : 'down'}-${kind}-${id}` };
}

function setRemoved(fields: GridFields, { kind, id, removed }: Part & { removed: boolean }): Edited {
  const focus = `${removed ? 'restore' : 'remove'}-${kind}-${id}`;
  const items = fields.items.map((item) =>
    item.kind === kind && item.id === id ? { ...item, removed } : item,
  );
  return { fields: { ...fields, items }, focus };
}
