import { mongo } from 'mongoose';
import { NotSupported } from './notSupported.js';
import { ErrorCode, serverError } from './serverError.js';

export type Scalar = null | boolean | number | string | Date | mongo.ObjectId;
export type StoredValue = Scalar | StoredValue[] | StoredDocument;
export interface StoredDocument {
  [field: string]: StoredValue;
}

/** What the BSON format of MongoDB allows. */
const LARGEST_DOCUMENT = 16 * 1024 * 1024;

export const isScalar = (value: unknown): value is Scalar =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  value instanceof Date ||
  value instanceof mongo.ObjectId;

export const isDocument = (value: unknown): value is StoredDocument =>
  typeof value === 'object' && !Array.isArray(value) && !isScalar(value) && !(value instanceof RegExp);

export const isOperatorObject = (value: unknown): value is StoredDocument =>
  isDocument(value) && Object.keys(value).some((key) => key.startsWith('$'));

/**
 * A copy made of plain values alone, as a trip over the wire to MongoDB would give; undefined becomes null.
 * Types whose comparison differs between mingo and MongoDB are refused rather than kept wrong.
 */
export const storedDocument = (value: unknown) => documentFrom(value, refusePattern);

/** The same of a filter, which may hold patterns. */
export const filterDocument = (value: unknown) => documentFrom(value, keepPattern);

export function documentToBytes(document: StoredDocument): Buffer {
  try {
    const bytes = mongo.BSON.serialize(document);
    if (bytes.length <= LARGEST_DOCUMENT)
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    // The serializer's own buffer is a little larger than the limit.
    if (!(error instanceof RangeError)) throw error;
  }
  throw serverError(ErrorCode.documentTooLarge, 'a document is larger than 16 MB');
}

/** Bytes of the file that are no document of ours: something else has written there. */
export class UnreadableDocument extends Error {}

export function documentFromBytes(bytes: Uint8Array): StoredDocument {
  try {
    return mongo.BSON.deserialize(bytes) as StoredDocument;
  } catch (error) {
    throw new UnreadableDocument('a document cannot be read', { cause: error });
  }
}

type TakePattern = (pattern: RegExp) => StoredValue;

const refusePattern: TakePattern = () => {
  throw new NotSupported('A regular expression in a document');
};
const keepPattern: TakePattern = (pattern) => pattern as unknown as StoredValue;

interface BsonLike {
  readonly _bsontype?: string;
  toBSON?(): unknown;
  valueOf(): unknown;
}

function documentFrom(value: unknown, pattern: TakePattern): StoredDocument {
  const copy = valueFrom(value ?? {}, pattern);
  if (!isDocument(copy)) throw serverError(ErrorCode.failedToParse, 'a document is expected');
  return copy;
}

function valueFrom(value: unknown, pattern: TakePattern): StoredValue {
  if (value === undefined) return null;
  if (isScalar(value)) return checked(value);
  if (Array.isArray(value)) return Array.from(value, (element) => valueFrom(element, pattern));
  if (value instanceof RegExp) return pattern(value);
  if (typeof value !== 'object') throw new NotSupported(`A value of type ${typeof value}`);
  return objectFrom(value as BsonLike, pattern);
}

function checked(value: Scalar): Scalar {
  // NaN equals nothing and has no place in an order: no mark and no date may ever be one.
  if (Number.isNaN(value)) throw new NotSupported('NaN');
  if (value instanceof Date && Number.isNaN(value.getTime())) throw new NotSupported('An invalid date');
  return value;
}

function objectFrom(value: BsonLike, pattern: TakePattern): StoredValue {
  const type = value['_bsontype'];
  if (type === 'Int32' || type === 'Double') return checked(value.valueOf() as number);
  if (type !== undefined) throw new NotSupported(`The type ${type}`);
  if (ArrayBuffer.isView(value)) throw new NotSupported('Binary data');
  if (typeof value.toBSON !== 'function') return fieldsFrom(value, pattern);
  const bson = value.toBSON();
  return bson instanceof Map ? fieldsFrom(bson, pattern) : valueFrom(bson, pattern);
}

function fieldsFrom(value: object, pattern: TakePattern): StoredDocument {
  const copy: StoredDocument = {};
  const entries = value instanceof Map ? value.entries() : Object.entries(value);
  for (const [name, field] of entries) {
    if (name === '__proto__') throw new NotSupported('A field named __proto__');
    copy[name] = valueFrom(field, pattern);
  }
  return copy;
}
