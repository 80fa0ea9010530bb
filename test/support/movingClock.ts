/** The real clock, moved on by a test that does not want to wait. */
export class MovingClock {
  #aheadMs = 0;

  readonly now = (): Date => new Date(Date.now() + this.#aheadMs);

  advance(seconds: number): void {
    this.#aheadMs += seconds * 1000;
  }
}
