import type { KeyRotation } from '../../platform/registrar.js';
import type { KeyPair, Registration, RegistrationStore } from '../../platform/registration.js';

interface RotationServices {
  readonly registrations: Pick<RegistrationStore, 'replaceKey'>;
  readonly createKeyPair: () => Promise<KeyPair>;
  readonly now: () => Date;
}

/** Platforms keep the key set they have read, some for a day. */
const SHOWN_BEFORE_SECONDS = 24 * 3600;

/** What was signed is read within minutes: assertions live for two, deep linking answers for one. */
const SHOWN_AFTER_SECONDS = 3600;

/** A key pair that may be in other hands leaves as soon as what it signed has been read. */
const SHOWN_AFTER_AT_ONCE_SECONDS = 300;

/** Gives a registration another key pair, with a time in which platforms find both in the key set. */
export async function rotateKey(
  registration: Registration,
  immediately: boolean,
  { registrations, createKeyPair, now }: RotationServices,
): Promise<KeyRotation> {
  const { nextKey } = registration;
  if (!immediately && nextKey && nextKey.signsFrom > now()) return { kind: 'underWay', registration };

  const keyPair = await createKeyPair();
  const signsFrom = secondsAfter(now(), immediately ? 0 : SHOWN_BEFORE_SECONDS);
  const othersLeaveAt = secondsAfter(
    signsFrom,
    immediately ? SHOWN_AFTER_AT_ONCE_SECONDS : SHOWN_AFTER_SECONDS,
  );
  const replaced = await registrations.replaceKey(registration, { keyPair, signsFrom, othersLeaveAt });
  return replaced ? { kind: 'rotated', registration: replaced } : { kind: 'changed', registration };
}

const secondsAfter = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000);
