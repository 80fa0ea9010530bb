/** One element of a page. */
export class Element {
  readonly children: (Element | string)[] = [];

  constructor(
    readonly name: string,
    readonly attributes: ReadonlyMap<string, string>,
    readonly parent?: Element,
  ) {}

  attribute(name: string): string | undefined {
    return this.attributes.get(name);
  }

  /** What a reader sees, white space made one. */
  get text(): string {
    return oneSpace(this.#rawText());
  }

  /** As it stands in the markup: a textarea's own value. */
  get value(): string {
    return this.#rawText().replace(/^\n/, '');
  }

  /** Descendants in the order of the page. */
  all(...names: readonly string[]): readonly Element[] {
    return this.children.flatMap((child) => {
      if (typeof child === 'string') return [];
      const own = names.length === 0 || names.includes(child.name) ? [child] : [];
      return [...own, ...child.all(...names)];
    });
  }

  byId(id: string): Element | undefined {
    return this.all().find((element) => element.attribute('id') === id);
  }

  closest(name: string): Element | undefined {
    return this.name === name ? this : this.parent?.closest(name);
  }

  #rawText(): string {
    return this.children
      .map((child) => (typeof child === 'string' ? child : SILENT.has(child.name) ? '' : child.#rawText()))
      .join('');
  }
}

const SILENT = new Set(['script', 'style', 'template']);

/** No-break spaces are spaces to a reader. */
export const oneSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();
