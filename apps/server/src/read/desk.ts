import {
  type ClientFrameOf,
  type ExpertsService,
  type MediaService,
  RemError,
  type Role,
  type ServerFrame,
  type SessionsService,
  type Stop,
} from '@rem/protocol';
import { Follower } from '../live/follower.ts';
import { Latest } from '../live/latest.ts';
import type { Channel, Handlers, Side } from '../live/side.ts';
import type { Desks } from './desks.ts';

export interface DeskOptions {
  readonly sessions: SessionsService;
  readonly experts: ExpertsService;
  readonly media: MediaService;
  readonly desks: Desks;
  readonly channel: Channel;
  readonly hello: ClientFrameOf<'hello'>;
  readonly expertId: string;
}

/** The expert's desk (READ). */
export class Desk implements Side {
  readonly roles: readonly Role[] = ['expert'];
  readonly handlers: Handlers;
  /** A desk that goes is an expert who goes: never for nothing. */
  readonly idle = false;
  readonly #options: DeskOptions;
  readonly #follower: Follower;
  readonly #view: Latest;
  #sent = '';
  #stop: Stop = () => {};
  #leave: () => boolean = () => false;
  #closed = false;

  constructor(options: DeskOptions) {
    const { sessions, experts, media, channel, hello, expertId } = options;
    this.#options = options;
    this.#view = new Latest(
      () => this.#show(),
      (error) => channel.fail(error),
    );
    const onChange = (): void => this.#view.touch();
    this.#follower = new Follower({
      sessions,
      media,
      channel,
      party: 'expert',
      after: hello.after,
      onChange,
    });
    // Not what this page was shown last: a command may come before that, on a line that has just come back.
    const serving = (): string => {
      const sessionId = experts.sessionOf(expertId);
      if (sessionId === null) throw new RemError('wrong_state', 'there is no session');
      return sessionId;
    };
    this.handlers = {
      ...this.#follower.seats.handlers,
      'expert:state': ({ state }) => experts.setState(expertId, state),
      'offer:accept': ({ offerId }) => experts.accept(expertId, offerId),
      'offer:decline': ({ offerId, reason }) => experts.decline(expertId, offerId, reason),
      'session:hold': async ({ held }) => sessions.hold(serving(), held),
      'session:end': async () => sessions.end(serving(), 'expert'),
      'chat:send': async ({ messageId, text }) => sessions.say(serving(), 'expert', messageId, text),
      'media:ready': async () => sessions.ready(serving(), 'expert'),
      'wrapup:complete': ({ sessionId, dispositionId, note }) =>
        experts.completeWrapUp(expertId, { sessionId, dispositionId, note }),
    };
  }

  async start(): Promise<void> {
    const { experts, desks, channel, expertId } = this.#options;
    this.#leave = desks.open(expertId, channel);
    await experts.arrive(expertId);
    // Gone again meanwhile, perhaps with another desk in its place.
    await experts.present(expertId, !this.#closed || desks.has(expertId));
    if (this.#closed) return;
    this.#stop = experts.watch(expertId, () => this.#view.touch());
    this.#view.touch();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#view.close();
    this.#stop();
    this.#follower.close();
    // Presence is put right by itself when the store is back.
    this.#gone().catch(() => {});
  }

  async #gone(): Promise<void> {
    if (this.#leave()) await this.#options.experts.present(this.#options.expertId, false);
  }

  async #show(): Promise<void> {
    const { experts, channel, expertId } = this.#options;
    const desk = await experts.view(expertId);
    if (this.#closed) return;
    const text = JSON.stringify({ type: 'desk', desk } satisfies ServerFrame);
    if (text !== this.#sent) channel.sendText(text);
    this.#sent = text;
    const followed = this.#follower.follow(desk.session?.id ?? null);
    // The media of a call do not wait until its timeline is read.
    this.#follower.shown(desk.session);
    await followed;
  }
}
