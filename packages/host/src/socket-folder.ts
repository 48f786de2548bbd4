import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostError } from './errors.ts';

/** Longest path of a unix socket: sockaddr_un has 108 bytes with the closing zero (unix(7)). */
const LONGEST_SOCKET_PATH = 107;

/**
 * The folder for a unix socket: `run/NAME` in the data folder, or where that path is too long for a socket, a short
 * folder of the system's temporary folder.
 * @param socketName the file in it that will be the socket
 */
export function chooseSocketFolder(
  dataFolder: string,
  name: string,
  socketName: string,
  temporary: string = tmpdir(),
): string {
  const inside = join(dataFolder, 'run', name);
  if (Buffer.byteLength(join(inside, socketName)) <= LONGEST_SOCKET_PATH) return inside;
  const short = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  return join(temporary, `rem-${short}-${name}`);
}

/**
 * Makes the folder so that only its owner can enter, mode 0700.
 * @throws HostError `machine` when someone else has put something there first
 */
export function makePrivateFolder(path: string, owner?: { uid: number; gid: number }): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const mine = [process.getuid?.(), owner?.uid];
  if (!found.isDirectory() || !mine.includes(found.uid)) {
    throw new HostError('machine', `${path} belongs to someone else: remove it, or choose a shorter --data`);
  }
  chmodSync(path, 0o700);
  if (owner) chownSync(path, owner.uid, owner.gid);
}
