import { z } from 'zod';
import type { RegistrationForm, RegistrationOutcome } from '../../platform/registrar.js';
import { toolAddresses } from '../../platform/toolAddresses.js';
import { isSafeAddress } from '../safeAddress.js';
import { keepRegistration, type KeepServices } from './keepRegistration.js';

export interface ManualRegistrationServices extends KeepServices {
  readonly url: string;
  readonly demo: boolean;
}

/** Registers a platform with what its administrator copied from it, or names every problem at once. */
export async function registerPlatform(
  input: RegistrationForm,
  services: ManualRegistrationServices,
): Promise<RegistrationOutcome> {
  const parsed = formOf(services.demo).safeParse(input);
  if (!parsed.success) return { kind: 'invalid', problems: parsed.error.issues.map(problemOf) };

  const { issuer, clientId, name, tokenAudience, deploymentIds, ...addresses } = parsed.data;
  const kept = await keepRegistration(
    issuer,
    clientId,
    (known) => ({
      ...addresses,
      ...(tokenAudience !== undefined && { tokenAudience }),
      name: name ?? known?.name ?? new URL(issuer).host,
      deploymentIds: deploymentIds ?? known?.deploymentIds ?? [],
      status: known?.status ?? 'active',
    }),
    services,
  );
  return { ...kept, tool: toolAddresses(services.url) };
}

function formOf(demo: boolean) {
  const address = z
    .string({ error: 'is missing' })
    .trim()
    .refine((text) => isSafeAddress(text, demo), { error: 'must be an https address' });
  const identifier = z.string({ error: 'is missing' }).trim().min(1, 'is empty').max(255, 'is too long');
  return z.object({
    // OpenID Connect core §2: no query, no fragment.
    issuer: address.refine((text) => !/[?#]/.test(text), { error: 'must have neither query nor fragment' }),
    clientId: identifier,
    authorizationUrl: address,
    tokenUrl: address,
    keySetUrl: address,
    tokenAudience: identifier.optional(),
    deploymentIds: z.array(identifier).readonly().optional(),
    name: identifier.optional(),
  });
}

const problemOf = ({ path, message }: z.core.$ZodIssue) => ({
  field: path[0] as keyof RegistrationForm,
  problem: message,
});
