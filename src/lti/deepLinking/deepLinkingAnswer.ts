import type { LtiProvider } from 'ltijs';
import { BadRequest } from '../../errors.js';
import type { DeepLinkingAnswer } from '../../platform/deepLinkingAnswer.js';
import type { RegistrationStore } from '../../platform/registration.js';
import { LaunchRefused } from '../launch/launchRefused.js';
import { contentItem } from './contentItem.js';

interface AnswerServices {
  readonly provider: LtiProvider;
  readonly registrations: Pick<RegistrationStore, 'get'>;
  readonly url: string;
}

/** Signs deep linking responses (LTI Deep Linking §4.5) with ltijs and the registration's own key. */
export function createDeepLinkingAnswer({ provider, registrations, url }: AnswerServices): DeepLinkingAnswer {
  return async ({ scope, platform, deepLinking }, grid) => {
    if (!deepLinking) throw new BadRequest('the session was not opened by a deep linking request');
    const registration = await registrations.get(scope.registrationId);
    if (registration?.status !== 'active') {
      throw new LaunchRefused('REGISTRATION_DISABLED', scope.registrationId, {
        facts: { issuer: platform.issuer },
      });
    }
    const { returnUrl, acceptTypes, acceptMultiple, data } = deepLinking;
    const jwt = await provider.DeepLinking.createDeepLinkingMessage(
      {
        iss: registration.issuer,
        clientId: registration.clientId,
        deploymentId: scope.deploymentId,
        platformContext: {
          deepLinkingSettings: {
            deep_link_return_url: returnUrl,
            accept_types: acceptTypes,
            accept_multiple: acceptMultiple,
            ...(data !== undefined && { data }),
          },
        },
      },
      [contentItem(grid, url, platform.family)],
    );
    return { returnUrl, jwt };
  };
}
