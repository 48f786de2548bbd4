import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

export interface LogFileOptions {
  /** Size at which a new file begins, in bytes; default 10 MiB. */
  readonly maxBytes?: number;
  /** How many older files stay (`x.log.1` is the newest); default 4. */
  readonly keep?: number;
}

/** A log file that cannot fill the disk. What cannot be written is dropped: a full disk must not stop a call. */
export class LogFile {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #keep: number;
  #descriptor: number;
  #size: number;

  constructor(path: string, options: LogFileOptions = {}) {
    this.path = path;
    this.#maxBytes = options.maxBytes ?? 10 * 1024 * 1024;
    this.#keep = options.keep ?? 4;
    this.#descriptor = openSync(path, 'a', 0o640);
    this.#size = fstatSync(this.#descriptor).size;
  }

  write(chunk: Buffer | string): void {
    if (this.#descriptor === -1) return;
    const data = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    try {
      if (this.#size > 0 && this.#size + data.length > this.#maxBytes) this.#rotate();
      this.#size += writeSync(this.#descriptor, data);
    } catch {
      // Dropped, see above.
    }
  }

  /** Idempotent. */
  close(): void {
    if (this.#descriptor === -1) return;
    closeSync(this.#descriptor);
    this.#descriptor = -1;
  }

  /** When it fails, the full file is written on: its descriptor is closed only once there is a new one. */
  #rotate(): void {
    for (let index = this.#keep; index >= 1; index -= 1) {
      const from = index === 1 ? this.path : `${this.path}.${index - 1}`;
      try {
        renameSync(from, `${this.path}.${index}`);
      } catch {
        // Not there yet.
      }
    }
    const full = this.#descriptor;
    this.#descriptor = openSync(this.path, 'a', 0o640);
    closeSync(full);
    this.#size = fstatSync(this.#descriptor).size;
  }
}
