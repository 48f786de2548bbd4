import type { LiveClient } from '../live/types.ts';
import type { NetworkFigures } from './types.ts';

export async function networkCheck(
  _live: LiveClient,
  _options: { readonly durationMs?: number; readonly signal?: AbortSignal } = {},
): Promise<NetworkFigures> {
  throw new Error('comes with the next commit');
}
