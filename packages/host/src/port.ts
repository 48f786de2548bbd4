import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { HostError, systemCode } from './errors.ts';

/**
 * Sees to it that a port can be listened on, and returns it.
 * @param port 0 for any free one
 * @param host the address to listen on; default all
 * @throws HostError `machine` when something else has the port, with its name where this user may know it
 */
export async function requireFreePort(port: number, host?: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once('error', (error) => reject(portError(port, host, error)));
  probe.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true }, () => {
    const address = probe.address();
    const free = typeof address === 'object' && address ? address.port : port;
    probe.close(() => resolve(free));
  });
  return await promise;
}

function portError(port: number, host: string | undefined, error: Error): HostError {
  const options = { cause: error };
  switch (systemCode(error)) {
    case 'EADDRINUSE': {
      const holder = findListener(port);
      const who = holder ? `${holder.name}, process ${holder.pid}` : 'another program';
      return new HostError(
        'machine',
        `port ${port} is in use by ${who}: stop it, or choose another by --port`,
        options,
      );
    }
    case 'EACCES':
      return new HostError(
        'machine',
        `this user may not listen on port ${port}: choose one above 1023 by --port`,
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new HostError('machine', `this machine has no address ${host}: correct REM_BIND`, options);
    default:
      return new HostError('machine', `cannot listen on port ${port}: ${error.message}`, options);
  }
}

/** The process that listens on a TCP port; undefined when none does or it is another user's. */
export function findListener(port: number): { pid: number; name: string } | undefined {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => listeningInodes(path, port)));
  if (inodes.size === 0) return undefined;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry) || !hasSocket(entry, inodes)) continue;
    return { pid: Number(entry), name: readFileSync(`/proc/${entry}/comm`, 'utf8').trim() };
  }
  return undefined;
}

/** Columns of /proc/net/tcp: local address, state (0A is LISTEN) and inode (proc(5)). */
function listeningInodes(path: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => local.endsWith(suffix) && state === '0A')
    .flatMap((columns) => columns[9] ?? []);
}

function hasSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
        return inode !== undefined && inodes.has(inode);
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
