import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** `sun_path` of Linux has 108 bytes with its closing zero (unix(7)). */
const LONGEST_PATH = 107;

/**
 * Where the embedded engine listens for a data folder: `media.sock` in it or, where that path is too long for a
 * socket, a name made from the path's hash in a folder of this user (mode 0700) under the system's temporary
 * folder. The same folder gives the same path each time.
 */
export function mediaSocketPath(dataDir: string): string {
  const inData = join(resolve(dataDir), 'media.sock');
  if (Buffer.byteLength(inData) <= LONGEST_PATH) return inData;
  const folder = join(tmpdir(), `rem-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  if (!stat.isDirectory() || stat.uid !== userInfo().uid) {
    throw new Error(`${folder} belongs to someone else; choose a data folder with a shorter path`);
  }
  chmodSync(folder, 0o700);
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24);
  return join(folder, `${name}.sock`);
}
