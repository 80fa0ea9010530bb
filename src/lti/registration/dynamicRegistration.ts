import { z } from 'zod';
import type { DynamicRegistration, RegistrationRequest } from '../../platform/registrar.js';
import type { Registration, RegistrationLink, RegistrationStore } from '../../platform/registration.js';
import { isSafeAddress } from '../safeAddress.js';
import { secretHash } from '../secrets.js';
import type { HttpAnswer, HttpRequest, PlatformHttp } from '../services/platformHttp.js';
import { PlatformUnreachable } from '../services/platformUnreachable.js';
import { keepRegistration, type KeepServices } from './keepRegistration.js';
import { parsePlatformConfiguration, type PlatformConfiguration } from './platformConfiguration.js';
import { RegistrationRefused } from './registrationRefused.js';
import { TOOL_CONFIGURATION, toolRegistration } from './toolRegistration.js';

export interface DynamicRegistrationServices extends KeepServices {
  readonly registrations: KeepServices['registrations'] & Pick<RegistrationStore, 'findLink' | 'takeLink'>;
  readonly platformHttp: Pick<PlatformHttp, 'request'>;
  readonly url: string;
  readonly demo: boolean;
}

/** What the platform made of our request (LTI Dynamic Registration §3.6). */
const registrationAnswer = z.object({
  client_id: z.string().min(1).max(255),
  [TOOL_CONFIGURATION]: z
    .object({ deployment_id: z.string().min(1).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

const LONGEST_LOGGED = 300;

/**
 * Registers a platform that opened one of our links (LTI Dynamic Registration §3). A second time for the same client
 * is an update: Moodle changes its own side first and keeps the client id.
 */
export function createDynamicRegistration(services: DynamicRegistrationServices): DynamicRegistration {
  return async (request) => {
    const link = await openLink(request, services);
    const configuration = await configurationAt(request.openIdConfiguration, services);
    const answer = await askPlatform(request, configuration, services);
    await takeLink(link, services);
    const { registration } = await keepRegistration(
      configuration.issuer,
      answer.client_id,
      (known) => fieldsOf(configuration, answer, { known, link }),
      services,
    );
    return { name: registration.name, active: registration.status === 'active' };
  };
}

/** Looked at first, taken when all went well: what fails on the way can be tried again. */
async function openLink(
  { linkToken }: RegistrationRequest,
  { registrations, now }: DynamicRegistrationServices,
): Promise<RegistrationLink> {
  const link = await registrations.findLink(secretHash(linkToken), now());
  if (!link) throw new RegistrationRefused('LINK_UNKNOWN', 'never issued, used already, or too old');
  return link;
}

async function takeLink(
  { tokenHash }: RegistrationLink,
  { registrations, now }: DynamicRegistrationServices,
): Promise<void> {
  const taken = await registrations.takeLink(tokenHash, now());
  if (!taken) throw new RegistrationRefused('LINK_UNKNOWN', 'used meanwhile');
}

async function configurationAt(
  address: string,
  services: DynamicRegistrationServices,
): Promise<PlatformConfiguration> {
  const shown = address.slice(0, LONGEST_LOGGED);
  if (!isSafeAddress(address, services.demo)) {
    throw new RegistrationRefused('CONFIGURATION_ADDRESS_REFUSED', shown);
  }
  const answer = await call({ url: address, headers: { accept: 'application/json' } }, services);
  if (answer.status !== 200) {
    throw new RegistrationRefused('CONFIGURATION_INVALID', `${shown} answered ${answer.status}`);
  }
  return parsePlatformConfiguration(json(answer), { address, demo: services.demo });
}

async function askPlatform(
  { registrationToken }: RegistrationRequest,
  configuration: PlatformConfiguration,
  services: DynamicRegistrationServices,
): Promise<z.infer<typeof registrationAnswer>> {
  const answer = await call(
    {
      method: 'POST',
      url: configuration.registrationUrl,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(registrationToken !== undefined && { authorization: `Bearer ${registrationToken}` }),
      },
      body: JSON.stringify(toolRegistration(services.url, configuration)),
    },
    services,
  );
  const shown = `${answer.status} ${answer.text.slice(0, LONGEST_LOGGED)}`;
  if (answer.status !== 200 && answer.status !== 201) {
    throw new RegistrationRefused('PLATFORM_REFUSED', shown, { facts: { status: answer.status } });
  }
  const parsed = registrationAnswer.safeParse(json(answer));
  if (!parsed.success) throw new RegistrationRefused('ANSWER_INVALID', shown);
  return parsed.data;
}

function fieldsOf(
  configuration: PlatformConfiguration,
  answer: z.infer<typeof registrationAnswer>,
  { known, link }: { known: Registration | undefined; link: RegistrationLink },
) {
  const { issuer, authorizationUrl, tokenUrl, keySetUrl, tokenAudience, family } = configuration;
  const deploymentId = answer[TOOL_CONFIGURATION]?.deployment_id;
  const deploymentIds = new Set([...(known?.deploymentIds ?? []), ...(deploymentId ? [deploymentId] : [])]);
  const { host } = new URL(issuer);
  return {
    name: known?.name ?? (family ? `${host} (${family})` : host),
    authorizationUrl,
    tokenUrl,
    keySetUrl,
    ...(tokenAudience !== undefined && { tokenAudience }),
    deploymentIds: [...deploymentIds],
    status: link.activates ? ('active' as const) : (known?.status ?? 'pending'),
  };
}

async function call(
  request: HttpRequest,
  { platformHttp }: DynamicRegistrationServices,
): Promise<HttpAnswer> {
  try {
    return await platformHttp.request(request);
  } catch (cause) {
    if (!(cause instanceof PlatformUnreachable)) throw cause;
    throw new RegistrationRefused('PLATFORM_UNREACHABLE', cause.message, { cause, facts: cause.facts });
  }
}

function json({ text }: HttpAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
