import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedFile } from '../engine.ts';
import { MediaError } from '../errors.ts';
import { type MjrInfo, type MjrPacket, readMjr } from '../recording/mjr.ts';
import { PartyFile } from '../recording/party-file.ts';
import type { WebmTrack } from '../recording/webm.ts';

/** One recording of Janus: one track from when it began until it ended or paused. */
interface Piece {
  readonly track: WebmTrack;
  /** Wall-clock time of its first packet in ms. */
  readonly start: number;
  readonly packets: AsyncGenerator<MjrInfo | MjrPacket>;
  next: MjrPacket | undefined;
}

/** Packets after which the disk may catch up. */
const DRAIN_EVERY = 2_000;

/**
 * Turns what Janus wrote for each feed into one playable file each, and removes what it was made of.
 * @param feeds whose feed it is, by the feed's name
 * @throws MediaError
 */
export async function collectRecording(
  directory: string,
  feeds: ReadonlyMap<string, string>,
): Promise<RecordedFile[]> {
  try {
    const names = (await readdir(directory)).filter((name) => name.endsWith('.mjr')).sort();
    const files: RecordedFile[] = [];
    for (const [feed, participantId] of feeds) {
      const sources = names
        .filter((name) => name.includes(`-user-${feed}-`))
        .map((name) => join(directory, name));
      const span = await interleave(sources, join(directory, `${feed}.webm`));
      if (span) files.push({ participantId, file: join(directory, `${feed}.webm`), ...span });
      for (const source of sources) await rm(source);
    }
    return files;
  } catch (error) {
    throw new MediaError('engine_error', 'the recording could not be put together', { cause: error });
  }
}

async function interleave(
  sources: readonly string[],
  path: string,
): Promise<{ startedAt: number; endedAt: number } | undefined> {
  const pieces = (await Promise.all(sources.map(openPiece))).filter((piece) => piece !== undefined);
  const file = new PartyFile(path);
  const begun = new Set<Piece>();
  for (let count = 1; ; count += 1) {
    const piece = earliest(pieces);
    if (!piece?.next) break;
    if (!begun.has(piece)) file.cut(piece.track);
    begun.add(piece);
    file.push(piece.track, piece.next, piece.start + piece.next.arrived);
    piece.next = await nextPacket(piece.packets);
    if (count % DRAIN_EVERY === 0) await file.drained();
  }
  const span = await file.close();
  return span && { startedAt: Math.round(span.start), endedAt: Math.round(span.end) };
}

async function openPiece(source: string): Promise<Piece | undefined> {
  const packets = readMjr(source);
  const head = await packets.next();
  // A track that was announced and never sent leaves an empty file.
  if (head.done || !('u' in head.value)) return undefined;
  const { t, u } = head.value;
  if (t === 'd') return undefined;
  return { track: t === 'a' ? 'audio' : 'video', start: u / 1000, packets, next: await nextPacket(packets) };
}

async function nextPacket(packets: Piece['packets']): Promise<MjrPacket | undefined> {
  const { value, done } = await packets.next();
  return done || 'u' in value ? undefined : value;
}

function earliest(pieces: readonly Piece[]): Piece | undefined {
  let best: Piece | undefined;
  for (const piece of pieces) {
    if (!piece.next) continue;
    const at = piece.start + piece.next.arrived;
    if (!best?.next || at < best.start + best.next.arrived) best = piece;
  }
  return best;
}
