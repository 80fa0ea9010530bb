import { sortFrom } from './sort.js';

export interface CursorOptions {
  readonly sort?: unknown;
  readonly projection?: unknown;
  readonly limit?: number;
  readonly skip?: number;
}

/** A driver's cursor; it reads everything when first asked, and hands it out one by one. */
export class EmbeddedCursor<T> implements AsyncIterable<T> {
  #documents: T[] | undefined;
  #next = 0;

  constructor(
    private readonly read: (options: CursorOptions) => T[],
    private options: CursorOptions = {},
  ) {}

  sort(sort: unknown): this {
    return this.#with({
      sort: Object.fromEntries(sortFrom(sort).map(({ path, direction }) => [path, direction])),
    });
  }

  limit(limit: number): this {
    return this.#with({ limit });
  }

  skip(skip: number): this {
    return this.#with({ skip });
  }

  project(projection: unknown): this {
    return this.#with({ projection });
  }

  async next(): Promise<T | null> {
    this.#documents ??= this.read(this.options);
    return this.#documents[this.#next++] ?? null;
  }

  async toArray(): Promise<T[]> {
    this.#documents ??= this.read(this.options);
    const rest = this.#next === 0 ? this.#documents : this.#documents.slice(this.#next);
    this.#next = this.#documents.length;
    return rest;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (let document = await this.next(); document !== null; document = await this.next()) yield document;
  }

  async close(): Promise<void> {
    this.#documents = [];
  }

  #with(options: CursorOptions): this {
    this.options = { ...this.options, ...options };
    return this;
  }
}
