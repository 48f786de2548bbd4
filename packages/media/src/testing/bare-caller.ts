import { z } from 'zod';
import type { IceCandidate, MediaEngine, MediaLink, ParticipantKind, ParticipantRef } from '../engine.ts';
import type { MediaError } from '../errors.ts';

/** The part of a browser's page that is used here; playwright's fits. */
export interface DrivenPage {
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  exposeFunction(name: string, callback: (...args: unknown[]) => unknown): Promise<unknown>;
}

/** As RTCIceServer, for pages that reach the engine through a relay. */
export interface BarePeerConfig {
  readonly iceServers?: readonly { urls: readonly string[]; username?: string; credential?: string }[];
  readonly iceTransportPolicy?: 'all' | 'relay';
}

const received = z.record(
  z.string(),
  z.object({
    framesDecoded: z.number(),
    keyFramesDecoded: z.number(),
    framesPerSecond: z.number(),
    videoBytes: z.number(),
    videoLost: z.number(),
    width: z.number(),
    audioPackets: z.number(),
    audioEnergy: z.number(),
    /** Wall-clock time in ms; null before the first picture. */
    firstPictureAt: z.number().nullable(),
  }),
);
export type Received = z.output<typeof received>;

const path = z.object({ local: z.string(), remote: z.string() }).nullable();
const relays = z.object({ candidates: z.number(), errors: z.array(z.number()) });
const sent = z.object({ frames: z.number(), keyFrames: z.number(), pli: z.number(), target: z.number() });

const candidate = z
  .object({ candidate: z.string(), sdpMid: z.string().nullish(), sdpMLineIndex: z.number().nullish() })
  .nullable();
const link = z.enum(['publish', 'subscribe']);

/** One participant: a bare page, and the hand that moves its descriptions to an engine and back. */
export class BareCaller {
  readonly ref: ParticipantRef;
  /** Errors that the engine answered with on the way, oldest first. */
  readonly errors: MediaError[] = [];
  readonly #page: DrivenPage;
  readonly #engine: MediaEngine;
  readonly #config: BarePeerConfig;
  readonly #off: (() => void)[];
  #connectionStates: Partial<Record<MediaLink, string>> = {};
  #opened = false;

  constructor(page: DrivenPage, engine: MediaEngine, ref: ParticipantRef, config: BarePeerConfig = {}) {
    this.ref = ref;
    this.#page = page;
    this.#engine = engine;
    this.#config = config;
    const mine = (other: ParticipantRef): boolean =>
      other.roomId === ref.roomId && other.participantId === ref.participantId;
    this.#off = [
      engine.on('offer', (other, negotiation, sdp) => {
        if (mine(other) && this.#opened) this.#note(this.#answer(negotiation, sdp));
      }),
      engine.on('candidate', (other, of, one) => {
        if (mine(other) && this.#opened) this.#note(this.#do('candidate', of, one));
      }),
    ];
  }

  /** Loads the page (again: as a reload does, with everything in it lost). */
  async open(url: string): Promise<void> {
    if (!this.#opened) {
      await this.#page.exposeFunction('bareReport', (name, of, value) => this.#reported(name, of, value));
    }
    this.#opened = true;
    this.#connectionStates = {};
    await this.#page.goto(url);
  }

  async join(kind: ParticipantKind = 'party'): Promise<void> {
    await this.#engine.join(this.ref, kind);
    if (kind === 'party') await this.publish();
  }

  async publish(withCamera = true): Promise<void> {
    await this.#publishOffer(await this.#do('publish', this.#config, withCamera));
  }

  async addCamera(): Promise<void> {
    await this.#publishOffer(await this.#do('addCamera'));
  }

  async restartIce(): Promise<void> {
    await this.#publishOffer(await this.#do('restart'));
  }

  /** As a page does that was reloaded in a call. */
  async rejoin(url: string): Promise<void> {
    await this.open(url);
    await Promise.all([this.publish(), this.#engine.resubscribe(this.ref)]);
  }

  async mute(kind: 'audio' | 'video', muted: boolean): Promise<void> {
    await this.#do('mute', kind, muted);
  }

  async changeCamera(colour: string): Promise<void> {
    await this.#do('changeCamera', colour);
  }

  async colour(participantId: string): Promise<number[]> {
    return z.array(z.number()).parse(await this.#do('colour', participantId));
  }

  async received(): Promise<Received> {
    return received.parse(await this.#do('received'));
  }

  async sent(): Promise<z.output<typeof sent>> {
    return sent.parse(await this.#do('sent'));
  }

  async path(of: MediaLink): Promise<z.output<typeof path>> {
    return path.parse(await this.#do('path', of));
  }

  /** What the relays of this caller's configuration give. */
  async relays(): Promise<z.output<typeof relays>> {
    return relays.parse(await this.#do('relays', this.#config));
  }

  async forgetPictures(): Promise<void> {
    await this.#do('forgetPictures');
  }

  /** The page's own view of a link, as RTCPeerConnection.connectionState. */
  connectionState(of: MediaLink): string | undefined {
    return this.#connectionStates[of];
  }

  /** Stops moving descriptions; the page stays. */
  close(): void {
    for (const off of this.#off) off();
  }

  async #publishOffer(offer: unknown): Promise<void> {
    const answer = await this.#engine.publish(this.ref, z.string().parse(offer));
    await this.#do('answered', answer);
  }

  async #answer(negotiation: number, sdp: string): Promise<void> {
    const answer = z.string().parse(await this.#do('offered', sdp, this.#config));
    await this.#engine.answer(this.ref, negotiation, answer);
  }

  #reported(name: unknown, of: unknown, value: unknown): void {
    const which = link.parse(of);
    if (name === 'state') this.#connectionStates[which] = z.string().parse(value);
    if (name === 'candidate') {
      const parsed: IceCandidate | null = candidate.parse(value);
      this.#note(this.#engine.addCandidate(this.ref, which, parsed));
    }
  }

  #do(name: string, ...args: unknown[]): Promise<unknown> {
    return this.#page.evaluate(`window.bare.${name}(${args.map((one) => JSON.stringify(one)).join(', ')})`);
  }

  #note(work: Promise<unknown>): void {
    // The engine rejects with a MediaError only; a page that was closed meanwhile is no error of the call.
    work.catch((error: MediaError) => this.errors.push(error));
  }
}
