import { z } from 'zod';

const draft = z.object({ dispositionId: z.string().nullable(), note: z.string() });
export type WrapUpDraft = z.infer<typeof draft>;

const empty: WrapUpDraft = { dispositionId: null, note: '' };
const keyOf = (sessionId: string) => `rem.desk.wrap-up.${sessionId}`;

/** A note half written outlives a reload of the page, in this tab alone. */
export function readDraft(sessionId: string): WrapUpDraft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(sessionId)) ?? 'null');
    return draft.safeParse(kept).data ?? empty;
  } catch {
    return empty;
  }
}

export function keepDraft(sessionId: string, written: WrapUpDraft): void {
  try {
    sessionStorage.setItem(keyOf(sessionId), JSON.stringify(written));
  } catch {
    // Storage is forbidden: the note lives as long as the page.
  }
}

/** What was said of a customer does not stay on the machine. */
export function dropDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage).filter((each) => each.startsWith(keyOf('')))) {
      sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}
