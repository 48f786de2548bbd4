import type { Snapshot } from '@rem/client';
import { useSyncExternalStore } from 'react';

/** The present value of something that changes as a whole; draws anew when it does. */
export function useSnapshot<T>(snapshot: Snapshot<T>): T {
  return useSyncExternalStore(snapshot.subscribe, snapshot.getSnapshot);
}
