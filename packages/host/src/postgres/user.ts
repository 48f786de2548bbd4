import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunAs } from '../child.ts';
import { HostError } from '../errors.ts';

/** The system user that PostgreSQL runs as when the launcher is root. */
const SYSTEM_USER = 'rem-postgres';

/**
 * How PostgreSQL, which refuses uid 0, is run:
 * - `direct`: the launcher is an ordinary user
 * - `user`: the launcher is root, and PostgreSQL gets a user of its own
 * - `namespace`: the launcher is "root" of a user namespace that has no second user: PostgreSQL gets a nested
 *   namespace, in which the same user has another number
 */
export type PostgresUser =
  | { readonly kind: 'direct' }
  | { readonly kind: 'user'; readonly runAs: RunAs }
  | { readonly kind: 'namespace' };

/** The number that the one user of a nested namespace gets: Debian's `nobody`, which is in every passwd file. */
const NAMESPACE_UID = 65_534;

/**
 * @param binary and
 * @param cluster are what PostgreSQL must reach; a cluster that is there already keeps its owner
 * @throws HostError `machine` when a system user is needed and cannot be made
 */
export function choosePostgresUser(binary: string, cluster: string): PostgresUser {
  if (process.getuid?.() !== 0) return { kind: 'direct' };
  if (mappedUsers() === 1) return { kind: 'namespace' };
  const owner = statSync(cluster, { throwIfNoEntry: false });
  const { uid, gid } = owner && owner.uid !== 0 ? owner : systemUser();
  const closed = [binary, cluster].some((path) => !reachable(path, uid, gid));
  return { kind: 'user', runAs: closed ? { uid, gid, capability: readingCapability() } : { uid, gid } };
}

/** `command` run as the user calls for; a change of user itself is left to `commandLine`. */
export function asPostgresUser(user: PostgresUser, command: string, args: readonly string[]): string[] {
  if (user.kind !== 'namespace') return [command, ...args];
  const mapping = [`--map-user=${NAMESPACE_UID}`, `--map-group=${NAMESPACE_UID}`];
  return ['/usr/bin/unshare', '--user', ...mapping, '--', command, ...args];
}

/** How many users this user namespace has; the first namespace has 2³²−1. */
function mappedUsers(): number {
  return readFileSync('/proc/self/uid_map', 'utf8')
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[2]), 0);
}

function systemUser(): { uid: number; gid: number } {
  const found = findUser(SYSTEM_USER);
  if (found) return found;
  const args = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  try {
    execFileSync('useradd', [...args, '--shell', '/usr/sbin/nologin', SYSTEM_USER], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    // Two launchers may make it at once; and where /etc is read-only, Debian's own user does as well.
    const other = findUser(SYSTEM_USER) ?? findUser('postgres');
    if (other) return other;
    throw new HostError(
      'machine',
      `PostgreSQL does not run as root, and a user for it cannot be made (useradd ${SYSTEM_USER}): ` +
        'start as an ordinary user, or give a database in REM_DATABASE_URL',
      { cause: error },
    );
  }
  const made = findUser(SYSTEM_USER);
  if (!made) throw new HostError('machine', `useradd made no user ${SYSTEM_USER}`);
  return made;
}

function findUser(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** Whether a user may walk down to `path`: the search bit of every folder above it. */
function reachable(path: string, uid: number, gid: number): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The smallest right that opens closed folders and that this root has: containers often take
 * CAP_DAC_READ_SEARCH away and leave CAP_DAC_OVERRIDE.
 */
function readingCapability(): string {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const readSearch = 2n;
  return (BigInt(`0x${bounding}`) >> readSearch) & 1n ? 'dac_read_search' : 'dac_override';
}
