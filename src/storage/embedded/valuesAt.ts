import { isDocument, type StoredDocument, type StoredValue } from './storedValue.js';

/** What MongoDB indexes and sorts by under one path of a document. */
export interface PathValues {
  /** Null for a missing value, undefined for an empty array; never empty. */
  readonly values: readonly (StoredValue | undefined)[];
  /** An array lies on the path or at its end. */
  readonly throughArray: boolean;
  /** False when the path leads nowhere in the document. */
  readonly present: boolean;
}

/** Values under a dotted path; arrays on the way give one value an element. */
export function valuesAt(document: StoredDocument, path: string): PathValues {
  const found: Found = { values: [], throughArray: false, present: false };
  collect(document, path.includes('.') ? path.split('.') : [path], found);
  if (found.values.length === 0) found.values.push(null);
  return found;
}

interface Found {
  values: (StoredValue | undefined)[];
  throughArray: boolean;
  present: boolean;
}

function collect(value: StoredValue | undefined, path: readonly string[], found: Found): void {
  const [field, ...rest] = path;
  if (field === undefined) return add(value, found);
  if (Array.isArray(value)) return descend(value, path, found);
  if (isDocument(value) && Object.hasOwn(value, field)) return collect(value[field], rest, found);
  found.values.push(null);
}

function add(value: StoredValue | undefined, found: Found): void {
  found.present = true;
  if (!Array.isArray(value)) {
    found.values.push(value ?? null);
    return;
  }
  found.throughArray = true;
  if (value.length === 0) found.values.push(undefined);
  else found.values.push(...value);
}

function descend(elements: readonly StoredValue[], path: readonly string[], found: Found): void {
  found.throughArray = true;
  const [field, ...rest] = path;
  if (/^\d+$/.test(field!) && Number(field) < elements.length) {
    collect(elements[Number(field)], rest, found);
    return;
  }
  for (const element of elements) if (isDocument(element)) collect(element, path, found);
}
