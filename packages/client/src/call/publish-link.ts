import type { IceCandidate } from '@rem/protocol';
import { CandidateQueue, toWire } from './candidates.ts';
import { closeConnection, type LinkOptions, newConnection } from './link.ts';

export interface Tracks {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
}

/** Camera and microphone up to the engine: the page offers, the engine answers. */
export class PublishLink {
  readonly #options: LinkOptions;
  #connection: RTCPeerConnection | null = null;
  #candidates: CandidateQueue | null = null;
  readonly #senders: { audio: RTCRtpSender | null; video: RTCRtpSender | null } = {
    audio: null,
    video: null,
  };

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get connection(): RTCPeerConnection | null {
    return this.#connection;
  }

  /** Publishes these tracks over a fresh connection. Rejects with what the server refused. */
  async publish(tracks: Tracks): Promise<void> {
    this.close();
    const connection = newConnection(this.#options);
    this.#connection = connection;
    this.#candidates = new CandidateQueue(connection);
    this.#addMissing(tracks);
    await this.#negotiate(connection);
  }

  /** Sends these tracks from now on; asks the engine only when a kind is new. */
  async use(tracks: Tracks): Promise<void> {
    const connection = this.#connection;
    if (!connection) {
      await this.publish(tracks);
      return;
    }
    await Promise.all([
      this.#senders.audio?.replaceTrack(tracks.audio),
      this.#senders.video?.replaceTrack(tracks.video),
    ]);
    if (this.#addMissing(tracks)) await this.#negotiate(connection);
  }

  /** Finds a new way to the engine for the same media (ICE restart, RFC 8445 §9). */
  async restart(): Promise<void> {
    if (this.#connection) await this.#negotiate(this.#connection, { iceRestart: true });
  }

  candidate(candidate: IceCandidate | null): void {
    this.#candidates?.add(candidate);
  }

  close(): void {
    closeConnection(this.#connection);
    this.#connection = null;
    this.#candidates = null;
    this.#senders.audio = null;
    this.#senders.video = null;
  }

  /** Whether there was a kind of track that is not sent yet. */
  #addMissing(tracks: Tracks): boolean {
    let added = false;
    for (const kind of ['audio', 'video'] as const) {
      const track = tracks[kind];
      if (!track || this.#senders[kind] || !this.#connection) continue;
      this.#senders[kind] = this.#connection.addTransceiver(track, { direction: 'sendonly' }).sender;
      added = true;
    }
    return added;
  }

  async #negotiate(connection: RTCPeerConnection, offerOptions: RTCOfferOptions = {}): Promise<void> {
    const { live, room } = this.#options;
    const early: (IceCandidate | null)[] = [];
    let offered = false;
    const send = (candidate: IceCandidate | null): void => {
      // A candidate that is lost with the line is made good by the recovery of the whole link.
      live.send({ type: 'media:candidate', room, link: 'publish', candidate }).catch(() => {});
    };
    connection.onicecandidate = ({ candidate }) => {
      if (offered) send(toWire(candidate));
      else early.push(toWire(candidate));
    };
    await connection.setLocalDescription(await connection.createOffer(offerOptions));
    const sdp = connection.localDescription?.sdp;
    if (sdp === undefined || this.#connection !== connection) return;
    const answered = live.send({ type: 'media:publish', room, sdp });
    offered = true;
    early.forEach(send);
    const answer = await answered;
    if (this.#connection !== connection || connection.signalingState !== 'have-local-offer') return;
    await connection.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
    this.#candidates?.release();
  }
}
