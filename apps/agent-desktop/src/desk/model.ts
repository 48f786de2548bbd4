import type { CallSnapshot, LocalMediaSnapshot } from '@rem/client';
import type { DeclineReason, DeskView, TimelineEntry, WantedExpertState } from '@rem/protocol';
import type { ShownMessage } from '@rem/ui';
import type { RingSettings } from '../offer/ring-settings.ts';

/** Everything the desk draws: a snapshot, without a way to change it. */
export interface DeskModel {
  readonly desk: DeskView;
  /** Server's clock − this machine's, in ms. */
  readonly clockOffset: number;
  /** What is wrong with the line to the server; null in good order. */
  readonly line: 'connecting' | 'reconnecting' | null;
  readonly call: CallSnapshot;
  readonly local: LocalMediaSnapshot;
  /** What the expert wants to send; while on hold nothing is sent whatever is wanted. */
  readonly wanted: { readonly audio: boolean; readonly video: boolean };
  /** Timeline of the current session, or of the one being wrapped up. */
  readonly entries: readonly TimelineEntry[];
  readonly messages: readonly ShownMessage[];
  readonly ring: RingSettings;
  /** A command that waits for its reply. */
  readonly pending: 'accept' | 'decline' | 'wrap_up' | null;
  /** What a command could not do, in the reader's words. */
  readonly notice: string | null;
  /** In another desktop's frame (eREAD): no header of our own. */
  readonly embedded: boolean;
}

/** Everything that can be done at the desk. */
export interface DeskActions {
  readonly setState: (wanted: WantedExpertState) => void;
  readonly accept: () => void;
  readonly decline: (reason: DeclineReason) => void;
  readonly toggleMicrophone: () => void;
  readonly toggleCamera: () => void;
  readonly toggleHold: () => void;
  readonly end: () => void;
  readonly say: (text: string) => void;
  readonly sayAgain: (messageId: string) => void;
  readonly completeWrapUp: (done: { readonly dispositionId: string | null; readonly note: string }) => void;
  readonly setRing: (settings: RingSettings) => void;
  readonly tryRing: () => void;
  readonly checkDevices: () => void;
  readonly signOut: () => void;
  readonly dismissNotice: () => void;
}
