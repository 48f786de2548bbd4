import { randomUUID } from 'node:crypto';
import { type Clock, Emitter, systemClock, type Unsubscribe } from '@rem/kit';
import type {
  IceCandidate,
  MediaEngine,
  MediaEngineEvents,
  MediaEngineLoad,
  MediaLink,
  ParticipantKind,
  ParticipantRef,
  Recording,
} from '../engine.ts';
import { MediaError } from '../errors.ts';
import { checkSdp, sdpSession } from '../sdp.ts';
import { answerOf, JanusCalls } from './calls.ts';
import { JanusConnection } from './connection.ts';
import { type JanusMessage, janusErrors, participantList, roomList } from './messages.ts';
import type { JanusEngineOptions } from './options.ts';
import type { JanusParticipant, JanusPublisher, JanusRoom } from './participant.ts';
import { collectRecording } from './recording.ts';
import { JanusRooms } from './rooms.ts';
import { JanusSubscriptions } from './subscriptions.ts';

/** The adapter to a Janus (1.x) with its videoroom plugin. The recordings' folder must be one that both see. */
export function createJanusEngine(options: JanusEngineOptions): MediaEngine {
  return new JanusEngine(options);
}

/** Seconds between key frames in a recorded room: a recording can be entered at key frames only. */
const SEEK_INTERVAL = 10;
/** Time in ms after which a key frame is asked for again: an encoder passes over a request soon after another. */
const KEY_FRAME_AGAIN = 1_000;

/** Parties in one room at most. */
const MOST_PUBLISHERS = 16;

/**
 * A party is a publisher in Janus' room and, like a hidden participant, a subscriber on a handle of its own. When
 * the set of senders changes a subscription begins anew on a new handle. Who sends is known here without Janus'
 * lists, because everyone comes through here.
 */
class JanusEngine implements MediaEngine {
  readonly kind = 'janus';
  readonly #options: JanusEngineOptions;
  readonly #clock: Clock;
  readonly #connection: JanusConnection;
  readonly #calls: JanusCalls;
  readonly #events: Emitter<MediaEngineEvents>;
  readonly #rooms: JanusRooms;
  readonly #subscriptions: JanusSubscriptions;

