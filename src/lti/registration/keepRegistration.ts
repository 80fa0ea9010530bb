import type { KeyPair, Registration, RegistrationStore } from '../../platform/registration.js';
import { randomIdentifier, type RandomBytes } from '../secrets.js';

export interface KeepServices {
  readonly registrations: Pick<RegistrationStore, 'add' | 'update' | 'findByIssuer'>;
  readonly createKeyPair: () => Promise<KeyPair>;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** What a platform is registered with; the rest is ours, or was kept from before. */
export type PlatformFields = Omit<Registration, 'id' | 'keyId' | 'nextKey' | 'createdAt'>;

/** Adds a registration with a key pair of its own, or updates the one of the same issuer and client id. */
export async function keepRegistration(
  issuer: string,
  clientId: string,
  fieldsFor: (known: Registration | undefined) => Omit<PlatformFields, 'issuer' | 'clientId'>,
  { registrations, createKeyPair, now, randomBytes }: KeepServices,
): Promise<{ kind: 'registered' | 'updated'; registration: Registration }> {
  const [known] = await registrations.findByIssuer(issuer, clientId);
  const fields = { issuer, clientId, ...fieldsFor(known) };
  if (known) {
    const { id, keyId, nextKey, createdAt } = known;
    const registration = { id, keyId, ...(nextKey && { nextKey }), createdAt, ...fields };
    await registrations.update(registration);
    return { kind: 'updated', registration };
  }
  const keyPair = await createKeyPair();
  const id = randomIdentifier(randomBytes);
  const registration = { id, keyId: keyPair.keyId, createdAt: now(), ...fields };
  await registrations.add(registration, keyPair);
  return { kind: 'registered', registration };
}
