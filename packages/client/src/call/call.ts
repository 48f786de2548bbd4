import { Backoff, type CancelTimer, type Clock, systemClock, type Unsubscribe } from '@rem/kit';
import type { PeerState } from '@rem/protocol';
import type { LiveClient, MediaRoom } from '../live/types.ts';
import type { LocalMedia } from '../media/types.ts';
import { type Snapshot, SnapshotStore } from '../snapshot.ts';
import { expectedMedia } from './expected.ts';
import { PublishLink, type Tracks } from './publish-link.ts';
import { readSample } from './sample.ts';
import { SubscribeLink } from './subscribe-link.ts';
import type { Call, CallOptions, CallSnapshot } from './types.ts';
import { Watch } from './watch.ts';

/** How often the counters are read, in ms; more often until the first picture. */
const LOOK_MS = 400;
const FIRST_LOOK_MS = 80;
/** How often quality is measured and told, in ms. */
const MEASURE_MS = 2_000;
/** Delays between attempts to make a lost link again, in ms. */
const RECOVERY = { first: 1_000, longest: 5_000 };
/** How long the engine's offer and the first picture may take before they are asked for again, in ms. */
const FIRST_OFFER_MS = 5_000;
const OFFER_AGAIN_MS = 1_500;
/** After this long without success people are told that it does not work, in ms. */
export const GIVE_UP_MS = 30_000;

const IDLE: CallSnapshot = {
  state: 'idle',
  trouble: null,
  remote: null,
  remoteVideo: false,
  audio: false,
  video: false,
  peer: null,
  quality: null,
};

/** States of a connection that it does not come out of soon by itself. */
const lost = (connection: RTCPeerConnection | null): boolean =>
  connection?.connectionState === 'disconnected' || connection?.connectionState === 'failed';

class TwoLinkCall implements Call {
  readonly #live: LiveClient;
  readonly #room: MediaRoom;
  readonly #media: LocalMedia;
  readonly #clock: Clock;
  readonly #logger: CallOptions['logger'];
  readonly #store: SnapshotStore<CallSnapshot>;
  readonly #publish: PublishLink;
  readonly #subscribe: SubscribeLink;
  readonly #watch = new Watch();
  readonly #backoff: Backoff;
  readonly #stops: Unsubscribe[];
  #cancelLook: CancelTimer = () => {};
  #running = false;
  /** `media:ready` was taken by the server since the last start. */
  #ready = false;
  #connectedOnce = false;
  #troubleSince: number | null = null;
  #nextAttemptAt = 0;
  #nextMeasureAt = 0;
  #sent: Tracks = { audio: null, video: null };
  #audioOn = true;
  #videoOn = true;

