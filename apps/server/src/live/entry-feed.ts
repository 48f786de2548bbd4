import type { Party, SessionsService, TimelineEntry } from '@rem/protocol';
import { visibleTo } from '@rem/protocol';

/**
 * One reader's way along one session's timeline: first what they missed, from the store, then what happens, each
 * number once and in order. What happens while the missed is being read waits for its turn.
 */
export class EntryFeed {
  readonly #sessions: Pick<SessionsService, 'entries'>;
  readonly #sessionId: string;
  readonly #reader: Party;
  readonly #send: (entry: TimelineEntry) => void;
  /** Entries that came while the missed ones are read; null afterwards. */
  #waiting: TimelineEntry[] | null = [];
  #last: number;
  #closed = false;

  /** @param after the last number the reader has */
  constructor(
    sessions: Pick<SessionsService, 'entries'>,
    session: { readonly id: string; readonly reader: Party; readonly after: number },
    send: (entry: TimelineEntry) => void,
  ) {
    this.#sessions = sessions;
    this.#sessionId = session.id;
    this.#reader = session.reader;
    this.#last = session.after;
    this.#send = send;
  }

  /** Sends what was missed. Rejects when it cannot be read: then nothing may be sent, or there would be a gap. */
  async begin(): Promise<void> {
    const missed = await this.#sessions.entries(this.#sessionId, this.#last, this.#reader);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    this.push([...missed, ...waiting]);
  }

  push(entries: readonly TimelineEntry[]): void {
    if (this.#waiting) {
      this.#waiting.push(...entries);
      return;
    }
    for (const entry of entries) {
      if (this.#closed || entry.no <= this.#last) continue;
      this.#last = entry.no;
      if (visibleTo(entry, this.#reader)) this.#send(entry);
    }
  }

  close(): void {
    this.#closed = true;
  }
}
