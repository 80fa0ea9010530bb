/** The dates that Moodle's check lets through, as far as tools send them. */
const ISO_8601 =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Unix seconds of a score's timestamp, fractions cut; undefined when Moodle would refuse it. */
export function timestampSeconds(timestamp: unknown, timeZone: string): number | undefined {
  if (typeof timestamp !== 'string' || !ISO_8601.test(timestamp)) return undefined;
  const dateTime = timestamp.includes('T') ? timestamp.replace(',', '.') : `${timestamp}T00:00:00`;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(dateTime);
  const asUtc = Date.parse(zoned ? dateTime : `${dateTime}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const instant = zoned ? asUtc : asUtc - offsetMinutes(new Date(asUtc), timeZone) * 60_000;
  return Math.floor(instant / 1000);
}

/** How far a zone's clock is ahead of UTC, in minutes. */
function offsetMinutes(instant: Date, timeZone: string): number {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const local = Date.parse(`${wall.format(instant).replace(' ', 'T')}Z`);
  return Math.round((local - instant.getTime()) / 60_000);
}

/** `2026-11-23T12:24:10+01:00`: results come in the site's zone. */
export function zonedIso(unixSeconds: number, timeZone: string): string {
  const instant = new Date(unixSeconds * 1000);
  const offset = offsetMinutes(instant, timeZone);
  const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
