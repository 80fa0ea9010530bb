/** Names the cell that a stroke is about: a learner's level on a criterion, or their presence. */
export const cellKey = ({ learner, criterion }) => JSON.stringify([learner, criterion ?? null]);

/**
 * Strokes that the server has not acknowledged, in the order in which they were made, one a cell. A batch on its
 * way stays as it was sent until it is answered: sent again it changes nothing twice.
 */
export class Pending {
  constructor({ flight = [], waiting = [] } = {}) {
    this.flight = flight;
    this.waiting = new Map(waiting.map((stroke) => [cellKey(stroke), stroke]));
  }

  /** Cells that are not as the server has them. */
  get size() {
    return new Set([...this.flight.map(cellKey), ...this.waiting.keys()]).size;
  }

  /** A cell that came back to where it was needs no stroke. */
  add(stroke) {
    const key = cellKey(stroke);
    const from = this.waiting.get(key)?.from ?? this.#sent(key)?.to ?? stroke.from;
    this.waiting.delete(key);
    if (from !== stroke.to) this.waiting.set(key, { ...stroke, from });
  }

  /** What a cell will hold; undefined where nothing waits. */
  wish(key) {
    return (this.waiting.get(key) ?? this.#sent(key))?.to;
  }

  /** The batch to send: the one without an answer, else the oldest strokes, of one grid version. */
  batch(most) {
    if (this.flight.length > 0) return this.flight;
    const [first, ...others] = this.waiting.values();
    if (!first) return [];
    const end = others.findIndex(({ version }) => version !== first.version);
    const same = [first, ...others.slice(0, end === -1 ? undefined : end)];
    this.flight = same.slice(0, most);
    for (const stroke of this.flight) this.waiting.delete(cellKey(stroke));
    return this.flight;
  }

  answered() {
    this.flight = [];
  }

  /** The batch is not to be sent as a whole: its strokes wait again, before all others. */
  takeBack() {
    const strokes = [...this.flight, ...this.waiting.values()];
    this.flight = [];
    this.waiting = new Map();
    for (const stroke of strokes) this.add(stroke);
  }

  #sent(key) {
    return this.flight.find((stroke) => cellKey(stroke) === key);
  }

  toJSON() {
    return { flight: this.flight, waiting: [...this.waiting.values()] };
  }
}
