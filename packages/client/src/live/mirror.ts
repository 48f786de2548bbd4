import { Emitter } from '@rem/kit';
import type { PeerState, ServerFrame } from '@rem/protocol';
import { SnapshotStore } from '../snapshot.ts';
import { withChange } from './picture.ts';
import { Timelines } from './timeline.ts';
import type { LiveEvents, LiveState, MediaRoom } from './types.ts';

const EMPTY: LiveState = {
  connection: 'connecting',
  closedBecause: null,
  session: null,
  entries: [],
  desk: null,
  live: null,
  clockOffset: 0,
  iceServers: [],
};

/** All that the server told, as one snapshot; media signals, which are no state, as events. */
export class Mirror {
  readonly store = new SnapshotStore<LiveState>(EMPTY);
  readonly events = new Emitter<LiveEvents>();
  readonly timelines = new Timelines();
  /** Rooms in which the server asked for media and has not stopped it since. */
  readonly started = new Set<MediaRoom>();
  peer: PeerState | null = null;

  receive(frame: ServerFrame): void {
    const { store, timelines } = this;
    switch (frame.type) {
      case 'session':
        timelines.look(frame.session?.id ?? null);
        if (!frame.session || frame.session.phase.state === 'ended') this.started.delete('call');
        store.patch({ session: frame.session, entries: timelines.entries });
        break;
      case 'desk':
        timelines.look(frame.desk.session?.id ?? null);
        store.patch({ desk: frame.desk, entries: timelines.entries });
        break;
      case 'entry':
        timelines.add(frame.entry);
        store.patch({ entries: timelines.entries });
        break;
      case 'live': {
        const { sessions, experts, summary } = frame;
        store.patch({ live: { sessions, experts, summary } });
        break;
      }
      case 'live:change': {
        const { live } = store.getSnapshot();
        if (live) store.patch({ live: withChange(live, frame) });
        break;
      }
      default:
        this.#media(frame);
    }
  }

  /** Everything about a person is forgotten. */
  clear(): void {
    this.clearSession();
    this.started.clear();
    this.store.patch({ ...EMPTY, iceServers: this.store.getSnapshot().iceServers });
  }

  clearSession(): void {
    this.timelines.clear();
    this.peer = null;
    this.store.patch({ session: null, entries: this.timelines.entries });
  }

  #media(frame: ServerFrame): void {
    switch (frame.type) {
      case 'media:start':
        this.started.add(frame.room);
        this.events.emit('media:start', frame.room);
        break;
      case 'media:stop':
        this.started.delete(frame.room);
        if (frame.room === 'call') this.peer = null;
        this.events.emit('media:stop', frame.room);
        break;
      case 'media:offer':
        this.events.emit('media:offer', frame.room, frame.negotiation, frame.sdp);
        break;
      case 'media:candidate':
        this.events.emit('media:candidate', frame.room, frame.link, frame.candidate);
        break;
      case 'media:peer':
        this.peer = frame.peer;
        this.events.emit('media:peer', frame.peer);
        break;
    }
  }
}
