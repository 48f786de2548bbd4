import type { MediaErrorCode } from '@rem/media';
import { RemError } from '@rem/protocol';

/** The code of a `MediaError`; null for anything else. The class itself belongs to the adapters. */
function codeOf(error: unknown): MediaErrorCode | null {
  if (!(error instanceof Error && error.name === 'MediaError' && 'code' in error)) return null;
  return error.code as MediaErrorCode; // its only type there
}

/** An engine's error as clients are told it: what they sent was wrong, or video is away for a moment. */
export function toClient(error: unknown): RemError {
  const code = codeOf(error) === 'invalid_sdp' ? 'invalid_sdp' : 'media_unavailable';
  return new RemError(code, undefined, { cause: error });
}

/** The engine no longer has what we think it has. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'no_such_room' || code === 'no_such_participant';
}
