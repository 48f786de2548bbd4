import type { CallSnapshot, LiveState, LocalMediaSnapshot, NetworkFigures } from '@rem/client';
import type { CustomerSetup, PageLanguage, WireError } from '@rem/protocol';
import type { ShownMessage } from '@rem/ui';

export type ServiceChoice = CustomerSetup['services'][number];

/** How a contact ended, as the last screen puts it. */
export type Ending =
  /** There was a call. */
  | 'served'
  /** The customer left before one. */
  | 'left'
  /** The way to the customer was lost for too long. */
  | 'lost'
  /** It could not be done on our side. */
  | 'failed';

export type Screen =
  | { readonly name: 'loading' }
  | {
      readonly name: 'enrol';
      readonly state: 'asking' | 'sending' | 'done';
      readonly error: WireError | null;
      readonly kioskName: string | null;
    }
  | { readonly name: 'attract' }
  | { readonly name: 'consent'; readonly service: ServiceChoice }
  | { readonly name: 'check'; readonly service: ServiceChoice }
  /** Waiting or in the call: which, the session's own phase says. */
  | { readonly name: 'session' }
  | { readonly name: 'end'; readonly how: Ending }
  | {
      readonly name: 'error';
      /** What could not be done: the first load, the request, or staying connected. */
      readonly what: 'setup' | 'request' | 'line';
      readonly error: WireError;
    };

/** What the device check found so far. */
export interface CheckModel {
  /** Loudness of the microphone now, 0–1. */
  readonly level: () => number;
  /** Something was heard from the microphone. */
  readonly heard: boolean;
  readonly speaker: 'untried' | 'playing' | 'played' | 'heard' | 'silent';
  readonly network: 'running' | 'done' | 'failed';
  readonly figures: NetworkFigures | null;
}

/** A screen that goes back to the start by itself. */
export interface IdleLimit {
  /** Instant on this machine's clock (ms). */
  readonly endsAt: number;
  /** The whole time in ms. */
  readonly total: number;
}

/** All that the customer's page shows. What is drawn is a pure function of this. */
export interface CustomerModel {
  readonly screen: Screen;
  readonly setup: CustomerSetup | null;
  readonly idle: IdleLimit | null;
  readonly live: LiveState | null;
  readonly call: CallSnapshot | null;
  readonly local: LocalMediaSnapshot;
  readonly check: CheckModel | null;
  readonly messages: readonly ShownMessage[];
  readonly chatOpen: boolean;
  /** Messages of the other side that came while the chat was closed. */
  readonly unread: number;
  /** How many customers were wiped away: the page takes its first language again when it grows. */
  readonly wipes: number;
}

/** All that a customer can do. */
export interface CustomerActions {
  readonly choose: (serviceId: string) => void;
  readonly agree: (recording: boolean) => void;
  /** The device check is done or skipped: ask for an expert. */
  readonly proceed: (language: PageLanguage) => void;
  /** The way out, wherever one is before a call. */
  readonly leave: () => void;
  readonly hangUp: () => void;
  readonly stillHere: () => void;
  readonly tryAgain: () => void;
  readonly openDevices: () => void;
  readonly useCamera: (deviceId: string) => void;
  readonly playTone: () => void;
  readonly toneHeard: (heard: boolean) => void;
  readonly measureNetwork: () => void;
  readonly setAudio: (on: boolean) => void;
  readonly setVideo: (on: boolean) => void;
  readonly showChat: (open: boolean) => void;
  readonly say: (text: string) => void;
  readonly sayAgain: (messageId: string) => void;
  readonly enrol: (code: string) => void;
}
