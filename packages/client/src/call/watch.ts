import type { Quality } from '@rem/protocol';
import { gradeOf } from '../quality.ts';
import type { Received, Sample } from './sample.ts';

/** Media that stands still for this long in ms is frozen. With a look every `LOOK_MS` it is known within 2 s. */
export const FROZEN_MS = 1_200;
/** The engine sends feedback and checks at least this often (ms): ICE checks alone come every 2.5 s. */
export const UPLINK_SILENT_MS = 3_000;

/** What should be coming in now. */
export interface Expected {
  /** Nothing flows on hold and while the other side is away. */
  readonly media: boolean;
  /** The other side sends a picture and has not switched it off. */
  readonly video: boolean;
}

const total = (sample: Sample): number => (sample.audio?.packets ?? 0) + (sample.video?.packets ?? 0);
const frames = (sample: Sample): number => sample.video?.frames ?? 0;

/** Judges one call's samples: does media come in, does the picture move, does the engine hear us. */
export class Watch {
  #last: Sample | null = null;
  /** When packets came in, frames were decoded, or the engine was heard last. */
  #packetsAt: number | null = null;
  #framesAt: number | null = null;
  #uplinkAt: number | null = null;
  /** Since when media is expected without a pause. */
  #expectedSince: number | null = null;
  #measured: Sample | null = null;

  take(sample: Sample, expected: Expected): void {
    const last = this.#last;
    if (total(sample) !== (last ? total(last) : 0)) this.#packetsAt = sample.at;
    if (frames(sample) !== (last ? frames(last) : 0)) this.#framesAt = sample.at;
    if (sample.uplinkBytes !== last?.uplinkBytes) this.#uplinkAt = sample.at;
    this.#expectedSince = expected.media ? (this.#expectedSince ?? sample.at) : null;
    this.#last = sample;
  }

  /** Something of the other was seen, or heard where there is nothing to see. */
  get begun(): boolean {
    if (!this.#last) return false;
    return this.#last.video ? frames(this.#last) > 0 : total(this.#last) > 0;
  }

  get pictureMoves(): boolean {
    return this.#framesAt !== null && this.#age(this.#framesAt) < FROZEN_MS;
  }

  /** Media was expected for long enough, and does not come (a picture that stands while sound goes on counts). */
  frozen(expected: Expected): boolean {
    if (!expected.media || this.#expectedSince === null) return false;
    const progress = expected.video && this.#last?.video ? this.#framesAt : this.#packetsAt;
    return this.#age(Math.max(progress ?? 0, this.#expectedSince)) >= FROZEN_MS;
  }

  /** Whether something came in within the last moments. */
  get flows(): boolean {
    return this.#packetsAt !== null && this.#age(this.#packetsAt) < FROZEN_MS;
  }

  /** Nothing was heard of the engine on the publish link: our own way up is cut. */
  get uplinkSilent(): boolean {
    if (this.#last?.uplinkBytes == null || this.#uplinkAt === null) return false;
    return this.#age(this.#uplinkAt) >= UPLINK_SILENT_MS;
  }

  /** The connection over the time since it was asked last; `lost` while media is frozen on this side. */
  measure(lost: boolean): Quality | null {
    const now = this.#last;
    const since = this.#measured;
    this.#measured = now;
    if (!now || !since) return null;
    const loss = Math.max(lossBetween(since, now), now.uplinkLoss ?? 0);
    const jitter = Math.max(now.audio?.jitter ?? 0, now.video?.jitter ?? 0);
    const { roundTrip } = now;
    const grade = lost ? 'lost' : gradeOf({ loss, roundTrip, jitter });
    return { loss: Math.min(1, loss), roundTrip, jitter, grade };
  }

  /** Another connection: its counters begin anew. */
  restart(): void {
    this.#last = null;
    this.#packetsAt = null;
    this.#framesAt = null;
    this.#uplinkAt = null;
    this.#expectedSince = null;
    this.#measured = null;
  }

  #age(at: number): number {
    return (this.#last?.at ?? at) - at;
  }
}

function lossBetween(before: Sample, after: Sample): number {
  const grown = (pick: (received: Received) => number): number =>
    (['audio', 'video'] as const).reduce((sum, kind) => {
      const [old, now] = [before[kind], after[kind]];
      return sum + Math.max(0, (now ? pick(now) : 0) - (old ? pick(old) : 0));
    }, 0);
  const lost = grown(({ lost }) => lost);
  const got = grown(({ packets }) => packets);
  return lost + got === 0 ? 0 : lost / (lost + got);
}
