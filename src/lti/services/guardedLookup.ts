import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { PlatformUnreachable } from './platformUnreachable.js';

/** Addresses of a host name; tests give their own. */
export type Resolve = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Special-purpose IPv4 blocks (IANA registry, RFC 6890), multicast, and Azure's metadata host. */
const specialIpv4 = new BlockList();
const SPECIAL_IPV4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ' +
  '168.63.129.16/32';
for (const block of SPECIAL_IPV4.split(' ')) {
  const [network = '', prefix] = block.split('/');
  specialIpv4.addSubnet(network, Number(prefix), 'ipv4');
}

const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');

/** Inside 2000::/3: protocol assignments and Teredo, documentation, 6to4. */
const specialIpv6 = new BlockList();
specialIpv6.addSubnet('2001::', 23, 'ipv6');
specialIpv6.addSubnet('2001:db8::', 32, 'ipv6');
specialIpv6.addSubnet('2002::', 16, 'ipv6');
specialIpv6.addSubnet('3fff::', 20, 'ipv6');

/** Whether an IP address is one that the whole Internet may reach: no private network, no metadata service. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !specialIpv4.check(address, 'ipv4');
  if (isIP(address) !== 6) return false;
  return globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
}

/** Whether a URL's host names this machine: `localhost`, names below it (RFC 6761 §6.3), loopback addresses. */
export function isLoopbackHost(hostname: string): boolean {
  const host = unbracketed(hostname);
  if (isIP(host) !== 0) return loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
  return /^(.+\.)?localhost\.?$/i.test(host);
}

/** A URL's host when it is an IP address, in which case no name is looked up. */
export function literalAddress(hostname: string): string | undefined {
  const host = unbracketed(hostname);
  return isIP(host) === 0 ? undefined : host;
}

const unbracketed = (hostname: string) => hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * A `lookup` for sockets that gives public addresses only. It runs for each connection and its answer is the
 * one connected to, so that a name cannot be good when checked and private when used.
 */
export function guardedLookup(demo: boolean, resolve: Resolve = systemResolve): LookupFunction {
  return (hostname, options, callback) => {
    allowedAddresses(hostname, demo, resolve, (error, found) => {
      const [first] = found;
      if (error || !first) callback(error ?? new PlatformUnreachable('refusedAddress', hostname), '', 4);
      else if (options.all) callback(null, [...found]);
      else callback(null, first.address, first.family);
    });
  };
}

function allowedAddresses(
  hostname: string,
  demo: boolean,
  resolve: Resolve,
  callback: Parameters<Resolve>[1],
): void {
  // Not every system resolves the names below `localhost`.
  if (demo && isLoopbackHost(hostname)) {
    callback(null, LOOPBACK);
    return;
  }
  resolve(hostname, (error, found) =>
    callback(error, error ? [] : found.filter(({ address }) => isPublicAddress(address))),
  );
}

const LOOPBACK: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

const systemResolve: Resolve = (hostname, callback) => lookup(hostname, { all: true }, callback);
