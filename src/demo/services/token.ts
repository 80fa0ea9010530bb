import jsonwebtoken from 'jsonwebtoken';
import { unixTime, type Lms } from '../lms.js';
import { verifyToolMessage } from '../registration/toolKeys.js';
import { PATHS } from '../site/addresses.js';
import { permittedScopes } from '../site/permissions.js';
import type { Tool } from '../site/state.js';
import type { Answer } from './answer.js';

export type TokenParameters = Readonly<Record<string, unknown>>;

const TOKEN_LIFETIME_SECONDS = 3600;

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Granted = { scopes: readonly string[]; tool: Tool } | { error: string };

/**
 * The token endpoint (Security Framework §4.1): client credentials with a signed assertion. JSON comes as
 * `text/html`, with the line ends of Moodle's own source. Unlike Moodle it checks `aud` and takes a `jti` once.
 */
export async function answerTokenRequest(lms: Lms, parameters: TokenParameters): Promise<Answer> {
  const granted = await grant(lms, parameters);
  if ('error' in granted) return answer(400, [`  "error" : "${granted.error}"`]);
  const accessToken = lms.randomBytes(16).toString('hex');
  lms.state.accessTokens.set(accessToken, {
    toolId: granted.tool.id,
    scopes: granted.scopes,
    expiresAt: unixTime(lms) + TOKEN_LIFETIME_SECONDS,
  });
  return answer(200, [
    `  "access_token" : "${accessToken}",`,
    '  "token_type" : "Bearer",',
    `  "expires_in" : ${TOKEN_LIFETIME_SECONDS},`,
    `  "scope" : "${granted.scopes.join(' ')}"`,
  ]);
}

const answer = (status: number, lines: readonly string[]): Answer => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body: ['{', ...lines, '}'].join('\r\n'),
});

async function grant(lms: Lms, parameters: TokenParameters): Promise<Granted> {
  const { grant_type, client_assertion_type, client_assertion, scope } = parameters;
  if (!grant_type || !client_assertion_type || typeof scope !== 'string' || scope === '') {
    return { error: 'invalid_request' };
  }
  if (grant_type !== 'client_credentials' || client_assertion_type !== ASSERTION_TYPE) {
    return { error: 'unsupported_grant_type' };
  }
  const tool = await assertedTool(lms, client_assertion);
  if (!tool) return { error: 'invalid_client' };
  const scopes = scope.split(' ').filter((one) => permittedScopes(lms, tool).includes(one));
  return scopes.length > 0 ? { scopes, tool } : { error: 'invalid_scope' };
}

/** The active tool that signed the assertion; `iss` and `sub` are its client id. */
async function assertedTool(lms: Lms, assertion: unknown): Promise<Tool | undefined> {
  if (typeof assertion !== 'string') return undefined;
  const clientId = jsonwebtoken.decode(assertion)?.sub;
  const tool = lms.state.tools.find((one) => one.clientId === clientId && one.status === 'active');
  if (!tool) return undefined;
  const message = await verifyToolMessage(lms, tool, assertion, [`${lms.url}${PATHS.token}`, lms.url]);
  if (message.kind === 'refused') return undefined;
  const { sub, jti } = message.claims;
  const spent = `jti ${tool.clientId} ${String(jti)}`;
  if (sub !== tool.clientId || typeof jti !== 'string' || lms.state.spent.has(spent)) return undefined;
  lms.state.spent.add(spent);
  return tool;
}
