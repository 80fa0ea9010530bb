import type { Lms } from '../lms.js';
import type { LaunchOrder, LmsSession, Tool } from '../site/state.js';
import { signJws } from '../jws.js';
import { launchPayload } from './idToken.js';
import type { PostForm } from './loginInitiation.js';

export type AuthorizationParameters = Readonly<Record<string, unknown>>;

/** Either a form for the tool, or a page of ours where no registered address can be trusted with an answer. */
export type Authorization = { kind: 'answer'; form: PostForm } | { kind: 'invalid' };

interface OAuthError {
  readonly error: string;
  readonly description?: string;
}

/**
 * The OIDC authorization endpoint for `response_mode=form_post` and `prompt=none` (LTI core §5.1.1.2).
 * Redirect URIs are compared as exact strings; the launch of the message hint is taken, so it works once.
 */
export function authorize(
  lms: Lms,
  session: LmsSession | undefined,
  parameters: AuthorizationParameters,
): Authorization {
  const text = (name: string) => (typeof parameters[name] === 'string' ? parameters[name] : '');
  const tool = lms.state.tools.find(({ clientId }) => clientId === text('client_id'));
  const action = text('redirect_uri');
  if (!tool || !tool.redirectUris.includes(action)) return { kind: 'invalid' };

  const state: Record<string, string> = parameters['state'] === undefined ? {} : { state: text('state') };
  const order = takeLaunch(session, text('lti_message_hint'));
  const error = problem(text, { session, order, tool });
  if (error || !session || !order) {
    const { error: code, description } = error ?? { error: 'server_error' };
    const fields = { error: code, ...(description && { error_description: description }), ...state };
    return { kind: 'answer', form: { action, fields } };
  }
  const { kid, privateKey } = lms.signingKey;
  const payload = launchPayload(lms, session, order, text('nonce'));
  const id_token = signJws({ typ: 'JWT', alg: 'RS256', kid }, payload, privateKey);
  return { kind: 'answer', form: { action, fields: { id_token, ...state } } };
}

function takeLaunch(session: LmsSession | undefined, hint: string): LaunchOrder | undefined {
  const launchId = launchIdOf(hint);
  const order = launchId === undefined ? undefined : session?.launches.get(launchId);
  if (launchId !== undefined) session?.launches.delete(launchId);
  return order;
}

function launchIdOf(hint: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(hint);
    const launchId = (parsed as { launchid?: unknown } | null)?.launchid;
    return typeof launchId === 'string' ? launchId : undefined;
  } catch {
    return undefined;
  }
}

const REQUIRED = ['scope', 'response_type', 'client_id', 'redirect_uri', 'login_hint', 'nonce'];

interface Found {
  readonly session: LmsSession | undefined;
  readonly order: LaunchOrder | undefined;
  readonly tool: Tool;
}

/** OIDC core §3.1.2.6, in Moodle's order. */
function problem(text: (name: string) => string, { session, order, tool }: Found): OAuthError | undefined {
  if (REQUIRED.some((name) => text(name) === '')) return { error: 'invalid_request' };
  if (!session) return { error: 'login_required' };
  if (!order) return { error: 'invalid_request', description: 'No launch id in LTI hint' };
  if (text('scope') !== 'openid') return { error: 'invalid_scope' };
  if (text('response_type') !== 'id_token') return { error: 'unsupported_response_type' };
  if (order.toolId !== tool.id || tool.status !== 'active') return { error: 'unauthorized_client' };
  if (text('login_hint') !== session.userId) return { error: 'access_denied' };
  if (text('response_mode') === '') return { error: 'invalid_request', description: 'Missing response_mode' };
  if (text('response_mode') !== 'form_post') {
    return { error: 'invalid_request', description: 'Invalid response_mode' };
  }
  if (!['', 'none'].includes(text('prompt'))) {
    return { error: 'invalid_request', description: 'Invalid prompt' };
  }
  return undefined;
}
