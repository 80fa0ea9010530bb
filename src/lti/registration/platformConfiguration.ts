import { z } from 'zod';
import { isSafeAddress } from '../safeAddress.js';
import { RegistrationRefused } from './registrationRefused.js';

/** A platform's OpenID configuration, as far as registration needs it (LTI Dynamic Registration §3.4). */
export interface PlatformConfiguration {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** `authorization_server`: the audience of token requests, where it is not the token endpoint. */
  readonly tokenAudience?: string;
  readonly keySetUrl: string;
  readonly registrationUrl: string;
  /** Product family code, such as `moodle`. */
  readonly family?: string;
  /** What the platform offers; undefined where it does not tell. */
  readonly scopes: readonly string[] | undefined;
  readonly claims: readonly string[] | undefined;
  readonly messages: readonly string[] | undefined;
  /** Substitution variables, without their `$`. */
  readonly variables: readonly string[] | undefined;
}

const PLATFORM_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration';

const offer = z.array(z.string()).optional().catch(undefined);

function schemaOf(demo: boolean) {
  const address = z
    .string()
    .refine((text) => isSafeAddress(text, demo), { error: 'must be an https address' });
  return z.object({
    issuer: address,
    authorization_endpoint: address,
    token_endpoint: address,
    authorization_server: z.string().min(1).optional().catch(undefined),
    jwks_uri: address,
    registration_endpoint: address,
    scopes_supported: offer,
    claims_supported: offer,
    id_token_signing_alg_values_supported: offer,
    [PLATFORM_CONFIGURATION]: z
      .object({
        product_family_code: z.string().min(1).optional().catch(undefined),
        messages_supported: z
          .array(z.object({ type: z.string() }))
          .optional()
          .catch(undefined),
        variables: offer,
      })
      .optional()
      .catch(undefined),
  });
}

/**
 * Reads a configuration that was found at `address`.
 *
 * @throws {RegistrationRefused} when something needed is missing, or when it speaks for another host.
 */
export function parsePlatformConfiguration(
  body: unknown,
  { address, demo }: { address: string; demo: boolean },
): PlatformConfiguration {
  const parsed = schemaOf(demo).safeParse(body);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new RegistrationRefused('CONFIGURATION_INVALID', `${address}: ${problems.join(', ')}`);
  }
  const configuration = parsed.data;
  assertOwnHost(configuration, address);
  const algorithms = configuration.id_token_signing_alg_values_supported;
  if (algorithms && !algorithms.includes('RS256')) {
    throw new RegistrationRefused('PLATFORM_UNSUPPORTED', `signs with ${algorithms.join(', ')}`);
  }
  const { [PLATFORM_CONFIGURATION]: platform, authorization_server: tokenAudience } = configuration;
  return {
    issuer: configuration.issuer,
    authorizationUrl: configuration.authorization_endpoint,
    tokenUrl: configuration.token_endpoint,
    keySetUrl: configuration.jwks_uri,
    registrationUrl: configuration.registration_endpoint,
    scopes: configuration.scopes_supported,
    claims: configuration.claims_supported,
    messages: platform?.messages_supported?.map(({ type }) => type),
    variables: platform?.variables,
    ...(tokenAudience !== undefined && { tokenAudience }),
    ...(platform?.product_family_code !== undefined && { family: platform.product_family_code }),
  };
}

/**
 * Only a platform's own host may speak for its issuer, or anyone could take over a registration; and only that host
 * gets the registration token. The other addresses are the issuer's word: Brightspace's tokens come from elsewhere.
 */
function assertOwnHost(
  { issuer, registration_endpoint }: { issuer: string; registration_endpoint: string },
  address: string,
): void {
  const { host } = new URL(address);
  for (const own of [issuer, registration_endpoint]) {
    if (new URL(own).host === host) continue;
    throw new RegistrationRefused('ISSUER_ELSEWHERE', `${own} is not on ${host}`, { facts: { host } });
  }
}
