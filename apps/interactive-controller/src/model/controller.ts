import type { Api, Call, LiveClient, LiveState, LocalMedia, Snapshot, TicketStore } from '@rem/client';
import { newId, SnapshotStore } from '@rem/client';
import type { CancelTimer, Clock } from '@rem/kit';
import { type Command, type PageLanguage, RemError, type WireError } from '@rem/protocol';
import { conversation, type Outgoing, outgoing } from './chat.ts';
import { type CheckTools, DeviceCheck } from './device-check.ts';
import { endingOf } from './ending.ts';
import { IdleTimer } from './idle.ts';
import type { PageLink } from './link.ts';
import type { CustomerActions, CustomerModel, Ending, Screen, ServiceChoice } from './model.ts';

export interface ControllerDeps {
  readonly api: Pick<Api, 'setup' | 'enrol'>;
  readonly openLive: () => LiveClient;
  readonly createCall: (live: LiveClient, media: LocalMedia) => Call;
  readonly media: LocalMedia;
  readonly tools: CheckTools;
  readonly tickets: TicketStore;
  readonly clock: Clock;
  /** What the address asks for. */
  readonly link: PageLink;
  /** Loads the start page anew, without what its address asked for. */
  readonly goToStart: () => void;
}

/** How long until a first load that failed is tried again, in ms. */
export const SETUP_RETRY_MS = 5_000;
/** A session that a kept ticket is for is shown within this time (ms), or it is gone. */
const RESUME_LIMIT_MS = 10_000;

/** What one customer wants, from the touch of a service to the wipe. */
interface Wish {
  readonly service: ServiceChoice | null;
  /** Made once a wish, so that a second touch asks for nothing more. */
  readonly requestId: string;
  recording: boolean;
  language: PageLanguage;
  requested: boolean;
}

/**
 * The customer's page without its looks: one screen after the other, and nothing left of a customer when they are
 * gone. Everything that a person, the server or time does ends in one new snapshot.
 */
export class CustomerController implements CustomerActions {
  readonly #deps: ControllerDeps;
  readonly #store: SnapshotStore<CustomerModel>;
  readonly #idle: IdleTimer;
  #live: LiveClient | null = null;
  #call: Call | null = null;
  #check: DeviceCheck | null = null;
  #wish: Wish | null = null;
  #underWay: readonly Outgoing[] = [];
  #seen = 0;
  #stops: (() => void)[] = [];
  #cancelTimer: CancelTimer = () => {};

