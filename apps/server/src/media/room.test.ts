import type { ParticipantKind, ParticipantRef } from '@rem/media';
import type { MediaSignal } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../testing/scripted-engine.ts';
import { Room } from './room.ts';

/** Offers what there is to receive while a participant still joins, as real engines do. */
class EagerEngine extends ScriptedEngine {
  readonly places = new Map<string, Room['places']['customer']>();

  override async join(ref: ParticipantRef, kind: ParticipantKind): Promise<void> {
    await super.join(ref, kind);
    this.#offerTo(ref);
    await Promise.resolve();
  }

  override async resubscribe(ref: ParticipantRef): Promise<void> {
    await super.resubscribe(ref);
    this.#offerTo(ref);
  }

  #offerTo({ participantId }: ParticipantRef): void {
    this.places.get(participantId)?.offer(this.asked.length, 'v=0 offer');
  }
}

function makeRoom() {
  const engine = new EagerEngine();
  engine.comeUp();
  const room = new Room(engine, {
    ...{ sessionId: 'session', offerId: 'offer', held: false },
    ready: { customer: false, expert: false },
  });
  for (const place of Object.values(room.places)) engine.places.set(place.party, place);
  const sit = () => {
    const heard: string[] = [];
    const listener = (signal: MediaSignal): void => void heard.push(signal.type);
    room.places.customer.take(listener);
    return { heard, listener };
  };
  return { room, sit };
}

/**
 * A page sets up media from nothing when it is told to start: an offer that reached it before was lost, and the
 * picture came with the recovery five seconds later.
 */
describe('what a page hears', () => {
  it('[LIV13] is the start first, and then what the engine offered while the page joined', async () => {
    const { room, sit } = makeRoom();
    await room.up(false);
    const { heard } = sit();
    await room.seated(room.places.customer, false);
    expect(heard).toEqual(['start', 'offer']);
  });

  it('[LIV13] is one start when it sits down while the room is made', async () => {
    const { room, sit } = makeRoom();
    const made = room.up(false);
    const { heard } = sit();
    await Promise.all([made, room.seated(room.places.customer, false)]);
    expect(heard).toEqual(['start', 'offer']);
  });

  it('[LIV13] is everything anew when another page takes the place', async () => {
    const { room, sit } = makeRoom();
    await room.up(false);
    sit();
    await room.seated(room.places.customer, false);
    const { heard } = sit();
    await room.seated(room.places.customer, false);
    expect(heard[0]).toBe('start');
    expect(heard.slice(1)).toContain('offer');
  });

  it('[LIV14] is a start of its own for a room that was made anew', async () => {
    const { room, sit } = makeRoom();
    await room.up(false);
    const { heard } = sit();
    await room.seated(room.places.customer, false);
    await room.remake();
    expect(heard).toEqual(['start', 'offer', 'start', 'offer']);
  });

  it('[LIV13] is no start for a page that resumes', async () => {
    const { room, sit } = makeRoom();
    await room.up(false);
    const first = sit();
    await room.seated(room.places.customer, false);
    room.places.customer.leave(first.listener);
    const { heard } = sit();
    await room.seated(room.places.customer, true);
    expect(heard).not.toContain('start');
    expect(heard).toContain('offer');
  });
});