  constructor(options: JanusEngineOptions) {
    this.#options = options;
    const { logger, clock = systemClock, timeoutMs = 5_000 } = options;
    this.#clock = clock;
    this.#events = new Emitter((error) =>
      logger?.error({ err: error }, 'a listener of the media engine failed'),
    );
    this.#rooms = new JanusRooms(options.memoryFile, logger);
    const remembered = this.#rooms.read();
    this.#connection = new JanusConnection({
      session: remembered?.session,
      url: options.url,
      apiSecret: options.apiSecret,
      clock,
      logger,
      timeoutMs,
    });
    this.#calls = new JanusCalls(this.#connection);
    this.#subscriptions = new JanusSubscriptions({
      attach: (participant) => this.#attach(participant, 'subscribe'),
      detach: (handle) => this.#detach(handle),
      message: (handle, body, sdp) =>
        this.#calls.message(handle, body, sdp === undefined ? undefined : { type: 'answer', sdp }),
      offer: (ref, negotiation, sdp) => {
        this.#remember();
        this.#events.emit('offer', ref, negotiation, sdp);
      },
      pin: options.roomPin,
    });
    this.#connection.on('up', (resumed) => {
      if (resumed && remembered) this.#resume(remembered.rooms);
      this.#remember();
      this.#events.emit('up');
    });
    this.#connection.on('down', (reason) => {
      this.#rooms.forget();
      this.#calls.forget();
      this.#events.emit('down', reason);
    });
    this.#connection.on('event', (handle, message) => this.#happened(handle, message));
  }

  get ready(): boolean {
    return this.#connection.up;
  }

  on<K extends keyof MediaEngineEvents>(
    name: K,
    listener: (...args: MediaEngineEvents[K]) => void,
  ): Unsubscribe {
    return this.#events.on(name, listener);
  }

  start(): void {
    this.#connection.start();
  }

  async rooms(): Promise<readonly string[]> {
    const { plugindata } = await this.#calls.control({ request: 'list', admin_key: this.#options.adminKey });
    return roomList.parse(plugindata?.data).list.map(({ room }) => room);
  }

  async createRoom(roomId: string): Promise<void> {
    const { adminKey, roomPin } = this.#options;
    await this.#calls.control(
      {
        ...{ request: 'create', admin_key: adminKey, room: roomId, is_private: false, permanent: false },
        ...(roomPin === undefined ? {} : { pin: roomPin, secret: roomPin }),
        ...{
          publishers: MOST_PUBLISHERS,
          audiocodec: 'opus',
          videocodec: 'vp8',
          bitrate: 0,
          notify_joining: false,
        },
      },
      janusErrors.roomExists,
    );
    this.#rooms.create(roomId);
    this.#remember();
  }

  async closeRoom(roomId: string): Promise<void> {
    const room = this.#rooms.delete(roomId);
    for (const participant of room?.participants.values() ?? []) await this.#remove(participant);
    this.#remember();
    await this.#calls.control(
      { request: 'destroy', room: roomId, ...this.#secret() },
      janusErrors.noSuchRoom,
    );
  }

  async join(ref: ParticipantRef, kind: ParticipantKind): Promise<void> {
    const room = this.#rooms.room(ref.roomId);
    const present = room.participants.get(ref.participantId);
    if (present?.kind === kind) return;
    if (present) await this.leave(ref);
    const participant: JanusParticipant = {
      ...{ ref, kind, publisher: undefined, subscriber: undefined, negotiation: 0 },
      ...{ turn: Promise.resolve(), attaching: Promise.resolve() },
    };
    room.participants.set(ref.participantId, participant);
    this.#remember();
    await this.#subscriptions.refresh(room, participant);
  }

  async leave(ref: ParticipantRef): Promise<void> {
    const participants = this.#rooms.find(ref.roomId)?.participants;
    const participant = participants?.get(ref.participantId);
    if (!participant) return;
    participants?.delete(ref.participantId);
    await this.#remove(participant);
    this.#remember();
  }

  async publish(ref: ParticipantRef, offerSdp: string): Promise<string> {
    const participant = this.#rooms.participant(ref);
    if (participant.kind === 'hidden')
      throw new MediaError('engine_error', 'a hidden participant sends nothing');
    checkSdp(offerSdp);
    const current = participant.publisher;
    const jsep = { type: 'offer', sdp: offerSdp } as const;
    const sections = sectionsOf(offerSdp);
    if (current && current.session === sdpSession(offerSdp)) {
      const answer = answerOf(await this.#calls.message(current.handle, { request: 'configure' }, jsep));
      const grown = sections > current.sections;
      current.sections = sections;
      this.#remember();
      if (grown && current.up) this.#published(participant, current);
      return answer;
    }
    const attaching = this.#attach(participant, 'publish');
    participant.attaching = attaching.catch(() => {});
    const publisher: JanusPublisher = {
      handle: await attaching,
      feed: randomUUID(),
      session: sdpSession(offerSdp) ?? '',
      up: false,
      sections,
    };
    participant.publisher = publisher;
    this.#rooms.find(ref.roomId)?.recording?.feeds.set(publisher.feed, ref.participantId);
    try {
      const answer = answerOf(
        await this.#calls.message(publisher.handle, this.#entry(ref.roomId, publisher.feed), jsep),
      );
      if (current) await this.#detach(current.handle);
      this.#remember();
      return answer;
    } catch (error) {
      // An offer that cannot be used replaces nothing.
      if (participant.publisher === publisher) participant.publisher = current;
      await this.#detach(publisher.handle);
      throw error;
    }
  }

  async answer(ref: ParticipantRef, negotiation: number, answerSdp: string): Promise<void> {
    const participant = this.#rooms.participant(ref);
    if (participant.subscriber?.pending !== negotiation) return;
    checkSdp(answerSdp);
    await this.#subscriptions.answered(this.#rooms.room(ref.roomId), participant, answerSdp);
    this.#remember();
  }

  async addCandidate(ref: ParticipantRef, link: MediaLink, candidate: IceCandidate | null): Promise<void> {
    const participant = this.#rooms.participant(ref);
    if (link === 'publish') await participant.attaching;
    const handle = (link === 'publish' ? participant.publisher : participant.subscriber)?.handle;
    if (handle === undefined) return;
    await this.#calls.trickle(handle, candidate);
  }

  async resubscribe(ref: ParticipantRef): Promise<void> {
    await this.#subscriptions.refresh(this.#rooms.room(ref.roomId), this.#rooms.participant(ref), true);
  }

  async requestKeyframe(ref: ParticipantRef): Promise<void> {
    await this.#requestKeyframes(ref.roomId, this.#rooms.participant(ref));
  }

  async setHeld(roomId: string, held: boolean): Promise<void> {
    const room = this.#rooms.room(roomId);
    if (room.held === held) return;
    room.held = held;
    this.#remember();
    if (room.recording) await this.#record(roomId, !held);
    for (const { subscriber } of room.participants.values()) {
      if (subscriber) await this.#calls.message(subscriber.handle, { request: held ? 'pause' : 'start' });
    }
  }

  async startRecording(roomId: string, directory: string): Promise<void> {
    const room = this.#rooms.room(roomId);
    if (room.recording) return;
    const feeds = new Map<string, string>();
    for (const { publisher, ref } of room.participants.values()) {
      if (publisher) feeds.set(publisher.feed, ref.participantId);
    }
    await this.#calls.control({
      ...{ request: 'edit', room: roomId, ...this.#secret() },
      ...{ new_rec_dir: directory, new_fir_freq: SEEK_INTERVAL },
    });
    room.recording = { directory, startedAt: this.#clock.now(), feeds };
    this.#remember();
    if (!room.held) await this.#record(roomId, true);
  }

  async stopRecording(roomId: string): Promise<Recording> {
    const room = this.#rooms.room(roomId);
    const { recording } = room;
    if (!recording) throw new MediaError('engine_error', 'the room is not being recorded');
    room.recording = undefined;
    this.#remember();
    await this.#record(roomId, false);
    const files = await collectRecording(recording.directory, recording.feeds);
    return { startedAt: recording.startedAt, endedAt: this.#clock.now(), files };
  }

  /** What Janus itself uses is not known here. */
  async load(): Promise<MediaEngineLoad> {
    const { size, participants } = this.#rooms;
    return { rooms: size, participants, cpu: null, memory: null };
  }

  async close(): Promise<void> {
    this.#connection.close();
    this.#events.clear();
  }

  /** Goes on where another server ended; what happened in between is asked for. */
  #resume(rooms: Map<string, JanusRoom>): void {
    this.#rooms.adopt(rooms);
    for (const [roomId, room] of rooms) {
      this.#catchUp(roomId, room).catch((error: unknown) => {
        this.#options.logger?.warn({ err: error, roomId }, 'a room could not be taken over');
      });
    }
  }

  async #catchUp(roomId: string, room: JanusRoom): Promise<void> {
    const { plugindata } = await this.#calls.control({ request: 'listparticipants', room: roomId });
    const sending = new Set(
      participantList
        .parse(plugindata?.data)
        .participants.filter((one) => one.publisher)
        .map(({ id }) => id),
    );
    for (const { publisher } of room.participants.values()) {
      if (publisher) publisher.up = sending.has(publisher.feed);
    }
    for (const participant of room.participants.values()) {
      const offerLost = participant.subscriber?.pending !== undefined;
      await this.#subscriptions.refresh(room, participant, offerLost);
    }
    this.#remember();
  }

  #remember(): void {
    this.#rooms.remember(this.#connection.session);
  }

  #happened(handle: number, message: JanusMessage): void {
    const owner = this.#rooms.owner(handle);
    if (!owner) return;
    const { participant, link } = owner;
    const current = link === 'publish' ? participant.publisher : participant.subscriber;
    if (current?.handle !== handle) return;
    if (message.janus === 'webrtcup') {
      if (link === 'publish' && participant.publisher) this.#published(participant, participant.publisher);
      this.#events.emit('link', participant.ref, link, 'connected');
    } else if (message.janus === 'hangup') {
      if (participant.publisher && link === 'publish') participant.publisher.up = false;
      const failed = message.reason?.startsWith('ICE') ?? false;
      this.#events.emit('link', participant.ref, link, failed ? 'failed' : 'disconnected');
    }
  }

  #published(participant: JanusParticipant, publisher: JanusPublisher): void {
    publisher.up = true;
    this.#remember();
    const room = this.#rooms.find(participant.ref.roomId);
    if (!room) return;
    for (const other of room.participants.values()) {
      if (other === participant) continue;
      this.#subscriptions.refresh(room, other).catch((error: unknown) => {
        this.#options.logger?.warn({ err: error, ...other.ref }, 'a subscription could not be made');
      });
    }
  }

  async #remove(participant: JanusParticipant): Promise<void> {
    const { publisher, subscriber } = participant;
    participant.publisher = undefined;
    participant.subscriber = undefined;
    if (publisher) await this.#detach(publisher.handle);
    if (subscriber) await this.#detach(subscriber.handle);
  }

  #entry(roomId: string, feed: string): object {
    const { roomPin } = this.#options;
    return {
      ...{
        request: 'joinandconfigure',
        ptype: 'publisher',
        room: roomId,
        id: feed,
        audio: true,
        video: true,
      },
      ...(roomPin === undefined ? {} : { pin: roomPin }),
    };
  }

  async #record(roomId: string, record: boolean): Promise<void> {
    await this.#calls.control({ request: 'enable_recording', room: roomId, ...this.#secret(), record });
    if (!record) return;
    await this.#requestKeyframes(roomId);
    this.#clock.after(KEY_FRAME_AGAIN, () => {
      // By then the room may have gone, and with it the need.
      this.#requestKeyframes(roomId).catch(() => {});
    });
  }

  async #requestKeyframes(roomId: string, except?: JanusParticipant): Promise<void> {
    for (const participant of this.#rooms.find(roomId)?.participants.values() ?? []) {
      if (participant === except || !participant.publisher) continue;
      await this.#calls.message(participant.publisher.handle, { request: 'configure', keyframe: true });
    }
  }

  #secret(): object {
    return this.#options.roomPin === undefined ? {} : { secret: this.#options.roomPin };
  }

  async #attach(participant: JanusParticipant, link: MediaLink): Promise<number> {
    const handle = await this.#calls.attach();
    this.#rooms.own(handle, { participant, link });
    return handle;
  }

  async #detach(handle: number): Promise<void> {
    this.#rooms.disown(handle);
    await this.#calls.detach(handle);
  }
}

function sectionsOf(sdp: string): number {
  return sdp.match(/^m=/gm)?.length ?? 0;
}
