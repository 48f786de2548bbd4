import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../errors.ts';

/** What PostgreSQL writes into `postmaster.pid`; the status is the eighth line. */
export function readPidFile(cluster: string): { pid: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/**
 * Removes the pid file of a killed PostgreSQL. PostgreSQL does so itself, except where its number has gone to
 * another process of the same user since: then it would refuse to start for ever.
 * @throws HostError `machine` when a PostgreSQL runs on these data
 */
export function clearStalePidFile(cluster: string): void {
  const file = readPidFile(cluster);
  if (!file) return;
  if (worksIn(file.pid, cluster)) {
    throw new HostError(
      'machine',
      `a PostgreSQL that this launcher did not start runs on ${cluster} (process ${file.pid}): stop it first`,
    );
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** Whether the process runs with this folder as its own, as every PostgreSQL server does. */
function worksIn(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}
