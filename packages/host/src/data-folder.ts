import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderError, HostError, systemCode } from './errors.ts';
import { identify, isRunning, type ProcessIdentity, processIdentity } from './process-identity.ts';

/** Free space below which a start is refused: PostgreSQL's own log alone may take 100 MB at once. In bytes. */
const LEAST_FREE_BYTES = 500 * 1024 * 1024;

/**
 * The folder that holds everything of one installation, held by one launcher at a time:
 * `run/` (who runs), `log/`, `tls/`, `secrets/`, `postgres/`.
 */
export class DataFolder {
  readonly path: string;
  readonly #lock: string;
  #held = false;

  private constructor(path: string) {
    this.path = path;
    this.#lock = join(path, 'run', 'launcher.json');
  }

  /**
   * Makes the folder where it is missing and takes hold of it. A hold left by a launcher that was killed is
   * taken over.
   * @throws HostError `machine` when it cannot be written or has too little space, `alreadyRunning`
   */
  static open(path: string, leastFreeBytes: number = LEAST_FREE_BYTES): DataFolder {
    const folder = new DataFolder(resolve(path));
    folder.#prepare(leastFreeBytes);
    folder.#hold();
    return folder;
  }

  /** A path inside the folder. */
  file(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /** Lets go of the folder; idempotent. */
  release(): void {
    if (!this.#held) return;
    this.#held = false;
    rmSync(this.#lock, { force: true });
  }

  #prepare(leastFreeBytes: number): void {
    try {
      for (const name of ['run', 'log', 'tls', 'secrets']) {
        mkdirSync(join(this.path, name), { recursive: true, mode: name === 'secrets' ? 0o700 : 0o755 });
      }
      const probe = join(this.path, 'run', `.probe-${process.pid}`);
      writeFileSync(probe, 'x');
      rmSync(probe);
    } catch (error) {
      throw folderError(this.path, error);
    }
    const { bavail, bsize } = statfsSync(this.path);
    if (bavail * bsize >= leastFreeBytes) return;
    const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
    throw new HostError(
      'machine',
      `the disk is too full: ${megabytes(bavail * bsize)} are free in ${this.path}, ` +
        `${megabytes(leastFreeBytes)} are needed`,
    );
  }

  #hold(): void {
    const self = identify(process.pid);
    if (!self) throw new Error('this process is not in /proc');
    const draft = `${this.#lock}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(self)}\n`);
    try {
      // `link` makes the lock whole and only where there is none: nobody ever reads half of it.
      while (!tryLink(draft, this.#lock)) this.#removeStaleLock();
    } finally {
      rmSync(draft, { force: true });
    }
    this.#held = true;
  }

  #removeStaleLock(): void {
    this.#refuseRunning(readIdentity(this.#lock));
    // Moved aside before it is removed: between the look and now, another launcher may have taken hold.
    const aside = `${this.#lock}.stale-${process.pid}`;
    if (!tryRename(this.#lock, aside)) return;
    const moved = readIdentity(aside);
    if (moved && isRunning(moved)) tryLink(aside, this.#lock);
    rmSync(aside, { force: true });
    this.#refuseRunning(moved);
  }

  #refuseRunning(holder: ProcessIdentity | undefined): void {
    if (!holder || !isRunning(holder)) return;
    throw new HostError(
      'alreadyRunning',
      `already running on ${this.path} as process ${holder.pid}: stop that one first, or choose another folder ` +
        'by --data',
    );
  }
}

function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function readIdentity(path: string): ProcessIdentity | undefined {
  try {
    return processIdentity.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
