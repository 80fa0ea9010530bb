import { isLoopbackHost } from './services/guardedLookup.js';

/**
 * Whether an address given by a platform may be kept, called or shown as a link: https without credentials,
 * or, in the demonstration, http on this machine (1EdTech Security Framework §3: TLS everywhere).
 */
export function isSafeAddress(address: unknown, demo: boolean): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (demo && protocol === 'http:' && isLoopbackHost(hostname));
}
