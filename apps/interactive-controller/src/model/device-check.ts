import type { LevelMeter, LiveClient, NetworkFigures } from '@rem/client';
import type { Clock } from '@rem/kit';
import type { CheckModel } from './model.ts';
import { UNCHECKED } from './unchecked.ts';

/** What a device check does with the machine. */
export interface CheckTools {
  readonly createLevelMeter: (track: MediaStreamTrack) => LevelMeter;
  readonly playTestTone: () => Promise<void>;
  readonly networkCheck: (live: LiveClient, options: { signal: AbortSignal }) => Promise<NetworkFigures>;
}

/** A microphone that never gets above this (0–1) is not heard. */
const HEARD = 0.04;
const LISTEN_MS = 300;

/** Runs the checks of one customer and tells what it finds; `close()` ends all of them. */
export class DeviceCheck {
  readonly #tools: CheckTools;
  readonly #clock: Clock;
  readonly #tell: (check: CheckModel) => void;
  readonly #ended = new AbortController();
  #model: CheckModel = UNCHECKED;
  #meter: LevelMeter | null = null;
  #track: MediaStreamTrack | null = null;

  constructor(tools: CheckTools, clock: Clock, tell: (check: CheckModel) => void) {
    this.#tools = tools;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Listens to this microphone from now on. */
  listenTo(track: MediaStreamTrack | null): void {
    if (track === this.#track || this.#ended.signal.aborted) return;
    this.#track = track;
    this.#meter?.close();
    this.#meter = track && this.#tools.createLevelMeter(track);
    const meter = this.#meter;
    this.#patch({ level: meter ? meter.level : () => 0, heard: false });
    if (meter) this.#untilHeard(meter);
  }

  async playTone(): Promise<void> {
    if (this.#model.speaker === 'playing') return;
    this.#patch({ speaker: 'playing' });
    // A speaker that cannot be opened is one that is not heard: the customer is asked either way.
    await this.#tools.playTestTone().catch(() => {});
    this.#patch({ speaker: 'played' });
  }

  toneHeard(heard: boolean): void {
    this.#patch({ speaker: heard ? 'heard' : 'silent' });
  }

  async measureNetwork(live: LiveClient): Promise<void> {
    this.#patch({ network: 'running', figures: null });
    try {
      const figures = await this.#tools.networkCheck(live, { signal: this.#ended.signal });
      this.#patch({ network: 'done', figures });
    } catch {
      // Said on the screen, with a way to try again; the call itself may still work.
      this.#patch({ network: 'failed' });
    }
  }

  close(): void {
    this.#ended.abort();
    this.#meter?.close();
    this.#meter = null;
  }

  #untilHeard(meter: LevelMeter): void {
    this.#clock.after(LISTEN_MS, () => {
      if (this.#meter !== meter) return;
      meter.level();
      if (meter.peak() > HEARD) this.#patch({ heard: true });
      else this.#untilHeard(meter);
    });
  }

  #patch(change: Partial<CheckModel>): void {
    if (this.#ended.signal.aborted) return;
    this.#model = { ...this.#model, ...change };
    this.#tell(this.#model);
  }
}
