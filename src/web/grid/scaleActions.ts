import { BadRequest } from '../../errors.js';
import type { Scale } from '../../grid/scale.js';
import { scaleFields, type LevelFields, type ScaleFields } from './gridFields.js';
import { moveLevel } from './gridOrder.js';
import { withSpreadSigns } from './spreadSigns.js';

export interface ScaleContext {
  /** Scales to copy. */
  readonly presets: readonly Scale[];
  readonly newId: () => string;
}

export interface EditedScale {
  readonly fields: ScaleFields;
  /** Id of the element that the teacher goes on with. */
  readonly focus: string;
}

/** A button about a scale: `level`, `preset`, `up:level:4`, `remove:level:4`… */
interface ScaleAction {
  readonly name: string;
  /** Scale to copy. */
  readonly preset: string;
}

/**
 * The fields of a scale after a button was pressed; undefined for a button that is about something else.
 * @throws {BadRequest} for a scale that was never offered.
 */
export function editedScale(
  { scaleId, scaleName, levels }: ScaleFields,
  { name, preset }: ScaleAction,
  context: ScaleContext,
): EditedScale | undefined {
  const fields = { scaleId, scaleName, levels };
  if (name === 'level') return addLevel(fields, context);
  if (name === 'preset') return copyPreset(fields, preset, context);
  const [, verb, id = ''] = /^(up|down|remove|restore):level:(.*)$/s.exec(name) ?? [];
  switch (verb) {
    case 'up':
    case 'down':
      return {
        fields: { ...fields, levels: moveLevel(levels, id, verb === 'up' ? -1 : 1) },
        focus: `${verb}-level-${id}`,
      };
    case 'remove':
    case 'restore':
      return setRemoved(fields, id, verb === 'remove');
    default:
      return undefined;
  }
}

function addLevel(fields: ScaleFields, { newId }: ScaleContext): EditedScale {
  const level: LevelFields = {
    id: newId(),
    label: '',
    code: '',
    share: '100',
    sign: 'full',
    color: '',
    descriptor: '',
    removed: false,
  };
  const levels = withSpreadSigns([...fields.levels, level]);
  return { fields: { ...fields, levels }, focus: `label-${level.id}` };
}

/** The levels before stay, taken out, so that they can be put back. */
function copyPreset(fields: ScaleFields, presetId: string, { presets }: ScaleContext): EditedScale {
  const preset = presets.find(({ id }) => id === presetId);
  if (!preset) throw new BadRequest('an unknown scale');
  const copied = scaleFields(preset);
  const ids = new Set(copied.levels.map(({ id }) => id));
  const before = fields.levels.filter(({ id }) => !ids.has(id));
  return {
    fields: { ...copied, levels: [...copied.levels, ...before.map((level) => takenOut(level))] },
    focus: 'scale-name',
  };
}

const takenOut = (level: LevelFields): LevelFields => ({ ...level, removed: true });

function setRemoved(fields: ScaleFields, id: string, removed: boolean): EditedScale {
  const levels = fields.levels.map((level) => (level.id === id ? { ...level, removed } : level));
  return { fields: { ...fields, levels }, focus: `${removed ? 'restore' : 'remove'}-level-${id}` };
}
