import { PATHS } from '../site/addresses.js';
import type { Lms } from '../lms.js';
import type { LmsSession } from '../site/state.js';
import { deepLinkingClaim } from '../vocabulary.js';
import type { LaunchSubject } from './substitutions.js';

/** `deep_linking_settings` (Deep Linking §3.2). */
export function deepLinkingClaims(
  lms: Lms,
  { sessionKey }: Pick<LmsSession, 'sessionKey'>,
  { course, tool }: LaunchSubject,
): Record<string, unknown> {
  const query = new URLSearchParams({ course: course.id, id: tool.id, sesskey: sessionKey });
  const data = lms.state.deepLinkingData;
  return {
    [deepLinkingClaim('deep_linking_settings')]: {
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['frame', 'iframe', 'window'],
      accept_copy_advice: false,
      accept_multiple: true,
      accept_unsigned: false,
      auto_create: false,
      can_confirm: false,
      deep_link_return_url: `${lms.url}${PATHS.contentItemReturn}?${query.toString()}`,
      title: tool.name,
      text: '',
      ...(data !== undefined && { data }),
    },
  };
}