  constructor(deps: ControllerDeps) {
    this.#deps = deps;
    this.#store = new SnapshotStore<CustomerModel>({
      screen: { name: 'loading' },
      setup: null,
      idle: null,
      live: null,
      call: null,
      local: deps.media.state.getSnapshot(),
      check: null,
      messages: [],
      chatOpen: false,
      unread: 0,
      wipes: 0,
    });
    this.#idle = new IdleTimer(
      deps.clock,
      (idle) => this.#store.patch({ idle }),
      () => this.#wipe(),
    );
    deps.media.state.subscribe(() => this.#localChanged());
  }

  get state(): Snapshot<CustomerModel> {
    return this.#store;
  }

  /** Begins with what the address and a kept ticket say. */
  readonly start = (): void => {
    const { link, tickets } = this.#deps;
    if (link.enrol) this.#show({ name: 'enrol', state: 'asking', error: null, kioskName: null });
    else if (tickets.get() !== null) this.#resume();
    else void this.#load();
  };

  readonly choose = (serviceId: string): void => {
    const service = this.#model.setup?.services.find(({ id }) => id === serviceId);
    if (!service || this.#model.screen.name !== 'attract') return;
    this.#wish = { service, requestId: newId(), recording: false, language: 'en', requested: false };
    this.#show({ name: 'consent', service });
  };

  readonly agree = (recording: boolean): void => {
    const { screen } = this.#model;
    if (screen.name !== 'consent' || !this.#wish) return;
    this.#wish.recording = recording;
    const check = new DeviceCheck(this.#deps.tools, this.#deps.clock, (found) =>
      this.#store.patch({ check: found }),
    );
    this.#check = check;
    this.#show({ name: 'check', service: screen.service });
    this.openDevices();
    void check.measureNetwork(this.#connect());
  };

  readonly proceed = (language: PageLanguage): void => {
    if (this.#model.screen.name !== 'check' || !this.#wish) return;
    this.#wish.language = language;
    this.#endCheck();
    this.#request();
  };

  readonly leave = (): void => {
    const { screen, live } = this.#model;
    if (screen.name === 'enrol') {
      this.#deps.goToStart();
      return;
    }
    if (screen.name !== 'session') {
      this.#wipe();
      return;
    }
    const begun = live?.session && live.session.phase.state === 'active';
    this.#finish(begun ? 'served' : 'left', begun ? { type: 'session:end' } : { type: 'session:cancel' });
  };

  readonly hangUp = (): void => {
    if (this.#model.screen.name === 'session') this.#finish('served', { type: 'session:end' });
  };

  readonly stillHere = (): void => this.#idle.restart();

  /** Somebody touched the page. The last screen goes by itself unless they ask for more time. */
  readonly touched = (): void => {
    if (this.#model.screen.name !== 'end') this.#idle.restart();
  };

  readonly tryAgain = (): void => {
    const { screen } = this.#model;
    if (screen.name !== 'error') return;
    if (screen.what === 'request' && this.#wish) this.#request();
    else if (screen.what === 'setup') void this.#load();
    else this.#wipe();
  };

  readonly openDevices = (): void => {
    void this.#deps.media.open();
  };

  readonly useCamera = (deviceId: string): void => {
    // The present camera stays when the other cannot be opened.
    this.#deps.media.useCamera(deviceId).catch(() => {});
  };

  readonly playTone = (): void => {
    void this.#check?.playTone();
  };

  readonly toneHeard = (heard: boolean): void => this.#check?.toneHeard(heard);

  readonly measureNetwork = (): void => {
    if (this.#live) void this.#check?.measureNetwork(this.#live);
  };

  readonly setAudio = (on: boolean): void => this.#call?.setAudio(on);

  readonly setVideo = (on: boolean): void => this.#call?.setVideo(on);

  readonly showChat = (chatOpen: boolean): void => {
    this.#store.patch({ chatOpen });
    this.#converse();
  };

  readonly say = (text: string): void => this.#send(outgoing(text, this.#deps.clock.now()));

  readonly sayAgain = (messageId: string): void => {
    const message = this.#underWay.find(({ id }) => id === messageId);
    if (message) this.#send({ ...message, state: 'sending' });
  };

  readonly enrol = (code: string): void => {
    const asking = { name: 'enrol', error: null, kioskName: null } as const;
    this.#show({ ...asking, state: 'sending' });
    this.#deps.api.enrol(code).then(
      ({ kiosk }) => this.#show({ ...asking, state: 'done', kioskName: kiosk.name }),
      (error: unknown) => this.#show({ ...asking, state: 'asking', error: RemError.from(error).toWire() }),
    );
  };

  get #model(): CustomerModel {
    return this.#store.getSnapshot();
  }

  #show(screen: Screen): void {
    this.#store.patch({ screen });
    this.#idle.show(screen);
  }

  #fail(what: 'setup' | 'request' | 'line', error: WireError): void {
    this.#show({ name: 'error', what, error });
  }

  async #load(): Promise<void> {
    const { api, link, clock } = this.#deps;
    this.#cancelTimer();
    try {
      const setup = await api.setup(link.branch === null ? {} : { branch: link.branch });
      this.#store.patch({ setup });
      if (this.#model.screen.name !== 'loading' && this.#model.screen.name !== 'error') return;
      this.#show({ name: 'attract' });
      if (link.service !== null && this.#model.wipes === 0) this.choose(link.service);
    } catch (error) {
      // A page that already has what it needs goes on with it.
      if (this.#model.setup) return;
      this.#fail('setup', RemError.from(error).toWire());
      this.#cancelTimer = clock.after(SETUP_RETRY_MS, () => void this.#load());
    }
  }

  /** A page that was loaded again while its customer waited or talked. */
  #resume(): void {
    const { clock, tickets } = this.#deps;
    this.#show({ name: 'session' });
    this.#startCall();
    this.openDevices();
    const look = (): void => {
      if (this.#model.screen.name !== 'session' || this.#model.live?.session) return;
      // Without a line nothing is known yet: the place is kept on the server.
      if (this.#model.live?.connection === 'open' || tickets.get() === null) this.#wipe();
      else this.#cancelTimer = clock.after(RESUME_LIMIT_MS, look);
    };
    this.#cancelTimer = clock.after(RESUME_LIMIT_MS, look);
  }

  #request(): void {
    const wish = this.#wish;
    if (!wish?.service || wish.requested) return;
    wish.requested = true;
    this.#show({ name: 'session' });
    this.#startCall();
    const { setup } = this.#model;
    this.#connect()
      .send({
        type: 'session:request',
        requestId: wish.requestId,
        serviceId: wish.service.id,
        branchId: setup?.branch?.id ?? null,
        language: wish.language,
        consents: { terms: true, recording: wish.recording },
      })
      .catch((error: unknown) => {
        if (this.#wish !== wish || this.#model.screen.name !== 'session') return;
        wish.requested = false;
        this.#fail('request', RemError.from(error).toWire());
      });
  }

  #connect(): LiveClient {
    if (this.#live) return this.#live;
    const live = this.#deps.openLive();
    this.#live = live;
    this.#stops.push(live.state.subscribe(() => this.#liveChanged(live.state.getSnapshot())));
    this.#store.patch({ live: live.state.getSnapshot() });
    return live;
  }

  /** Listens before the server asks for media, so that the first picture waits for nothing. */
  #startCall(): void {
    if (this.#call) return;
    const call = this.#deps.createCall(this.#connect(), this.#deps.media);
    this.#call = call;
    this.#stops.push(call.state.subscribe(() => this.#store.patch({ call: call.state.getSnapshot() })));
    this.#store.patch({ call: call.state.getSnapshot() });
  }

  #liveChanged(live: LiveState): void {
    this.#store.patch({ live });
    this.#converse();
    const { screen } = this.#model;
    if (screen.name !== 'session' && screen.name !== 'check') return;
    if (live.closedBecause) {
      const because = live.closedBecause;
      this.#release();
      this.#fail('line', because);
      return;
    }
    if (live.session?.phase.state === 'ended') this.#finish(endingOf(live.session.phase, live.entries), null);
  }

  #localChanged(): void {
    const local = this.#deps.media.state.getSnapshot();
    this.#store.patch({ local });
    this.#check?.listenTo(local.audioTrack);
  }

  #send(message: Outgoing): void {
    const replace = (next: Outgoing | null): void => {
      const others = this.#underWay.filter(({ id }) => id !== message.id);
      this.#underWay = next ? [...others, next] : others;
      this.#converse();
    };
    replace(message);
    const live = this.#live;
    live?.send({ type: 'chat:send', messageId: message.id, text: message.text }).catch(() => {
      if (this.#live === live) replace({ ...message, state: 'failed' });
    });
  }

  #converse(): void {
    const { live, chatOpen } = this.#model;
    const messages = conversation(live?.entries ?? [], this.#underWay, live?.session?.expert?.name ?? '');
    const theirs = messages.filter(({ mine }) => !mine).length;
    if (chatOpen) this.#seen = theirs;
    this.#store.patch({ messages, unread: theirs - this.#seen });
  }

  #endCheck(): void {
    this.#check?.close();
    this.#check = null;
    this.#store.patch({ check: null });
  }

  /** The contact is over: nothing is kept, while the last word to the server may still be on its way. */
  #finish(how: Ending, lastWord: Command | null): void {
    const live = this.#live;
    this.#live = null;
    this.#release();
    this.#show({ name: 'end', how });
    if (!live) return;
    if (!lastWord) live.close();
    // What could not be said any more, the server's absence timer finds out.
    else
      live
        .send(lastWord)
        .catch(() => {})
        .finally(() => {
          live.close();
          // The reply to a request that was still under way brought a ticket nobody needs any more.
          if (!this.#live) this.#deps.tickets.clear();
        });
  }

  /** Forgets everything about this customer: devices, line, ticket, chat. */
  #release(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#cancelTimer();
    this.#endCheck();
    this.#call?.stop();
    this.#call = null;
    this.#live?.close();
    this.#live = null;
    this.#deps.media.close();
    this.#deps.tickets.clear();
    this.#wish = null;
    this.#underWay = [];
    this.#seen = 0;
    this.#store.patch({ live: null, call: null, messages: [], chatOpen: false, unread: 0 });
  }

  #wipe(): void {
    this.#release();
    this.#store.patch({ wipes: this.#model.wipes + 1 });
    this.#show(this.#model.setup ? { name: 'attract' } : { name: 'loading' });
    // Services may have changed since.
    void this.#load();
  }
}
