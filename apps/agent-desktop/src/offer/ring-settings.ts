import { z } from 'zod';

const ringSettings = z.object({
  on: z.boolean(),
  /** 0–100. */
  volume: z.number().min(0).max(100),
  /** Show a notification while the page is hidden. */
  notify: z.boolean(),
});
export type RingSettings = z.infer<typeof ringSettings>;

export const defaultRing: RingSettings = { on: true, volume: 60, notify: true };

const key = 'rem.desk.ring';

/** What was chosen on this machine; the default when nothing was, or storage is forbidden. */
export function readRingSettings(): RingSettings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return ringSettings.safeParse(kept).data ?? defaultRing;
  } catch {
    return defaultRing;
  }
}

export function keepRingSettings(settings: RingSettings): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings));
  } catch {
    // The choice holds until the page is closed.
  }
}
