import {
  type ClientFrameOf,
  type MediaService,
  RemError,
  type Role,
  type ServerFrame,
  type SessionsService,
} from '@rem/protocol';
import { Follower } from '../live/follower.ts';
import { Latest } from '../live/latest.ts';
import type { Present } from '../live/present.ts';
import type { Channel, Handlers, Side } from '../live/side.ts';

export interface CustomerOptions {
  readonly sessions: SessionsService;
  readonly media: MediaService;
  readonly present: Present;
  readonly channel: Channel;
  readonly hello: ClientFrameOf<'hello'>;
  /** The session of the page's ticket. */
  readonly sessionId: string | null;
  /** The enrolled kiosk the page runs on, and its branch. */
  readonly kiosk: { readonly id: string; readonly branchId: string } | null;
}

/** The customer's page (REIC): at most one session at a time, from request to end. */
export class Customer implements Side {
  readonly roles: readonly Role[];
  readonly handlers: Handlers;
  readonly #options: CustomerOptions;
  readonly #follower: Follower;
  readonly #view: Latest;
  #sent = '';
  #ended = false;
  #leave: () => void = () => {};
  #closed = false;

  constructor(options: CustomerOptions) {
    const { sessions, media, channel, hello } = options;
    this.#options = options;
    this.roles = [options.kiosk ? 'device' : 'customer'];
    this.#view = new Latest(
      () => this.#show(),
      (error) => channel.fail(error),
    );
    const onChange = (): void => this.#view.touch();
    this.#follower = new Follower({
      sessions,
      media,
      channel,
      party: 'customer',
      after: hello.after,
      onChange,
    });
    this.handlers = {
      ...this.#follower.seats.handlers,
      'session:request': (frame) => this.#request(frame),
      'session:cancel': () => sessions.cancel(this.#follower.need()),
      'session:end': () => sessions.end(this.#follower.need(), 'customer'),
      'chat:send': ({ messageId, text }) => sessions.say(this.#follower.need(), 'customer', messageId, text),
      'media:ready': () => sessions.ready(this.#follower.need(), 'customer'),
    };
  }

  get idle(): boolean {
    return this.#follower.sessionId === null || this.#ended;
  }

  async start(): Promise<void> {
    const { channel, sessionId } = this.#options;
    if (sessionId === null) channel.send({ type: 'session', session: null });
    else await this.#follow(sessionId);
  }

  close(): void {
    this.#closed = true;
    this.#view.close();
    this.#follower.close();
    this.#leave();
  }

  async #request(frame: ClientFrameOf<'session:request'>) {
    const { type: _, id: __, ...wish } = frame;
    const { kiosk, sessions } = this.#options;
    const current = this.#follower.sessionId;
    const asked = await this.#unlessBusy(frame.requestId, current, () =>
      sessions.request({
        ...wish,
        branchId: kiosk?.branchId ?? wish.branchId,
        kioskId: kiosk?.id ?? null,
      }),
    );
    // The ticket first: a page that is reloaded in this moment must find its session again.
    queueMicrotask(() => {
      if (!this.#closed)
        this.#follow(asked.sessionId).catch((error: unknown) => this.#options.channel.fail(error));
    });
    return asked;
  }

  /** One customer, one session: a second wish is taken only when it is the first one again, or the first is over. */
  async #unlessBusy<T extends { sessionId: string }>(
    requestId: string,
    current: string | null,
    ask: () => Promise<T>,
  ): Promise<T> {
    const busy = current !== null && !this.#ended;
    if (busy && requestId !== this.#requestId)
      throw new RemError('wrong_state', 'there is a session already');
    const asked = await ask();
    this.#requestId = requestId;
    return asked;
  }
  #requestId: string | null = null;

  async #follow(sessionId: string): Promise<void> {
    if (sessionId === this.#follower.sessionId) return;
    this.#leave();
    this.#leave = this.#options.present.arrive(sessionId);
    this.#ended = false;
    // The session itself first, so that the page knows what the entries are of.
    this.#view.touch();
    await this.#follower.follow(sessionId);
  }

  async #show(): Promise<void> {
    const { sessions, channel } = this.#options;
    const sessionId = this.#follower.sessionId;
    if (sessionId === null) return;
    const session = await sessions.view(sessionId, 'customer');
    if (this.#follower.sessionId !== sessionId) return;
    this.#ended = session === null || session.phase.state === 'ended';
    const text = JSON.stringify({ type: 'session', session } satisfies ServerFrame);
    if (text !== this.#sent) channel.sendText(text);
    this.#sent = text;
    this.#follower.shown(session);
  }
}
