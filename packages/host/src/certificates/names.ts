import { hostname, networkInterfaces } from 'node:os';

/** What a certificate is made out to. */
export interface CertificateNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/**
 * By which names and addresses this machine may be opened: localhost, its own name, every address of its
 * interfaces, and what the operator says.
 * @param more names or addresses of the operator (`--address`)
 */
export function machineNames(more: readonly string[] = []): CertificateNames {
  const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const addresses = interfaces
    .filter(({ address, family }) => !(family === 'IPv6' && /^fe[89ab]/i.test(address)))
    .map(({ address }) => address);
  const isAddress = (text: string): boolean => /^[\d.]+$/.test(text) || text.includes(':');
  const named = hostname().toLowerCase();
  const dns = ['localhost', named, named.split('.')[0] ?? named, ...more.filter((text) => !isAddress(text))];
  const ip = ['127.0.0.1', '::1', ...addresses, ...more.filter(isAddress)];
  return { dns: unique(dns.filter(isDnsName)), ip: unique(ip) };
}

/** Some machines have names that no certificate may hold (`my_laptop`). */
function isDnsName(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text);
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}
