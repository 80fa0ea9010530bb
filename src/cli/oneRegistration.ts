import type { Registrar } from '../platform/registrar.js';
import type { Registration } from '../platform/registration.js';

type OneRegistration =
  | { readonly kind: 'found'; readonly registration: Registration }
  /** What to say instead, a whole line or several. */
  | { readonly kind: 'notOne'; readonly text: string };

/** The registration that an option names, by its id or by a name that no other has. */
export async function oneRegistration(
  wanted: string,
  registrar: Pick<Registrar, 'list'>,
): Promise<OneRegistration> {
  const all = await registrar.list();
  const byId = all.filter(({ id }) => id === wanted);
  const found = byId.length > 0 ? byId : all.filter(({ name }) => name === wanted);
  const [registration] = found;
  if (registration && found.length === 1) return { kind: 'found', registration };
  const ids = found.map(({ id }) => `  ${id}\n`).join('');
  const text =
    found.length === 0
      ? `No registration has the id or the name ${wanted}; \`attendus list\` shows them.\n`
      : `Several registrations are called ${wanted}; name one by its id:\n${ids}`;
  return { kind: 'notOne', text };
}
