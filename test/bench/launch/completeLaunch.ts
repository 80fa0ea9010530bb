import type { BenchPlatform } from '../platform/benchPlatform.js';
import { CLIENT_ID, DEPLOYMENT_ID, type LaunchOrder } from '../platform/launchClaims.js';
import type { Visit, Visitor } from './visitor.js';

/** Login, launch and first page, each redirection followed: what a browser does when a link is opened. */
export async function completeLaunch(
  visitor: Visitor,
  platform: BenchPlatform,
  loginUrl: string,
  order: LaunchOrder,
): Promise<{ url: string; page: Visit }> {
  let authorization = await redirected(visitor.post(loginUrl, loginForm(platform, order)));
  // The tool may first see whether its cookie came back.
  if (!authorization.startsWith(platform.issuer))
    authorization = await redirected(visitor.get(authorization));
  const { redirectUri, form } = platform.authorize(authorization, order);
  const url = await redirected(visitor.post(redirectUri, form));
  const page = await visitor.get(url);
  if (page.status !== 200)
    throw new Error(`The first page answered ${page.status}: ${page.body.slice(0, 500)}`);
  return { url, page };
}

/** OIDC third-party initiated login, as Moodle posts it. */
function loginForm({ issuer }: BenchPlatform, order: LaunchOrder): Record<string, string> {
  return {
    iss: issuer,
    target_link_uri: order.targetLinkUri,
    login_hint: order.person.sub,
    lti_message_hint: '{"cmid":4,"launchid":"ltilaunch3_50368711"}',
    client_id: order.clientId ?? CLIENT_ID,
    lti_deployment_id: DEPLOYMENT_ID,
  };
}

export async function redirected(visit: Promise<Visit>): Promise<string> {
  const { status, location, body } = await visit;
  if (location === undefined)
    throw new Error(`A redirection was expected, not ${status}: ${body.slice(0, 500)}`);
  return location;
}
