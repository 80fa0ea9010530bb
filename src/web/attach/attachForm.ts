import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { competencies, criterionPlaces } from '../../framework/frameworkIndex.js';
import type { Framework } from '../../framework/framework.js';
import { DEFAULT_ROUNDING, type GridChoice } from '../../grid/buildGrid.js';
import type { Grid, Rounding } from '../../grid/grid.js';
import type { Scale } from '../../grid/scale.js';
import { hundredthsOf } from '../grid/hundredths.js';

/** What stands in the picker's fields, as typed; a refused form comes back with it. */
export interface AttachFields {
  readonly title: string;
  readonly q: string;
  readonly scale: string;
  readonly maximum: string;
  readonly step: string;
  readonly direction: string;
  readonly purpose: string;
  /** Ready grid that the choice began with; empty: none. */
  readonly ready: string;
  readonly chosen: ReadonlySet<string>;
  /** By criterion code, as typed. */
  readonly weights: ReadonlyMap<string, string>;
}

export type AttachProblem =
  { readonly field: 'criteria' | 'maximum' | 'title' } | { readonly field: 'weight'; readonly code: string };

export type ParsedAttach =
  | { readonly kind: 'choice'; readonly choice: GridChoice }
  | { readonly kind: 'problems'; readonly problems: readonly AttachProblem[] };

/** Moodle refuses to save a longer title. */
export const MAXIMUM_TITLE_LENGTH = 255;

const STEPS = ['100', '50', '25', '10', '1'] as const;

export const emptyFields = (title: string): AttachFields => ({
  title,
  q: '',
  scale: '',
  maximum: '20',
  step: String(DEFAULT_ROUNDING.stepHundredths),
  direction: DEFAULT_ROUNDING.direction,
  purpose: 'formative',
  ready: '',
  chosen: new Set(),
  weights: new Map(),
});

const many = z.union([z.string(), z.array(z.string())]).default([]);
const one = z.string().default('');

const body = z.looseObject({
  title: one,
  q: one,
  scale: one,
  maximum: one,
  step: one,
  direction: one,
  purpose: one,
  ready: one,
  criteria: many,
  competencies: many,
});

/**
 * Reads the posted picker. A ticked competency stands for all its criteria.
 * @throws {BadRequest} for fields that no picker of ours posts.
 */
export function readAttachFields(posted: unknown, framework: Framework): AttachFields {
  const parsed = body.safeParse(posted ?? {});
  if (!parsed.success) throw new BadRequest('not a picker form', { cause: parsed.error });
  const { criteria, competencies: whole, ...rest } = parsed.data;
  const known = new Set(criterionPlaces(framework).map(({ criterion }) => criterion.code));
  const chosen = new Set([criteria].flat());
  for (const competency of competencies(framework)) {
    if ([whole].flat().includes(competency.code)) competency.criteria.forEach(({ code }) => chosen.add(code));
  }
  const unknown = [...chosen].find((code) => !known.has(code));
  if (unknown !== undefined) throw new BadRequest('a criterion that the framework lacks');

  const weights = new Map([...known].flatMap((code) => weightField(rest, code)));
  const { title, q, scale, maximum, step, direction, purpose, ready } = rest;
  return { title, q, scale, maximum, step, direction, purpose, ready, chosen, weights };
}

function weightField(fields: Record<string, unknown>, code: string): readonly [string, string][] {
  const typed = fields[`weight ${code}`];
  return typeof typed === 'string' ? [[code, typed]] : [];
}

/** The choice behind the fields, or every problem at once. */
export function parseAttachFields(fields: AttachFields, scales: readonly Scale[]): ParsedAttach {
  const maximumHundredths = hundredthsOf(fields.maximum) ?? 0;
  const weights = new Map(
    [...fields.chosen].map((code) => [code, hundredthsOf(fields.weights.get(code) ?? '1') ?? 0]),
  );
  const problems: AttachProblem[] = [
    ...(fields.chosen.size === 0 ? [{ field: 'criteria' as const }] : []),
    ...(maximumHundredths < 100 || maximumHundredths > 100_000 ? [{ field: 'maximum' as const }] : []),
    ...([...fields.title].length > MAXIMUM_TITLE_LENGTH ? [{ field: 'title' as const }] : []),
    ...[...weights]
      .filter(([, weight]) => weight < 1 || weight > 10_000)
      .map(([code]) => ({ field: 'weight' as const, code })),
  ];
  if (problems.length > 0) return { kind: 'problems', problems };
  return {
    kind: 'choice',
    choice: {
      title: fields.title,
      scale: scaleOf(fields, scales),
      weights,
      maximumHundredths,
      rounding: roundingOf(fields),
      purpose: purposeOf(fields),
    },
  };
}

/** @throws {BadRequest} for a scale that was never offered. */
function scaleOf(fields: AttachFields, scales: readonly Scale[]): Scale {
  const scale = fields.scale === '' ? scales[0] : scales.find(({ id }) => id === fields.scale);
  if (!scale) throw new BadRequest('an unknown scale');
  return scale;
}

function roundingOf({ step, direction }: AttachFields): Rounding {
  const known = STEPS.find((s) => s === step);
  if (!known || (direction !== 'nearest' && direction !== 'up')) throw new BadRequest('an unknown rounding');
  return { stepHundredths: Number(known) as Rounding['stepHundredths'], direction };
}

function purposeOf({ purpose }: AttachFields): Grid['purpose'] {
  if (purpose !== 'formative' && purpose !== 'certificative') throw new BadRequest('an unknown purpose');
  return purpose;
}
