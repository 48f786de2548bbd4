export const mediaErrorCodes = [
  /** The offer or answer cannot be used; nothing was changed. */
  'invalid_sdp',
  'no_such_room',
  'no_such_participant',
  /** No engine can be reached now. */
  'engine_down',
  /** The engine did not answer in time; whether it did what was asked is not known. */
  'timeout',
  /** Anything else that the engine refused or could not do. */
  'engine_error',
] as const;

export type MediaErrorCode = (typeof mediaErrorCodes)[number];

/** The only error that operations of a `MediaEngine` reject with. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly code: MediaErrorCode;

  constructor(code: MediaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Whether the same call may succeed later without any change. */
  get retryable(): boolean {
    return this.code === 'engine_down' || this.code === 'timeout';
  }

  /** Any error as a `MediaError`; one that is already comes back as it is. */
  static from(error: unknown, code: MediaErrorCode = 'engine_error'): MediaError {
    if (error instanceof MediaError) return error;
    return new MediaError(code, error instanceof Error ? error.message : String(error), { cause: error });
  }
}