  constructor(options: CallOptions) {
    this.#live = options.live;
    this.#room = options.room ?? 'call';
    this.#media = options.media;
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger;
    this.#backoff = new Backoff(RECOVERY);
    this.#store = new SnapshotStore<CallSnapshot>({ ...IDLE, peer: options.live.peer() });
    const link = {
      live: this.#live,
      room: this.#room,
      RTCPeerConnection: options.RTCPeerConnection ?? globalThis.RTCPeerConnection,
      onChange: () => this.#judge(),
    };
    this.#publish = new PublishLink(link);
    this.#subscribe = new SubscribeLink({
      ...link,
      onStream: (remote) => this.#store.patch({ remote }),
      onError: (error) => this.#logger?.warn({ error }, 'an offer could not be answered'),
    });
    this.#stops = this.#listen();
    this.#showLocal();
    // The server may have asked before anybody listened: its offers of then are asked for again.
    if (this.#live.mediaStarted(this.#room)) this.#start(true);
  }

  get state(): Snapshot<CallSnapshot> {
    return this.#store;
  }

  readonly setAudio = (on: boolean): void => {
    this.#audioOn = on;
    this.#showLocal();
    this.#tell();
  };

  readonly setVideo = (on: boolean): void => {
    this.#videoOn = on;
    this.#showLocal();
    this.#tell();
  };

  readonly switchCamera = async (deviceId: string): Promise<void> => {
    await this.#media.useCamera(deviceId);
  };

  readonly switchMicrophone = async (deviceId: string): Promise<void> => {
    await this.#media.useMicrophone(deviceId);
  };

  readonly stop = (): void => {
    for (const stop of this.#stops.splice(0)) stop();
    this.#halt();
  };

  #listen(): Unsubscribe[] {
    const live = this.#live;
    const mine = (room: MediaRoom): boolean => room === this.#room;
    return [
      live.on('media:start', (room) => {
        if (mine(room)) this.#start(false);
      }),
      live.on('media:stop', (room) => {
        if (mine(room)) this.#halt();
      }),
      live.on('media:offer', (room, negotiation, sdp) => {
        if (mine(room) && this.#running) this.#subscribe.offer(negotiation, sdp);
      }),
      live.on('media:candidate', (room, link, candidate) => {
        if (!mine(room)) return;
        if (link === 'publish') this.#publish.candidate(candidate);
        else this.#subscribe.candidate(candidate);
      }),
      live.on('media:peer', (peer) => this.#store.patch({ peer })),
      live.on('open', () => {
        this.#nextAttemptAt = 0;
        this.#tell();
      }),
      this.#media.state.subscribe(() => this.#tracksChanged()),
    ];
  }

  /** The server wants media: set up, unless it runs well already (control was lost and came back, media was not). */
  #start(missedOffers: boolean): void {
    this.#ready = false;
    if (this.#running && this.#watch.flows && !this.#lostLinks()) return;
    this.#running = true;
    this.#watch.restart();
    this.#troubleSince = null;
    this.#backoff.reset();
    // Offers follow by themselves; should a running engine have thought that all was well, they are asked for.
    this.#nextAttemptAt = this.#clock.now() + (this.#connectedOnce ? OFFER_AGAIN_MS : FIRST_OFFER_MS);
    this.#store.patch({ state: this.#connectedOnce ? 'reconnecting' : 'connecting' });
    this.#publish.close();
    this.#subscribe.close();
    this.#republish();
    if (missedOffers) this.#attempt('media:resubscribe');
    this.#lookAfter(FIRST_LOOK_MS);
  }

  #halt(): void {
    this.#running = false;
    this.#connectedOnce = false;
    this.#cancelLook();
    this.#publish.close();
    this.#subscribe.close();
    this.#sent = { audio: null, video: null };
    this.#watch.restart();
    const { audio, video } = this.#store.getSnapshot();
    this.#store.patch({ ...IDLE, audio, video });
  }

  #tracks(): Tracks {
    const { audioTrack, videoTrack } = this.#media.state.getSnapshot();
    return { audio: audioTrack, video: videoTrack };
  }

  #tracksChanged(): void {
    this.#showLocal();
    const tracks = this.#tracks();
    if (!this.#running || (tracks.audio === this.#sent.audio && tracks.video === this.#sent.video)) return;
    this.#republish();
    this.#tell();
  }

  /** Sends what there is to send; over a fresh connection when there is none. */
  #republish(): void {
    const tracks = this.#tracks();
    this.#sent = tracks;
    if (!tracks.audio && !tracks.video && !this.#publish.connection) return;
    this.#publish.use(tracks).catch((error: unknown) => {
      // Tried again by the recovery, as long as the trouble lasts.
      this.#logger?.debug({ error }, 'publishing failed');
      this.#publish.close();
      this.#nextAttemptAt = Math.min(this.#nextAttemptAt, this.#clock.now() + this.#backoff.next());
    });
  }

  #showLocal(): void {
    const { audio, video } = this.#tracks();
    if (audio) audio.enabled = this.#audioOn;
    if (video) video.enabled = this.#videoOn;
    this.#store.patch({ audio: audio !== null && this.#audioOn, video: video !== null && this.#videoOn });
  }

  #lookAfter(ms: number): void {
    this.#cancelLook();
    this.#cancelLook = this.#clock.after(ms, () => void this.#look());
  }

  async #look(): Promise<void> {
    try {
      const [publish, subscribe] = await Promise.all([
        this.#publish.connection?.getStats() ?? null,
        this.#subscribe.connection?.getStats() ?? null,
      ]);
      if (!this.#running) return;
      this.#watch.take(readSample(this.#clock.now(), publish, subscribe), this.#expected());
      this.#judge();
    } finally {
      if (this.#running) this.#lookAfter(this.#connectedOnce ? LOOK_MS : FIRST_LOOK_MS);
    }
  }

  #expected(): { media: boolean; video: boolean } {
    return expectedMedia(this.#live.state.getSnapshot(), this.#store.getSnapshot().peer);
  }

  #lostLinks(): boolean {
    return lost(this.#publish.connection) || lost(this.#subscribe.connection);
  }

  /** From what was seen to what people are told, and to what is done about it. */
  #judge(): void {
    if (!this.#running) return;
    const expected = this.#expected();
    // With nothing to see or hear from the other, the call begins when there is nothing left to wait for.
    const begun = this.#watch.begun || !expected.media;
    if (begun) this.#connectedOnce = true;
    if (begun && !this.#ready) this.#sayReady();
    const frozen = this.#connectedOnce && this.#watch.frozen(expected);
    const gone = this.#connectedOnce && expected.media && this.#subscribe.connection === null;
    const own = gone || this.#lostLinks() || this.#watch.uplinkSilent || this.#unpublished();
    const trouble = own ? 'own' : frozen ? 'other' : null;
    this.#store.patch({ remoteVideo: this.#watch.pictureMoves });
    this.#show(trouble);
    if (trouble || !this.#connectedOnce) this.#recover(frozen);
    this.#measure();
  }

  /** There is something to send and nothing to send it over. */
  #unpublished(): boolean {
    return (this.#sent.audio !== null || this.#sent.video !== null) && !this.#publish.connection;
  }

  #show(trouble: CallSnapshot['trouble']): void {
    const before = this.#store.getSnapshot();
    const now = this.#clock.now();
    const pending = trouble !== null || !this.#connectedOnce;
    this.#troubleSince = pending ? (this.#troubleSince ?? now) : null;
    if (!pending) this.#backoff.reset();
    const given = this.#troubleSince !== null && now - this.#troubleSince >= GIVE_UP_MS;
    const making = this.#connectedOnce ? 'reconnecting' : 'connecting';
    this.#store.patch({ trouble, state: pending ? (given ? 'failed' : making) : 'connected' });
    if (before.trouble === trouble) return;
    this.#nextMeasureAt = 0;
    // The first attempt comes at once, the next ones by and by.
    if (trouble) this.#nextAttemptAt = Math.min(this.#nextAttemptAt, now);
  }

  #recover(frozen: boolean): void {
    const now = this.#clock.now();
    if (now < this.#nextAttemptAt || this.#live.state.getSnapshot().connection !== 'open') return;
    const { attempt } = this.#backoff;
    this.#nextAttemptAt = now + this.#backoff.next();
    this.#logger?.debug({ attempt }, 'making the media again');
    const upLost = lost(this.#publish.connection) || this.#watch.uplinkSilent;
    if (this.#unpublished() || (upLost && attempt > 0)) {
      this.#publish.close();
      this.#republish();
    } else if (upLost) {
      this.#publish.restart().catch((error: unknown) => this.#logger?.debug({ error }, 'ICE restart failed'));
    }
    const { connection } = this.#subscribe;
    if (connection === null || lost(connection) || !this.#connectedOnce || (frozen && attempt > 0)) {
      this.#attempt('media:resubscribe');
    } else if (frozen && this.#room === 'call') {
      this.#attempt('media:keyframe');
    }
  }

  #attempt(type: 'media:resubscribe' | 'media:keyframe'): void {
    const command = type === 'media:keyframe' ? ({ type } as const) : ({ type, room: this.#room } as const);
    this.#live.send(command).catch((error: unknown) => this.#logger?.debug({ type, error }, 'refused'));
  }

  #sayReady(): void {
    if (this.#room !== 'call') return;
    this.#ready = true;
    this.#live.send({ type: 'media:ready' }).catch(() => {
      // Said again with the next look, unless the session does not wait for it any more.
      const { session, desk } = this.#live.state.getSnapshot();
      this.#ready = (session ?? desk?.session)?.phase.state !== 'connecting';
    });
  }

  #measure(): void {
    const now = this.#clock.now();
    if (now < this.#nextMeasureAt) return;
    this.#nextMeasureAt = now + MEASURE_MS;
    const quality = this.#watch.measure(this.#store.getSnapshot().trouble === 'own');
    if (quality) this.#store.patch({ quality });
    this.#tell();
  }

  /** Tells the other side what comes from here and how good the way is. */
  #tell(): void {
    if (!this.#running || this.#room !== 'call') return;
    if (this.#live.state.getSnapshot().connection !== 'open') return;
    const { audio, video, quality }: PeerState = this.#store.getSnapshot();
    // The next one in 2 s says it anew.
    this.#live.send({ type: 'media:state', state: { audio, video, quality } }).catch(() => {});
  }
}

/** A participant's call; idle until the server asks for media. See `Call`. */
export function createCall(options: CallOptions): Call {
  return new TwoLinkCall(options);
}
