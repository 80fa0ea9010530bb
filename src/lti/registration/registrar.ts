import type { Registrar } from '../../platform/registrar.js';
import type { RegistrationStore } from '../../platform/registration.js';
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
  };
}
