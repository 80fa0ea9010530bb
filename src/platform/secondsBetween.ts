export const secondsBetween = (earlier: Date, later: Date): number =>
  (later.getTime() - earlier.getTime()) / 1000;
