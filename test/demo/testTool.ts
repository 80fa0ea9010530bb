import { createHash } from 'node:crypto';
import request from 'supertest';
import type { DemoPlatform } from '../../src/demo/demoPlatform.js';
import { signJws } from '../../src/demo/jws.js';
import type { ManualTool } from '../../src/demo/registration/tools.js';
import { signingKey } from '../../src/demo/signingKey.js';
import { deepLinkingClaim, ltiClaim, SCOPES } from '../../src/demo/vocabulary.js';
import { sharedKeyPem } from './testPlatform.js';

export const TOOL_URL = 'http://tool.test/lti/launch';

/** The least a tool is: an address, a key, and what it signs with it. */
export async function testTool(platform: DemoPlatform, settings: Partial<ManualTool> = {}) {
  const key = signingKey(await sharedKeyPem('tool'));
  const tool = platform.registerToolManually({
    url: TOOL_URL,
    loginUrl: 'http://tool.test/lti/login',
    redirectUris: [TOOL_URL],
    keys: { publicKeyPem: key.publicKeyPem },
    ...settings,
  });
  const iat = Math.floor(new Date('2026-11-23T09:00:00Z').getTime() / 1000);
  const sign = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
    signJws({ typ: 'JWT', alg: 'RS256', kid: key.kid, ...header }, claims, key.privateKey);

  /** A client assertion, right but for `changed`. */
  const assertion = (changed: Record<string, unknown> = {}) =>
    sign({
      iss: tool.clientId,
      sub: tool.clientId,
      aud: `${platform.url}/mod/lti/token.php`,
      iat,
      exp: iat + 60,
      jti: createHash('sha256').update(String(platform.state.spent.size)).digest('hex'),
      ...changed,
    });

  const askToken = (scope: string, changed: Record<string, unknown> = {}) =>
    request(platform.app)
      .post('/mod/lti/token.php')
      .type('form')
      .send({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion(changed),
        scope,
      });

  const token = async (scope: string = Object.values(SCOPES).join(' ')) => {
    const { text } = await askToken(scope).expect(200);
    return (JSON.parse(text) as { access_token: string }).access_token;
  };

  /** A deep linking response, right but for `changed`. */
  const contentJwt = (items: readonly unknown[], changed: Record<string, unknown> = {}) =>
    sign({
      iss: tool.clientId,
      aud: platform.url,
      iat,
      exp: iat + 60,
      nonce: `nonce-${platform.state.spent.size}`,
      [ltiClaim('deployment_id')]: tool.id,
      [ltiClaim('message_type')]: 'LtiDeepLinkingResponse',
      [ltiClaim('version')]: '1.3.0',
      [deepLinkingClaim('content_items')]: items,
      ...changed,
    });

  return { tool, key, sign, askToken, token, contentJwt };
}
