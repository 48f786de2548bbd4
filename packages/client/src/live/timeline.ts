import type { TimelineEntry } from '@rem/protocol';

/**
 * The entries with one more, in order and each number once; the same array when it was there already. Numbers may
 * have gaps: customers are not shown everything.
 */
export function withEntry(entries: readonly TimelineEntry[], entry: TimelineEntry): readonly TimelineEntry[] {
  const at = entries.findLastIndex((other) => other.no <= entry.no);
  if (entries[at]?.no === entry.no) return entries;
  return entries.toSpliced(at + 1, 0, entry);
}

/** What arrives about one session stays apart from the next: the timeline of the session that is looked at. */
export class Timelines {
  readonly #bySession = new Map<string, readonly TimelineEntry[]>();
  #current: string | null = null;

  /** The timeline of the current session, or of the last one. */
  get entries(): readonly TimelineEntry[] {
    return (this.#current === null ? undefined : this.#bySession.get(this.#current)) ?? NONE;
  }

  /** The session that is looked at from now on; null keeps the last one, which may still be wrapped up. */
  look(sessionId: string | null): void {
    if (sessionId === null || sessionId === this.#current) return;
    if (this.#current !== null) this.#bySession.delete(this.#current);
    this.#current = sessionId;
  }

  add(entry: TimelineEntry): void {
    this.#current ??= entry.sessionId;
    this.#bySession.set(entry.sessionId, withEntry(this.#bySession.get(entry.sessionId) ?? NONE, entry));
  }

  /** What to resume from; undefined when nothing came yet. */
  get after(): { sessionId: string; no: number } | undefined {
    const last = this.entries.at(-1);
    return last && { sessionId: last.sessionId, no: last.no };
  }

  clear(): void {
    this.#bySession.clear();
    this.#current = null;
  }
}

const NONE: readonly TimelineEntry[] = [];
