import { Query } from 'mingo';
import { conditionOf, joined, keyTest, type Condition } from './condition.js';
import { branches, checkFilter, LOGICAL } from './filterOperators.js';
import { orderedKey } from './orderedKey.js';
import { filterDocument, isOperatorObject, type StoredDocument, type StoredValue } from './storedValue.js';
import { valuesAt } from './valuesAt.js';

type KeyTest = ReturnType<typeof keyTest>;

/**
 * A filter of MongoDB's query language. Its conditions choose an index and test plain values; what they cannot
 * tell is left to mingo.
 */
export class Filter {
  readonly #document: StoredDocument;
  readonly #conditions = new Map<string, Condition>();
  /** Something is asked that the conditions do not tell. */
  #saysMore = false;
  #tests: ReadonlyMap<string, KeyTest> | undefined;
  #query: Query | undefined;

  /** @throws {NotSupported} naming the first operator that is not supported. */
  constructor(filter: unknown) {
    this.#document = filterDocument(filter);
    checkFilter(this.#document);
    this.#learn(this.#document);
  }

  /** No more is asked than the conditions tell. */
  get isPlain(): boolean {
    return !this.#saysMore;
  }

  get isEmpty(): boolean {
    return this.#conditions.size === 0 && !this.#saysMore;
  }

  /** Paths named by the filter's conditions, for messages: never values, which may be of a person. */
  get paths(): readonly string[] {
    return Object.keys(this.#document);
  }

  get conditions(): ReadonlyMap<string, Condition> {
    return this.#conditions;
  }

  matches(document: StoredDocument): boolean {
    const byKeys = this.#saysMore ? undefined : this.#matchesByKeys(document);
    if (byKeys !== undefined) return byKeys;
    this.#query ??= new Query(this.#document, { scriptEnabled: false });
    return this.#query.test(document);
  }

  /** Values that an upsert starts its document with (MongoDB: equality conditions outside `$or`). */
  equalities(): readonly (readonly [path: string, value: StoredValue])[] {
    return equalities(this.#document);
  }

  /** Undefined when an array is in the way; several times quicker than making a Query for one document. */
  #matchesByKeys(document: StoredDocument): boolean | undefined {
    this.#tests ??= new Map([...this.#conditions].map(([path, condition]) => [path, keyTest(condition)]));
    for (const [path, passes] of this.#tests) {
      const { values, throughArray } = valuesAt(document, path);
      if (throughArray) return undefined;
      if (!passes(orderedKey(values[0]))) return false;
    }
    return true;
  }

  #learn(filter: StoredDocument): void {
    for (const [name, value] of Object.entries(filter)) {
      if (name === '$and') branches(name, value).forEach((branch) => this.#learn(branch));
      else if (LOGICAL.has(name)) this.#saysMore = true;
      else this.#learnPath(name, value);
    }
  }

  #learnPath(path: string, value: StoredValue): void {
    const operators = isOperatorObject(value) ? value : { $eq: value };
    for (const [operator, operand] of Object.entries(operators)) {
      const learned = conditionOf(operator, operand);
      const both = learned && joined(this.#conditions.get(path), learned);
      if (both) this.#conditions.set(path, both);
      else this.#saysMore = true;
    }
  }
}

function equalities(filter: StoredDocument): readonly (readonly [string, StoredValue])[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (name === '$and') return branches(name, value).flatMap(equalities);
    if (LOGICAL.has(name)) return [];
    if (!isOperatorObject(value)) return (value as unknown) instanceof RegExp ? [] : [[name, value] as const];
    return value['$eq'] === undefined ? [] : [[name, value['$eq']] as const];
  });
}
