/** One value of a JSON text (RFC 8259), and the line that it begins on. */
export type JsonNode = { readonly line: number } & (
  | {
      readonly kind: 'object';
      readonly fields: ReadonlyMap<string, JsonNode>;
      readonly twice: readonly string[];
    }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean' | 'null' }
);

export type JsonReading =
  | JsonNode
  | { readonly line: number; readonly kind: 'syntax' }
  | { readonly line: number; readonly kind: 'depth' };

const DEEPEST = 16;

const SPACE = /[ \t\r\n]*/y;
const TEXT = /"(?:[^"\\\r\n]|\\.)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Reads a JSON text as `JSON.parse` does, but keeps the line of each value, and tells on which one it went wrong. */
export function readJson(text: string): JsonReading {
  try {
    return new JsonReader(text).whole();
  } catch (error) {
    if (error instanceof Unreadable) return { line: error.line, kind: error.kind };
    throw error;
  }
}

class Unreadable extends Error {
  constructor(
    readonly line: number,
    readonly kind: 'syntax' | 'depth',
  ) {
    super(`${kind} on line ${line}`);
  }
}

class JsonReader {
  #at = 0;
  #line = 1;

  constructor(private readonly text: string) {}

  whole(): JsonNode {
    const node = this.#value(0);
    this.#space();
    if (this.#at < this.text.length) throw new Unreadable(this.#line, 'syntax');
    return node;
  }

  #value(depth: number): JsonNode {
    if (depth > DEEPEST) throw new Unreadable(this.#line, 'depth');
    this.#space();
    const line = this.#line;
    if (this.#takes('{')) return { line, kind: 'object', ...this.#fields(depth) };
    if (this.#takes('[')) return { line, kind: 'list', items: this.#items(depth) };
    const text = this.#text();
    if (text !== undefined) return { line, kind: 'text', value: text };
    const number = this.#match(NUMBER);
    if (number !== undefined) return { line, kind: 'number', value: Number(number) };
    const word = this.#match(WORD);
    if (word === undefined) throw new Unreadable(line, 'syntax');
    return { line, kind: word === 'null' ? 'null' : 'boolean' };
  }

  #fields(depth: number) {
    const fields = new Map<string, JsonNode>();
    const twice: string[] = [];
    this.#each('}', () => {
      const name = this.#text();
      this.#space();
      if (name === undefined || !this.#takes(':')) throw new Unreadable(this.#line, 'syntax');
      if (fields.has(name)) twice.push(name);
      fields.set(name, this.#value(depth + 1));
    });
    return { fields, twice };
  }

  #items(depth: number): readonly JsonNode[] {
    const items: JsonNode[] = [];
    this.#each(']', () => items.push(this.#value(depth + 1)));
    return items;
  }

  /** Escapes and control characters are JSON.parse's to judge. */
  #text(): string | undefined {
    const quoted = this.#match(TEXT);
    if (quoted === undefined) return undefined;
    try {
      return JSON.parse(quoted) as string;
    } catch {
      throw new Unreadable(this.#line, 'syntax');
    }
  }

  /** Reads parts with commas between them, up to the closing sign. */
  #each(closing: string, read: () => void): void {
    this.#space();
    if (this.#takes(closing)) return;
    do {
      this.#space();
      read();
      this.#space();
    } while (this.#takes(','));
    if (!this.#takes(closing)) throw new Unreadable(this.#line, 'syntax');
  }

  #takes(sign: string): boolean {
    if (this.text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #space(): void {
    for (const sign of this.#match(SPACE) ?? '') if (sign === '\n') this.#line += 1;
  }
}
