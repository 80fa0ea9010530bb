import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { parisMoment, parisTime } from './parisMoment.js';

/** What a teacher typed: `day` as « 20/01/2040 » or 2040-01-20, `time` as « 8 h 30 », 8h30 or 08:30. */
export interface TypedDate {
  readonly day: string;
  readonly time: string;
}

export type DateOutcome =
  | { readonly kind: 'moment'; readonly moment: Date }
  | { readonly kind: 'unreadable'; readonly field: 'day' | 'time' }
  /** No clock in Paris ever shows it. */
  | { readonly kind: 'noSuchTime' }
  | { readonly kind: 'past' };

const fields = z.object({ day: z.string().trim().default(''), time: z.string().trim().default('') });

/** @throws {BadRequest} for what no page of ours sends. */
export function parseDateFields(body: unknown): TypedDate {
  const parsed = fields.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`release date: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The moment that a teacher means, on Paris time. */
export function readDate(typed: TypedDate, now: Date): DateOutcome {
  const day = readDay(typed.day);
  if (!day) return { kind: 'unreadable', field: 'day' };
  const time = readTime(typed.time);
  if (!time) return { kind: 'unreadable', field: 'time' };
  const moment = parisMoment({ ...day, ...time });
  if (!moment) return { kind: 'noSuchTime' };
  return moment > now ? { kind: 'moment', moment } : { kind: 'past' };
}

/** As the fields of the form hold it. */
export function typedDate(moment: Date): TypedDate {
  const { year, month, day, hour, minute } = parisTime(moment);
  const two = (number: number) => String(number).padStart(2, '0');
  return { day: `${year}-${two(month)}-${two(day)}`, time: `${two(hour)}:${two(minute)}` };
}

/** « 20/01/2040 » or 2040-01-20; undefined for what is no day's form. */
export function readDay(typed: string) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const french = /^(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4}|\d{2})$/.exec(typed);
  if (!french) return undefined;
  const year = Number(french[3]);
  return { year: year < 100 ? 2000 + year : year, month: Number(french[2]), day: Number(french[1]) };
}

function readTime(typed: string) {
  const read = /^(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?$/i.exec(typed);
  return read ? { hour: Number(read[1]), minute: Number(read[2] ?? 0) } : undefined;
}
