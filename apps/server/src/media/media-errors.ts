import { MediaError } from '@rem/media';
import { RemError } from '@rem/protocol';

/** An engine's error as clients are told it: what they sent was wrong, or video is away for a moment. */
export function toClient(error: unknown): RemError {
  const failure = MediaError.from(error);
  if (failure.code === 'invalid_sdp') return new RemError('invalid_sdp', undefined, { cause: failure });
  return new RemError('media_unavailable', undefined, { cause: failure });
}

/** The engine no longer has what we think it has. */
export function isLost(error: unknown): boolean {
  return (
    error instanceof MediaError && (error.code === 'no_such_room' || error.code === 'no_such_participant')
  );
}
