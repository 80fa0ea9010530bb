import type { Failure } from '../../gradebook/gradebook.js';
import type { Registration, RegistrationStore } from '../../platform/registration.js';
import type { AccessTokens } from './accessTokens.js';
import { unreachableFailure } from './answerFailure.js';
import type { HttpAnswer, HttpRequest, PlatformHttp } from './platformHttp.js';
import { PlatformUnreachable } from './platformUnreachable.js';

/** Any answer but a second 401, whatever its status. */
export type ServiceOutcome = { readonly kind: 'answer'; readonly answer: HttpAnswer } | Failure;

/** Calls to a platform's services, with a token for the scopes (1EdTech Security Framework §4). */
export interface ServiceCalls {
  call(registrationId: string, scopes: readonly string[], request: HttpRequest): Promise<ServiceOutcome>;
}

export interface ServiceCallPorts {
  readonly http: Pick<PlatformHttp, 'request'>;
  readonly registrations: Pick<RegistrationStore, 'get'>;
  readonly tokens: AccessTokens;
}

export function createServiceCalls({ http, registrations, tokens }: ServiceCallPorts): ServiceCalls {
  async function withToken(request: HttpRequest, token: string): Promise<ServiceOutcome> {
    try {
      const headers = { ...request.headers, authorization: `Bearer ${token}` };
      return { kind: 'answer', answer: await http.request({ ...request, headers }) };
    } catch (error) {
      if (error instanceof PlatformUnreachable) return unreachableFailure(error);
      throw error;
    }
  }

  return {
    async call(registrationId, scopes, request) {
      const registration = await registrations.get(registrationId);
      if (registration?.status !== 'active') return unauthorized();
      if (!isOfPlatform(request.url, registration)) return foreign;

      const first = await tokens.get(registration, scopes);
      if (first.kind === 'failed') return first;
      const outcome = await withToken(request, first.token);
      if (!isRefusedToken(outcome)) return outcome;

      // Tokens end early when a platform restarts or its tool is edited: one more try with a fresh one.
      const second = await tokens.get(registration, scopes, first.token);
      if (second.kind === 'failed') return second;
      const again = await withToken(request, second.token);
      return isRefusedToken(again) ? unauthorized(401) : again;
    },
  };
}

const isRefusedToken = (outcome: ServiceOutcome) =>
  outcome.kind === 'answer' && outcome.answer.status === 401;

const unauthorized = (status?: number): Failure => ({
  kind: 'failed',
  reason: 'unauthorized',
  temporary: true,
  ...(status !== undefined && { status }),
});

const foreign: Failure = { kind: 'failed', reason: 'refused', temporary: false };

/** Vendors whose customers share one issuer, while each customer's services have a host of their own. */
const SHARED_ISSUERS: Readonly<Record<string, string>> = {
  'https://canvas.instructure.com': '.instructure.com',
  'https://canvas.beta.instructure.com': '.instructure.com',
  'https://canvas.test.instructure.com': '.instructure.com',
  'https://blackboard.com': '.blackboard.com',
};

/**
 * Whether an address belongs to the platform that was registered. A signed launch is not enough: in Moodle a
 * teacher's custom parameter `lineitem_url` overwrites the platform's own, and would draw the token elsewhere.
 */
export function isOfPlatform(address: string, registration: Registration): boolean {
  if (!URL.canParse(address)) return false;
  const { issuer, tokenUrl, authorizationUrl, keySetUrl } = registration;
  const own = [issuer, tokenUrl, authorizationUrl, keySetUrl].filter((url) => URL.canParse(url));
  const { origin, protocol, hostname } = new URL(address);
  if (own.some((url) => new URL(url).origin === origin)) return true;
  const shared = Object.hasOwn(SHARED_ISSUERS, issuer) ? SHARED_ISSUERS[issuer] : undefined;
  return shared !== undefined && protocol === 'https:' && hostname.endsWith(shared);
}
