import type { IceCandidate } from '@rem/protocol';

/** Adds the engine's candidates to one connection, keeping those that come before its description. */
export class CandidateQueue {
  readonly #connection: RTCPeerConnection;
  #early: (IceCandidate | null)[] | null = [];

  constructor(connection: RTCPeerConnection) {
    this.#connection = connection;
  }

  add(candidate: IceCandidate | null): void {
    if (this.#early) this.#early.push(candidate);
    else this.#apply(candidate);
  }

  /** The remote description is set. */
  release(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const candidate of early) this.#apply(candidate);
  }

  #apply(candidate: IceCandidate | null): void {
    const { sdpMid = null, sdpMLineIndex = null } = candidate ?? {};
    const init = candidate
      ? {
          candidate: candidate.candidate,
          sdpMid,
          sdpMLineIndex: sdpMid === null ? (sdpMLineIndex ?? 0) : sdpMLineIndex,
        }
      : undefined;
    // A candidate of a description that was replaced meanwhile is refused, and nothing is lost by that.
    this.#connection.addIceCandidate(init).catch(() => {});
  }
}

/** A browser's candidate as it goes over the wire. */
export function toWire(candidate: RTCIceCandidate | null): IceCandidate | null {
  if (!candidate || candidate.candidate === '') return null;
  const { sdpMid, sdpMLineIndex } = candidate;
  return { candidate: candidate.candidate, sdpMid, sdpMLineIndex };
}
