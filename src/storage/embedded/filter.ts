import { Query } from 'mingo';
import { branches, checkFilter, LOGICAL, RANGE } from './filterOperators.js';
import { from, upTo, type Interval } from './keyRange.js';
import {
  filterDocument,
  isOperatorObject,
  isScalar,
  type Scalar,
  type StoredDocument,
  type StoredValue,
} from './storedValue.js';

/** What an index can look up of one path: one of some values, or a span of values. */
export interface Condition {
  readonly anyOf?: readonly Scalar[];
  readonly lower?: Interval;
  readonly upper?: Interval;
}

/** A filter of MongoDB's query language: mingo tests documents, the conditions choose an index. */
export class Filter {
  readonly #document: StoredDocument;
  readonly #conditions = new Map<string, Condition>();
  /** Something is asked that the conditions do not tell. */
  #saysMore = false;
  #query: Query | undefined;

  /** @throws {NotSupported} naming the first operator that is not supported. */
  constructor(filter: unknown) {
    this.#document = filterDocument(filter);
    checkFilter(this.#document);
    this.#learn(this.#document);
  }

  get isEmpty(): boolean {
    return this.#conditions.size === 0 && !this.#saysMore;
  }

  /** Paths named by the filter's conditions, for messages: never values, which may be of a person. */
  get paths(): readonly string[] {
    return Object.keys(this.#document);
  }

  condition(path: string): Condition | undefined {
    return this.#conditions.get(path);
  }

  /** Whether a document that meets the conditions on these paths needs no further test. */
  isSettledBy(paths: readonly string[]): boolean {
    return !this.#saysMore && [...this.#conditions.keys()].every((path) => paths.includes(path));
  }

  matches(document: StoredDocument): boolean {
    if (this.isEmpty) return true;
    this.#query ??= new Query(this.#document, { scriptEnabled: false });
    return this.#query.test(document);
  }

  /** Values that an upsert starts its document with (MongoDB: equality conditions outside `$or`). */
  equalities(): readonly (readonly [path: string, value: StoredValue])[] {
    return equalities(this.#document);
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
      const known = this.#conditions.get(path);
      if (learned && compatible(known, learned)) this.#conditions.set(path, { ...known, ...learned });
      else this.#saysMore = true;
    }
  }
}

function conditionOf(operator: string, operand: StoredValue): Condition | undefined {
  if (operator === '$in') {
    return Array.isArray(operand) && operand.every(isScalar) ? { anyOf: operand } : undefined;
  }
  if (!isScalar(operand)) return undefined;
  if (operator === '$eq') return { anyOf: [operand] };
  if (!RANGE.has(operator)) return undefined;
  const included = operator.endsWith('e');
  return operator.startsWith('$gt') ? { lower: from(operand, included) } : { upper: upTo(operand, included) };
}

/** One value list, or one limit at each end, of one type. */
function compatible(known: Condition | undefined, learned: Condition): boolean {
  if (!known) return true;
  if (known.anyOf || learned.anyOf) return false;
  if ((known.lower && learned.lower) || (known.upper && learned.upper)) return false;
  const lower = known.lower ?? learned.lower;
  const upper = known.upper ?? learned.upper;
  return !lower || !upper || lower.end.prefix.equals(upper.start.prefix);
}

function equalities(filter: StoredDocument): readonly (readonly [string, StoredValue])[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (name === '$and') return branches(name, value).flatMap(equalities);
    if (LOGICAL.has(name)) return [];
    if (!isOperatorObject(value)) return (value as unknown) instanceof RegExp ? [] : [[name, value] as const];
    return value['$eq'] === undefined ? [] : [[name, value['$eq']] as const];
  });
}
