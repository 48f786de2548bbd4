import {
  type ClientFrameOf,
  type MediaSeat,
  type MediaService,
  type MediaSignal,
  type Party,
  RemError,
  type ServerFrame,
  type SessionView,
} from '@rem/protocol';
import type { Channel, Handlers } from './side.ts';

type Room = 'call' | 'check';

interface Call {
  readonly sessionId: string;
  readonly seat: Promise<MediaSeat>;
}

function toFrame(room: Room, signal: MediaSignal): ServerFrame {
  switch (signal.type) {
    case 'start':
      return { type: 'media:start', room };
    case 'stop':
      return { type: 'media:stop', room };
    case 'offer':
      return { type: 'media:offer', room, negotiation: signal.negotiation, sdp: signal.sdp };
    case 'candidate':
      return { type: 'media:candidate', room, link: signal.link, candidate: signal.candidate };
    case 'peer':
      return { type: 'media:peer', peer: signal.peer };
  }
}

/** One connection's seats at the media engine: in the call of its session, and in its device check. */
export class Seats {
  readonly #media: MediaService;
  readonly #party: Party;
  readonly #channel: Channel;
  /** The session whose call the page was in before its line was cut; once. */
  #resumes: string | null;
  #call: Call | null = null;
  /** The call that another page of this party has taken over. */
  #lost: string | null = null;
  #check: MediaSeat | null = null;
  #closed = false;

  constructor(media: MediaService, party: Party, channel: Channel, resumes: string | null) {
    this.#media = media;
    this.#party = party;
    this.#channel = channel;
    this.#resumes = resumes;
  }

  /** Takes the seat while a call runs, and gives it up afterwards. */
  follow(view: SessionView | null): void {
    const runs = view && (view.phase.state === 'connecting' || view.phase.state === 'active');
    const sessionId = runs ? view.id : null;
    if (sessionId !== this.#lost) this.#lost = null;
    if (sessionId === this.#lost || sessionId === (this.#call?.sessionId ?? null)) return;
    this.#leaveCall();
    if (sessionId === null) return;
    const resumed = this.#resumes === sessionId;
    this.#resumes = null;
    const hear = (signal: MediaSignal): void => this.#hear(call, signal);
    // On a later turn: what is heard while sitting down is already of this call.
    const seat = Promise.resolve().then(() => this.#media.sit(sessionId, this.#party, hear, { resumed }));
    const call: Call = { sessionId, seat };
    this.#call = call;
    // A call that ended in this very moment; whoever needs the seat is told.
    seat.catch(() => {
      if (this.#call === call) this.#call = null;
    });
  }

  /** A new call of the same session begins: whoever held the seat before. */
  renew(): void {
    this.#lost = null;
  }

  /** The commands of `media:*` and `check:*` that go to the engine. */
  readonly handlers = {
    'check:start': async () => this.#startCheck(),
    'check:stop': async () => this.#stopCheck(),
    'media:publish': async (frame: ClientFrameOf<'media:publish'>) => {
      const seat = await this.#need(frame.room);
      return { sdp: await seat.publish(frame.sdp) };
    },
    'media:answer': async (frame: ClientFrameOf<'media:answer'>) =>
      (await this.#need(frame.room)).answer(frame.negotiation, frame.sdp),
    'media:candidate': async (frame: ClientFrameOf<'media:candidate'>) =>
      (await this.#need(frame.room)).candidate(frame.link, frame.candidate),
    'media:resubscribe': async (frame: ClientFrameOf<'media:resubscribe'>) =>
      (await this.#need(frame.room)).resubscribe(),
    'media:keyframe': async () => (await this.#need('call')).keyframe(),
    'media:state': async (frame: ClientFrameOf<'media:state'>) =>
      (await this.#need('call')).report(frame.state),
  } satisfies Handlers;

  async #startCheck(): Promise<void> {
    await this.#stopCheck();
    const check = await this.#media.check((signal) => {
      if (signal.type === 'stop') this.#check = null;
      this.#channel.send(toFrame('check', signal));
    });
    if (this.#closed) await check.leave();
    else this.#check = check;
  }

  async #stopCheck(): Promise<void> {
    const check = this.#check;
    this.#check = null;
    await check?.leave();
  }

  close(): void {
    this.#closed = true;
    this.#leaveCall();
    void this.#stopCheck();
  }

  #hear(call: Call, signal: MediaSignal): void {
    if (this.#call !== call) return;
    if (signal.type === 'stop') {
      this.#call = null;
      this.#lost = call.sessionId;
    }
    this.#channel.send(toFrame('call', signal));
  }

  async #need(room: Room): Promise<MediaSeat> {
    const seat = room === 'call' ? await this.#call?.seat : this.#check;
    if (!seat)
      throw new RemError('wrong_state', room === 'call' ? 'no call is running' : 'no check is running');
    return seat;
  }

  #leaveCall(): void {
    const call = this.#call;
    this.#call = null;
    call?.seat.then((seat) => seat.leave()).catch(() => {});
  }
}
