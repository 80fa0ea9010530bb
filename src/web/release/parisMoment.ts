/** What a calendar and a clock in Paris show. */
export interface ParisTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** What clocks in Paris show at a moment. */
export function parisTime(moment: Date): ParisTime {
  const parts = new Map(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

/** Paris is one hour ahead of universal time, two in summer. */
const OFFSETS_IN_HOURS = [1, 2];

/**
 * The moment at which clocks in Paris show this. In the hour that an October night shows twice it is the later
 * one: nothing comes out sooner than anyone could expect.
 *
 * @returns undefined for what no calendar or clock there ever shows: 31 February, 2:30 on a March night.
 */
export function parisMoment(time: ParisTime): Date | undefined {
  const { year, month, day, hour, minute } = time;
  return OFFSETS_IN_HOURS.map(
    (offset) => new Date(Date.UTC(year, month - 1, day, hour - offset, minute)),
  ).find((moment) => sameTime(parisTime(moment), time));
}

const sameTime = (a: ParisTime, b: ParisTime) =>
  a.year === b.year && a.month === b.month && a.day === b.day && a.hour === b.hour && a.minute === b.minute;
