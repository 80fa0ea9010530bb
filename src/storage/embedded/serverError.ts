import { mongo } from 'mongoose';

/** MongoDB's own error codes, so that callers tell failures apart the same way on both backends. */
export const ErrorCode = {
  badValue: 2,
  failedToParse: 9,
  typeMismatch: 14,
  indexNotFound: 27,
  pathNotViable: 28,
  conflictingUpdate: 40,
  namespaceExists: 48,
  immutableField: 66,
  indexOptionsConflict: 85,
  indexKeyConflict: 86,
  duplicateKey: 11000,
  documentTooLarge: 10334,
} as const;

/** The error a MongoDB server would have answered. */
export const serverError = (code: number, message: string, facts: object = {}) =>
  new mongo.MongoServerError({ message, errmsg: message, code, ...facts });

export const duplicateKey = (namespace: string, index: string, key: { pattern: object; value: object }) =>
  serverError(
    ErrorCode.duplicateKey,
    `E11000 duplicate key error collection: ${namespace} index: ${index} dup key: ${JSON.stringify(key.value)}`,
    { keyPattern: key.pattern, keyValue: key.value },
  );
