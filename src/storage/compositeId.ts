import { createHash } from 'node:crypto';
import type { Scope } from '../platform/launchSession.js';
import { text } from './filterValues.js';

/** The `_id` of what there is one of for these ids together, whatever characters and lengths they have. */
export const compositeId = (...ids: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(ids.map(text)))
    .digest('base64url');

/** The `_id` of what there is one of in a scope. */
export const scopeId = ({ registrationId, deploymentId, contextId }: Scope): string =>
  compositeId(registrationId, deploymentId, contextId);
