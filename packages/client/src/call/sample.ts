/** What both links' counters said at one moment. Counters only grow while a connection lives. */
export interface Sample {
  /** When, in ms. */
  readonly at: number;
  readonly video: Received | null;
  readonly audio: Received | null;
  /** All that came from the engine on the publish link: feedback, checks. Null while nothing is published. */
  readonly uplinkBytes: number | null;
  /** Share of our packets that the engine missed lately. */
  readonly uplinkLoss: number | null;
  /** Round trip to the engine in ms. */
  readonly roundTrip: number | null;
}

export interface Received {
  readonly packets: number;
  readonly lost: number;
  /** Decoded frames; 0 for audio. */
  readonly frames: number;
  /** In ms. */
  readonly jitter: number;
}

/** The members of WebRTC statistics (https://www.w3.org/TR/webrtc-stats/) that are read; each may be missing. */
interface StatsRow {
  readonly type: string;
  readonly kind?: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly framesDecoded?: number;
  readonly jitter?: number;
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly currentRoundTripTime?: number;
  readonly bytesReceived?: number;
}

const MS = 1_000;

export function rowsOf(report: RTCStatsReport | null): StatsRow[] {
  const rows: StatsRow[] = [];
  report?.forEach((row: StatsRow) => {
    rows.push(row);
  });
  return rows;
}

function received(rows: readonly StatsRow[], kind: string): Received | null {
  const inbound = rows.filter((row) => row.type === 'inbound-rtp' && row.kind === kind);
  if (inbound.length === 0) return null;
  const sum = (pick: (row: StatsRow) => number | undefined): number =>
    inbound.reduce((total, row) => total + (pick(row) ?? 0), 0);
  return {
    packets: sum((row) => row.packetsReceived),
    lost: sum((row) => row.packetsLost),
    frames: sum((row) => row.framesDecoded),
    jitter: Math.max(...inbound.map((row) => row.jitter ?? 0)) * MS,
  };
}

function selectedPair(rows: readonly StatsRow[]): StatsRow | undefined {
  return rows.find((row) => row.type === 'candidate-pair' && row.nominated && row.state === 'succeeded');
}

function largest(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.max(...known) : null;
}

/** Reads both links' statistics. */
export function readSample(
  at: number,
  publish: RTCStatsReport | null,
  subscribe: RTCStatsReport | null,
): Sample {
  const up = rowsOf(publish);
  const down = rowsOf(subscribe);
  const remote = up.filter((row) => row.type === 'remote-inbound-rtp');
  const roundTrip = largest([
    selectedPair(up)?.currentRoundTripTime,
    selectedPair(down)?.currentRoundTripTime,
  ]);
  return {
    at,
    video: received(down, 'video'),
    audio: received(down, 'audio'),
    uplinkBytes: publish ? (selectedPair(up)?.bytesReceived ?? 0) : null,
    uplinkLoss: largest(remote.map((row) => row.fractionLost)),
    roundTrip: roundTrip === null ? null : roundTrip * MS,
  };
}
