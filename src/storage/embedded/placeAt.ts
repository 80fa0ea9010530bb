import { ErrorCode, serverError } from './serverError.js';
import { isDocument, type StoredDocument, type StoredValue } from './storedValue.js';
import type { Place } from './updateOperators.js';

type Container = StoredDocument | StoredValue[];

/**
 * Where a dotted path ends in a document. Documents missing on the way are made if `create`, else there is
 * no place.
 */
export function placeAt(
  document: StoredDocument,
  path: readonly string[],
  create: boolean,
): Place | undefined {
  let container: Container = document;
  for (const [i, name] of path.entries()) {
    const place = placeIn(container, name, create);
    if (!place || i === path.length - 1) return place;
    if (place.get() === undefined) {
      if (!create) return undefined;
      place.set({});
    }
    const next = place.get();
    if (!isContainer(next)) return create ? refuse(path[i + 1]!, name) : undefined;
    container = next;
  }
  return undefined;
}

const isContainer = (value: StoredValue | undefined): value is Container =>
  Array.isArray(value) || isDocument(value);

function placeIn(container: Container, name: string, create: boolean): Place | undefined {
  if (!Array.isArray(container)) return fieldOf(container, name);
  if (/^\d+$/.test(name)) return elementOf(container, Number(name));
  return create ? refuse(name, 'an array') : undefined;
}

const fieldOf = (container: StoredDocument, name: string): Place => ({
  get: () => (Object.hasOwn(container, name) ? container[name] : undefined),
  set: (value) => {
    container[name] = value;
  },
  remove: () => {
    delete container[name];
  },
});

const elementOf = (container: StoredValue[], position: number): Place => ({
  get: () => container[position],
  set: (value) => {
    while (container.length < position) container.push(null);
    container[position] = value;
  },
  remove: () => {
    // MongoDB keeps the places of the other elements.
    if (position < container.length) container[position] = null;
  },
});

function refuse(name: string, within: string): never {
  throw serverError(ErrorCode.pathNotViable, `Cannot create field '${name}' in ${within}`);
}
