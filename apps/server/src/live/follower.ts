import {
  type MediaService,
  type Party,
  RemError,
  type SessionsService,
  type SessionView,
  type Stop,
  type TimelineEntry,
} from '@rem/protocol';
import { EntryFeed } from './entry-feed.ts';
import { Seats } from './seats.ts';
import type { Channel } from './side.ts';

export interface FollowerOptions {
  readonly sessions: SessionsService;
  readonly media: MediaService;
  readonly channel: Channel;
  readonly party: Party;
  /** What the page saw last before its line was cut. */
  readonly after: { readonly sessionId: string; readonly no: number } | undefined;
  /** The session's view may have changed. */
  readonly onChange: () => void;
}

/** What both sides of a session have in common: its timeline entries, its media, its chat. */
export class Follower {
  readonly seats: Seats;
  readonly #options: FollowerOptions;
  #sessionId: string | null = null;
  #feed: EntryFeed | null = null;
  #stop: Stop = () => {};

  constructor(options: FollowerOptions) {
    const { media, party, channel, after } = options;
    this.#options = options;
    this.seats = new Seats(media, party, channel, after?.sessionId ?? null);
  }

  /** The session this page takes part in. */
  get sessionId(): string | null {
    return this.#sessionId;
  }

  /** @throws RemError `wrong_state` when there is none */
  need(): string {
    if (this.#sessionId === null) throw new RemError('wrong_state', 'there is no session');
    return this.#sessionId;
  }

  /**
   * Follows this session and no other; its entries are sent from where the page left off. Rejects when what was
   * missed cannot be read.
   */
  async follow(sessionId: string | null): Promise<void> {
    if (sessionId === this.#sessionId) return;
    this.#leave();
    this.#sessionId = sessionId;
    if (sessionId === null) return;
    const { sessions, channel, party, after } = this.#options;
    const from = after?.sessionId === sessionId ? after.no : 0;
    const feed = new EntryFeed(sessions, { id: sessionId, reader: party, after: from }, (entry) =>
      channel.send({ type: 'entry', entry }),
    );
    this.#feed = feed;
    this.#stop = sessions.watch(sessionId, ({ entries }) => this.#heard(feed, entries));
    await feed.begin();
  }

  /** What the page was just shown of its session decides about its media. */
  shown(view: SessionView | null): void {
    this.seats.follow(view);
  }

  close(): void {
    this.#leave();
    this.seats.close();
  }

  #heard(feed: EntryFeed, entries: readonly TimelineEntry[]): void {
    if (entries.some((entry) => entry.what.type === 'session:accepted')) this.seats.renew();
    feed.push(entries);
    this.#options.onChange();
  }

  #leave(): void {
    this.#stop();
    this.#feed?.close();
    this.#feed = null;
    this.#sessionId = null;
  }
}
