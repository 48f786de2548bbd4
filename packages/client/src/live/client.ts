import type { LiveClient, LiveClientOptions } from './types.ts';

export function createLiveClient(_options: LiveClientOptions): LiveClient {
  throw new Error('comes with the next commit');
}

export function liveUrl(_location: Pick<Location, 'protocol' | 'host'>): string {
  throw new Error('comes with the next commit');
}
