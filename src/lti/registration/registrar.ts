import type { KeyRotation, Registrar } from '../../platform/registrar.js';
import type { RegistrationStore } from '../../platform/registration.js';
import { rotateKey } from './keyRotation.js';
import { registerPlatform, type ManualRegistrationServices } from './manualRegistration.js';
import { createRegistrationLink } from './registrationLinks.js';

export interface RegistrarServices extends ManualRegistrationServices {
  readonly registrations: RegistrationStore;
}

/** Registrations as an administrator handles them, over their store. */
export function createRegistrar(services: RegistrarServices): Registrar {
  const { registrations } = services;
  return {
    register: (form) => registerPlatform(form, services),
    invite: (wish) => createRegistrationLink(wish, services),
    list: () => registrations.list(),
    async setStatus(id, status) {
      const registration = await registrations.get(id);
      if (!registration) return undefined;
      const changed = { ...registration, status };
      await registrations.update(changed);
      return changed;
    },
    async rotateKeys({ id, immediately }) {
      const one = id === undefined ? undefined : await registrations.get(id);
      const all = id === undefined ? await registrations.list() : one ? [one] : [];
      const rotations: KeyRotation[] = [];
      for (const registration of all) rotations.push(await rotateKey(registration, immediately, services));
      return rotations;
    },
  };
}
