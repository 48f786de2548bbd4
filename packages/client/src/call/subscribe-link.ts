import type { IceCandidate } from '@rem/protocol';
import { CandidateQueue, toWire } from './candidates.ts';
import { closeConnection, type LinkOptions, newConnection, sessionIdOf } from './link.ts';

export interface SubscribeLinkOptions extends LinkOptions {
  /** What is received now; a new stream whenever its tracks changed. */
  readonly onStream: (stream: MediaStream | null) => void;
  readonly onError: (error: unknown) => void;
}

/** The others' media down from the engine: the engine offers, the page answers. */
export class SubscribeLink {
  readonly #options: SubscribeLinkOptions;
  #connection: RTCPeerConnection | null = null;
  #candidates: CandidateQueue | null = null;
  #sessionId: string | null = null;
  #tracks: readonly MediaStreamTrack[] = [];
  /** Offers are answered one after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(options: SubscribeLinkOptions) {
    this.#options = options;
  }

  get connection(): RTCPeerConnection | null {
    return this.#connection;
  }

  offer(negotiation: number, sdp: string): void {
    // An offer of another session is another connection: its candidates may come before its turn.
    const connection = this.#connectionFor(sdp);
    this.#queue = this.#queue
      .then(() => this.#answer(connection, negotiation, sdp))
      .catch((error: unknown) => this.#options.onError(error));
  }

  candidate(candidate: IceCandidate | null): void {
    this.#candidates?.add(candidate);
  }

  close(): void {
    closeConnection(this.#connection);
    this.#connection = null;
    this.#candidates = null;
    this.#sessionId = null;
    this.#tracks = [];
  }

  #connectionFor(sdp: string): RTCPeerConnection {
    const sessionId = sessionIdOf(sdp);
    if (this.#connection && sessionId === this.#sessionId) return this.#connection;
    this.close();
    const connection = newConnection(this.#options);
    const { live, room } = this.#options;
    connection.onicecandidate = ({ candidate }) => {
      live
        .send({ type: 'media:candidate', room, link: 'subscribe', candidate: toWire(candidate) })
        // A candidate that is lost with the line is made good by the recovery of the whole link.
        .catch(() => {});
    };
    this.#connection = connection;
    this.#candidates = new CandidateQueue(connection);
    this.#sessionId = sessionId;
    return connection;
  }

  async #answer(connection: RTCPeerConnection, negotiation: number, sdp: string): Promise<void> {
    if (this.#connection !== connection) return;
    await connection.setRemoteDescription({ type: 'offer', sdp });
    this.#candidates?.release();
    await connection.setLocalDescription(await connection.createAnswer());
    const answer = connection.localDescription?.sdp;
    if (answer === undefined || this.#connection !== connection) return;
    this.#showTracks(connection);
    const { live, room } = this.#options;
    await live.send({ type: 'media:answer', room, negotiation, sdp: answer });
  }

  #showTracks(connection: RTCPeerConnection): void {
    const tracks = connection
      .getTransceivers()
      .filter(({ currentDirection }) => currentDirection === 'recvonly' || currentDirection === 'sendrecv')
      .map(({ receiver }) => receiver.track);
    const same =
      tracks.length === this.#tracks.length && tracks.every((track) => this.#tracks.includes(track));
    if (same) return;
    this.#tracks = tracks;
    this.#options.onStream(tracks.length > 0 ? new MediaStream(tracks) : null);
  }
}
