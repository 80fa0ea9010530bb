import type { RegistrationInvitation } from '../../platform/registrar.js';
import type { RegistrationStore } from '../../platform/registration.js';
import { toolAddresses } from '../../platform/toolAddresses.js';
import { randomSecret, secretHash, type RandomBytes } from '../secrets.js';

interface LinkServices {
  readonly registrations: Pick<RegistrationStore, 'addLink'>;
  readonly url: string;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** A new one-time address for dynamic registration. Of its token only the hash is kept. */
export async function createRegistrationLink(
  { activates, hours }: { activates: boolean; hours: number },
  { registrations, url, now, randomBytes }: LinkServices,
): Promise<RegistrationInvitation> {
  const token = randomSecret(randomBytes);
  const expiresAt = new Date(now().getTime() + hours * 3600_000);
  await registrations.addLink({ tokenHash: secretHash(token), activates, expiresAt });
  return { url: `${toolAddresses(url).registration}?token=${token}`, expiresAt };
}
