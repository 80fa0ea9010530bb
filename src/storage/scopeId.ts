import { createHash } from 'node:crypto';
import type { Scope } from '../platform/launchSession.js';
import { text } from './filterValues.js';

/** The `_id` of what there is one of in a scope, whatever characters and lengths the platform's ids have. */
export function scopeId({ registrationId, deploymentId, contextId }: Scope): string {
  const parts = [text(registrationId), text(deploymentId), text(contextId)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
