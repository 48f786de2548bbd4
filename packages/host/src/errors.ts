/** What a start can fail with, and the exit code that tells it to scripts (docs/guides/operator.md lists them). */
export const exitCodes = {
  failed: 1,
  usage: 2,
  /** The database is newer than the program. */
  schemaNewer: 3,
  /** The machine does not allow it: port, disk, folder, missing program. */
  machine: 4,
  /** The data folder belongs to a launcher that runs. */
  alreadyRunning: 5,
} as const;

export type HostErrorCode = keyof typeof exitCodes;

/** A failure that its message explains to the person at the terminal in a sentence; nobody needs a stack for it. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get exitCode(): number {
    return exitCodes[this.code];
  }
}

/** The `code` of a system error (`ENOENT` …), or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What happened to `path`, in words: full disk, no right to write, and so on. */
export function folderError(path: string, error: unknown): HostError {
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EDQUOT: "this user's disk quota is used up",
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'the file system is read-only',
    ENOENT: 'it is not there and cannot be made',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'there is a file of that name',
  };
  const code = systemCode(error);
  const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
  return new HostError('machine', `cannot use the folder ${path}: ${reason}`, { cause: error });
}
