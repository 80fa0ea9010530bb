import { toolAddresses } from '../../platform/toolAddresses.js';
import { ASKS_FOR_GROUPS, tellsGroups } from '../launch/groupIds.js';
import {
  LINE_ITEM_READ_SCOPE,
  LINE_ITEM_SCOPE,
  RESULT_SCOPE,
  ROSTER_SCOPE,
  SCORE_SCOPE,
} from '../services/serviceVocabulary.js';
import type { PlatformConfiguration } from './platformConfiguration.js';

export const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

/** Reading columns matters where a platform lets nobody but itself make them. */
const SCOPES = [LINE_ITEM_SCOPE, LINE_ITEM_READ_SCOPE, RESULT_SCOPE, SCORE_SCOPE, ROSTER_SCOPE];

/** Names, to show a class list; no e-mail, nothing else. */
const CLAIMS = ['iss', 'sub', 'name', 'given_name', 'family_name'];

const MESSAGES = ['LtiResourceLinkRequest', 'LtiDeepLinkingRequest'];

/**
 * How this tool registers itself (LTI Dynamic Registration §3.5): what it uses, as far as the platform offers it.
 *
 * @param url public address of this tool.
 */
export function toolRegistration(
  url: string,
  { scopes, claims, messages, variables }: PlatformConfiguration,
): object {
  const tool = toolAddresses(url);
  const offered = (wanted: readonly string[], offer: readonly string[] | undefined) =>
    offer === undefined ? wanted : wanted.filter((one) => offer.includes(one));
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: tool.login,
    redirect_uris: [tool.launch],
    client_name: 'Attendus',
    jwks_uri: tool.keySet,
    logo_uri: tool.icon,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: offered(SCOPES, scopes).join(' '),
    [TOOL_CONFIGURATION]: {
      domain: new URL(url).host,
      description: 'Évaluer les attendus du référentiel, compétence par compétence',
      target_link_uri: tool.launch,
      claims: offered(CLAIMS, claims),
      ...(tellsGroups(variables) && { custom_parameters: ASKS_FOR_GROUPS }),
      messages: offered(MESSAGES, messages).map((type) => ({ type, target_link_uri: tool.launch })),
    },
  };
}
