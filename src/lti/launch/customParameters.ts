/** Custom parameters share one space with the platform's and the administrator's: ours start with this. */
export const CUSTOM_PREFIX = 'attendus_';

/** Our own custom parameters without their prefix. A variable that the platform did not substitute counts as absent. */
export function customParameters(
  custom: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(custom).flatMap(([name, value]) =>
      name.startsWith(CUSTOM_PREFIX) && typeof value === 'string' && value !== '' && !value.startsWith('$')
        ? [[name.slice(CUSTOM_PREFIX.length), value]]
        : [],
    ),
  );
}
