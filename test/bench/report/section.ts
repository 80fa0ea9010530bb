/** What one part of the bench found out. */
export interface Section {
  readonly title: string;
  /** What was measured, and how. */
  readonly about: string;
  readonly tables: readonly Table[];
  /** What the figures say that a reader may miss. */
  readonly remarks?: readonly string[];
  readonly targets: readonly Target[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

/** A target that a number must not pass. */
export function atMost(what: string, limit: number, measured: number, unit = ''): Target {
  return {
    what,
    wanted: `≤ ${limit}${unit}`,
    measured: `${decimals(measured, 2)}${unit}`,
    met: measured <= limit,
  };
}

export const decimals = (value: number, places: number): string => value.toFixed(places);

/** « median (least–most) » */
export function spread(values: readonly number[], median: number, places: number): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${decimals(median, places)} (${decimals(least, places)}–${decimals(most, places)})`;
}
