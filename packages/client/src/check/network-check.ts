import { type Clock, deferred, systemClock } from '@rem/kit';
import { RemError } from '@rem/protocol';
import { PublishLink } from '../call/publish-link.ts';
import { readSample, type Sample } from '../call/sample.ts';
import type { LiveClient } from '../live/types.ts';
import { type Figures, gradeOf } from '../quality.ts';
import { createTestMedia } from './test-media.ts';
import type { NetworkFigures } from './types.ts';

export interface NetworkCheckOptions {
  /** How long is measured, in ms; default 4,000. */
  readonly durationMs?: number;
  /** Ends the check early: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

const DURATION_MS = 4_000;
/** How long the way to the media engine may take to be found, in ms. */
const CONNECT_LIMIT_MS = 8_000;
const LOOK_MS = 250;

/**
 * Measures the way to the media engine: sends made-up sound and pictures (no camera is needed, nothing of the
 * person leaves) into a room of its own. Rejects with a `RemError` when the server cannot do it now.
 */
export async function networkCheck(
  live: LiveClient,
  options: NetworkCheckOptions = {},
): Promise<NetworkFigures> {
  const { signal, clock = systemClock, durationMs = DURATION_MS } = options;
  signal?.throwIfAborted();
  const media = createTestMedia();
  const link = new PublishLink({
    live,
    room: 'check',
    RTCPeerConnection: globalThis.RTCPeerConnection,
    onChange() {},
  });
  const aborted = deferred<never>();
  const abort = (): void => aborted.reject(new DOMException('The check was ended', 'AbortError'));
  signal?.addEventListener('abort', abort, { once: true });
  const stopListening = live.on('media:candidate', (room, direction, candidate) => {
    if (room === 'check' && direction === 'publish') link.candidate(candidate);
  });
  try {
    return await Promise.race([measure(live, link, media.tracks, { clock, durationMs }), aborted.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
    stopListening();
    link.close();
    media.close();
    // A server that is gone has ended the check by itself.
    live.send({ type: 'check:stop' }).catch(() => {});
  }
}

async function measure(
  live: LiveClient,
  link: PublishLink,
  tracks: { audio: MediaStreamTrack; video: MediaStreamTrack },
  { clock, durationMs }: { clock: Clock; durationMs: number },
): Promise<NetworkFigures> {
  if (!(await lineIsOpen(live, clock))) throw new RemError('unavailable');
  await live.send({ type: 'check:start' });
  await link.publish(tracks);
  if (!(await connected(link, clock))) return { loss: null, roundTrip: null, jitter: null, grade: 'lost' };
  const samples: UplinkSample[] = [];
  const end = clock.now() + durationMs;
  while (clock.now() < end) {
    await pause(clock, LOOK_MS);
    const report = (await link.connection?.getStats()) ?? null;
    samples.push({ ...readSample(clock.now(), report, null), jitter: uplinkJitter(report) });
  }
  const figures = figuresOf(samples);
  return { ...figures, grade: gradeOf(figures) };
}

interface UplinkSample extends Sample {
  readonly jitter: number | null;
}

/** Jitter that the engine reports of what it received, in ms. */
function uplinkJitter(report: RTCStatsReport | null): number | null {
  let worst: number | null = null;
  report?.forEach((row: { type: string; jitter?: number }) => {
    if (row.type === 'remote-inbound-rtp' && row.jitter !== undefined) {
      worst = Math.max(worst ?? 0, row.jitter * 1_000);
    }
  });
  return worst;
}

/** The figures of a whole check: means, so that one late packet does not condemn a connection. */
export function figuresOf(samples: readonly UplinkSample[]): Figures {
  const mean = (pick: (sample: UplinkSample) => number | null): number | null => {
    const known = samples.map(pick).filter((value) => value !== null);
    return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
  };
  return {
    loss: mean(({ uplinkLoss }) => uplinkLoss),
    roundTrip: mean(({ roundTrip }) => roundTrip),
    jitter: mean(({ jitter }) => jitter),
  };
}

/** A check often begins with the page's line: it waits for it. */
async function lineIsOpen(live: LiveClient, clock: Clock): Promise<boolean> {
  const end = clock.now() + CONNECT_LIMIT_MS;
  while (live.state.getSnapshot().connection !== 'open') {
    if (clock.now() >= end || live.state.getSnapshot().connection === 'closed') return false;
    await pause(clock, LOOK_MS / 5);
  }
  return true;
}

async function connected(link: PublishLink, clock: Clock): Promise<boolean> {
  const end = clock.now() + CONNECT_LIMIT_MS;
  while (clock.now() < end) {
    if (link.connection?.connectionState === 'connected') return true;
    if (link.connection?.connectionState === 'failed') return false;
    await pause(clock, LOOK_MS / 5);
  }
  return false;
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
