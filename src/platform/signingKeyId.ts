import type { Registration } from './registration.js';

/** `kid` of the key pair that signs our messages to a platform at a moment. */
export const signingKeyId = (
  { keyId, nextKey }: Pick<Registration, 'keyId' | 'nextKey'>,
  at: Date,
): string => (nextKey && nextKey.signsFrom <= at ? nextKey.keyId : keyId);
