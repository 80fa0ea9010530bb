import { parameterLines, parameterText } from '../launch/customParameters.js';
import type { Tool } from '../site/state.js';
import { SCOPES, TOOL_CONFIGURATION } from '../vocabulary.js';

type Fields = Readonly<Record<string, unknown>>;

/** A tool's settings, as dynamic registration tells them. */
export type ToolSettings = Omit<Tool, 'id' | 'clientId' | 'status'>;

export type ReadRegistration = { kind: 'read'; settings: ToolSettings } | { kind: 'refused'; reason: string };

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const texts = (value: unknown) =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Reads a tool's registration (Dynamic Registration §3.5); names the first member that is missing. */
export function readRegistration(body: unknown): ReadRegistration {
  const sent = fields(body);
  const tool = fields(sent[TOOL_CONFIGURATION]);
  const missing = [
    ...['client_name', 'initiate_login_uri', 'jwks_uri'].filter((name) => !text(sent[name])),
    ...(texts(sent['redirect_uris']).length === 0 ? ['redirect_uris'] : []),
    ...['domain', 'target_link_uri'].filter((name) => !text(tool[name])),
  ];
  if (missing[0]) return { kind: 'refused', reason: `missing_required_parameter: ${missing[0]}` };
  if (!isWithin(text(tool['target_link_uri']), text(tool['domain']))) {
    return { kind: 'refused', reason: 'domain_targetlinkuri_mismatch' };
  }
  return { kind: 'read', settings: settingsOf(sent, tool) };
}

const isWithin = (address: string, domain: string) =>
  URL.canParse(address) && new URL(address).host === domain;

function settingsOf(sent: Fields, tool: Fields): ToolSettings {
  const scopes = text(sent['scope']).split(' ');
  const claims = texts(tool['claims']);
  const messages = Array.isArray(tool['messages']) ? tool['messages'].map(fields) : [];
  const deepLinking = messages.find(({ type }) => type === 'LtiDeepLinkingRequest');
  const url = text(tool['target_link_uri']);
  const iconUrl = text(sent['logo_uri']);
  return {
    name: text(sent['client_name']),
    description: text(tool['description']),
    url,
    loginUrl: text(sent['initiate_login_uri']),
    redirectUris: texts(sent['redirect_uris']),
    keys: { keySetUrl: text(sent['jwks_uri']) },
    custom: parameterText(fields(tool['custom_parameters'])),
    gradeSync: gradeSyncOf(scopes),
    roster: scopes.includes(SCOPES.roster),
    sendName: ['name', 'given_name', 'family_name'].some((name) => claims.includes(name)),
    sendEmail: claims.includes('email'),
    ...(iconUrl && { iconUrl }),
    ...(deepLinking && { deepLinkingUrl: text(deepLinking['target_link_uri']) || url }),
  };
}

function gradeSyncOf(scopes: readonly string[]): Tool['gradeSync'] {
  if (scopes.includes(SCOPES.lineItem)) return 'columns';
  return [SCOPES.score, SCOPES.result, SCOPES.lineItemReadonly].some((scope) => scopes.includes(scope))
    ? 'scores'
    : 'none';
}

const SCOPES_BY_SYNC: Readonly<Record<Tool['gradeSync'], readonly string[]>> = {
  none: [],
  scores: [SCOPES.score, SCOPES.result, SCOPES.lineItemReadonly],
  columns: [SCOPES.score, SCOPES.result, SCOPES.lineItemReadonly, SCOPES.lineItem],
};

/** What the LMS made of it (Dynamic Registration §3.6), with the members and the order of Moodle 4.5. */
export function registrationAnswer(tool: Tool, domain: string): Fields {
  return {
    client_id: tool.clientId,
    response_types: ['id_token'],
    jwks_uri: 'keySetUrl' in tool.keys ? tool.keys.keySetUrl : '',
    initiate_login_uri: tool.loginUrl,
    grant_types: ['client_credentials', 'implicit'],
    redirect_uris: tool.redirectUris,
    application_type: 'web',
    token_endpoint_auth_method: 'private_key_jwt',
    client_name: tool.name,
    logo_uri: tool.iconUrl ?? '',
    scope: [...SCOPES_BY_SYNC[tool.gradeSync], ...(tool.roster ? [SCOPES.roster] : [])].join(' '),
    [TOOL_CONFIGURATION]: {
      version: '1.3.0',
      deployment_id: tool.id,
      target_link_uri: tool.url,
      domain,
      description: tool.description,
      messages:
        tool.deepLinkingUrl === undefined
          ? []
          : [
              {
                type: 'LtiDeepLinkingRequest',
                target_link_uri: tool.deepLinkingUrl === tool.url ? '' : tool.deepLinkingUrl,
              },
            ],
      // A value is kept whole and shown up to its `=`.
      custom_parameters: Object.fromEntries(
        parameterLines(tool.custom).map(([name, value]) => [name, value.split('=', 1)[0]]),
      ),
      claims: [
        'sub',
        'iss',
        ...(tool.sendName ? ['name', 'family_name', 'given_name'] : []),
        ...(tool.sendEmail ? ['email'] : []),
      ],
    },
  };
}
