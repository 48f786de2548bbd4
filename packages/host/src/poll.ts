import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again until `probe` says true: for the readiness of processes that cannot tell it themselves.
 * @param everyMs pause between two questions; default 25
 * @throws AbortError when `signal` is aborted first; what `probe` throws counts as "not yet"
 */
export async function pollUntil(
  probe: () => boolean | Promise<boolean>,
  signal: AbortSignal,
  everyMs = 25,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      if (await probe()) return;
    } catch {
      // Not yet.
    }
    await delay(everyMs, undefined, { signal });
  }
}
