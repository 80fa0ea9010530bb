import { Faults } from './importProblem.js';
import type { JsonNode } from './readJson.js';

type ObjectNode = Pick<Extract<JsonNode, { kind: 'object' }>, 'fields' | 'twice'>;

const nothing: ObjectNode = { fields: new Map(), twice: [] };

/**
 * The fields of one object of a file. What is missing or of another type is noted, and a value of no use stands
 * in for it, so that one reading finds every fault.
 */
export class JsonFields {
  readonly line: number;
  readonly #object: ObjectNode;
  readonly #isObject: boolean;
  readonly #asked = new Set<string>();

  constructor(
    node: JsonNode,
    /** As people point at it: `criteria[2]`; empty for the whole file. */
    private readonly path: string,
    readonly faults: Faults,
  ) {
    this.line = node.line;
    this.#isObject = node.kind === 'object';
    this.#object = node.kind === 'object' ? node : nothing;
    if (!this.#isObject) this.#wrongType(node, '', 'object');
    for (const name of this.#object.twice) faults.note(node.line, 'fieldTwice', { name: this.#pathOf(name) });
  }

  lineOf(name: string): number {
    return this.#object.fields.get(name)?.line ?? this.line;
  }

  has(name: string): boolean {
    this.#asked.add(name);
    return this.#object.fields.has(name);
  }

  text(name: string): string {
    const node = this.#field(name);
    if (node?.kind === 'text') return node.value;
    this.#wrongType(node, name, 'text');
    return '';
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  number(name: string): number {
    const node = this.#field(name);
    if (node?.kind === 'number') return node.value;
    this.#wrongType(node, name, 'number');
    return 0;
  }

  /** A number with at most two decimals, in hundredths. */
  hundredths(name: string): number {
    const value = this.number(name) * 100;
    const whole = Math.round(value);
    if (Number.isSafeInteger(whole) && Math.abs(value - whole) < 1e-6) return whole;
    this.faults.note(this.lineOf(name), 'fieldDecimals', { name: this.#pathOf(name) });
    return 0;
  }

  oneOf<Value extends string | number>(name: string, allowed: readonly Value[]): Value {
    const node = this.#field(name);
    const value = node?.kind === 'text' || node?.kind === 'number' ? node.value : undefined;
    const known = allowed.find((one) => one === value);
    if (known !== undefined) return known;
    if (!node) this.#wrongType(node, name, 'text');
    else this.faults.note(node.line, 'fieldValue', { name: this.#pathOf(name), wanted: allowed.join(', ') });
    return allowed[0] as Value;
  }

  optionalOneOf<Value extends string>(name: string, allowed: readonly Value[]): Value | undefined {
    return this.has(name) ? this.oneOf(name, allowed) : undefined;
  }

  object(name: string, faults = this.faults): JsonFields {
    const node = this.#field(name);
    if (node) return new JsonFields(node, this.#pathOf(name), faults);
    this.#wrongType(node, name, 'object');
    // Its fields are missing with it: they are not noted one by one.
    return new JsonFields({ line: this.line, kind: 'null' }, this.#pathOf(name), new Faults());
  }

  /** One more than a grid may have is enough to tell that there are too many. */
  objects(name: string, most: number, faultsOf: () => Faults = () => this.faults): readonly JsonFields[] {
    const path = this.#pathOf(name);
    const items = this.#items(name).slice(0, most + 1);
    return items.map((item, i) => new JsonFields(item, `${path}[${i}]`, faultsOf()));
  }

  texts(name: string): readonly string[] {
    return this.#items(name).flatMap((item, i) => {
      if (item.kind === 'text') return [item.value];
      this.faults.note(item.line, 'fieldType', { name: `${this.#pathOf(name)}[${i}]`, wanted: 'text' });
      return [];
    });
  }

  get names(): readonly string[] {
    return [...this.#object.fields.keys()];
  }

  /** Notes the fields that nobody asked for: a misspelt name must not lose what stands behind it. */
  noMore(): void {
    for (const [name, { line }] of this.#object.fields) {
      if (!this.#asked.has(name)) this.faults.note(line, 'fieldUnknown', { name: this.#pathOf(name) });
    }
  }

  #items(name: string): readonly JsonNode[] {
    const node = this.#field(name);
    if (node?.kind === 'list') return node.items;
    this.#wrongType(node, name, 'list');
    return [];
  }

  #field(name: string): JsonNode | undefined {
    this.#asked.add(name);
    return this.#object.fields.get(name);
  }

  #wrongType(node: JsonNode | undefined, name: string, wanted: string): void {
    const path = this.#pathOf(name);
    if (node) this.faults.note(node.line, 'fieldType', { name: path, wanted });
    // What is no object was noted as such, and has no field to miss.
    else if (this.#isObject) this.faults.note(this.line, 'fieldMissing', { name: path });
  }

  readonly #pathOf = (name: string) => [this.path, name].filter((part) => part !== '').join('.');
}
